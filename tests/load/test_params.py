"""Parameters that are set for rules, packs and applications: what is refused, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from holdfast.errors import ConfigError, UserErrors
from holdfast.load.files import checked
from holdfast.load.params import checked_params
from holdfast.load.schema import named_schema
from holdfast.model.document import Document
from holdfast.model.layers import Layer, merged
from holdfast.model.location import Location, Place
from holdfast.model.policy import Policy, Rule, Scope, Severity
from holdfast.model.settings import Settings, Source

HEAD = "apiVersion: holdfast/v1\nkind: Configuration\n"


def policy(rule: str, scope: Scope, **params: Any) -> Policy:
    return Policy(Rule(rule, "Title", Severity.LOW, scope), (), Place(Location("x.yaml")), params)


NUMBER = {"type": "integer", "minimum": 1, "maximum": 9, "default": 2}
NAMES = {"type": "array", "items": {"type": "string"}, "default": []}
SHARE = {"type": "number", "default": 0.5, "stricter": "lower"}

POLICIES = [
    policy("a/apps", Scope.APPLICATION, minimum=NUMBER, names=NAMES),
    policy("a/models", Scope.MODEL, minimum=NUMBER, share=SHARE),
    policy("b/plain", Scope.MODEL),
]


def settings(text: str) -> Settings:
    document: Document = checked(
        (HEAD + text).encode(), ".holdfast.yaml", named_schema("configuration"), ConfigError
    )
    return merged([Layer(Source.CONFIGURATION, document, Path())])


@pytest.mark.parametrize(
    "text",
    [
        "params: {a/apps: {minimum: 3, names: [x]}}\n",
        "params: {a: {minimum: 3, share: 0.1}}\n",
        "applications: {chat: {params: {a/apps: {minimum: 3}}}}\n",
        "applications: {shop/chat: {params: {a: {minimum: 3}}}}\n",
    ],
    ids=["a rule", "a pack", "an application", "an application and a pack"],
)
def test_what_fits(text: str) -> None:
    checked_params(settings(text), POLICIES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "params: {a/apps: {minimun: 3}}\n",
            "3:19: rule `a/apps` has no parameter `minimun`. Did you mean `minimum`?",
        ),
        ("params: {b/plain: {x: 3}}\n", "3:20: rule `b/plain` has no parameter `x`. There are: none."),
        ("params: {a/aps: {minimum: 3}}\n", "3:10: there is no rule `a/aps`. Did you mean `a/apps`?"),
        (
            "params: {c: {minimum: 3}}\n",
            "3:10: there is no rule or pack `c`. There are: `a`, `a/apps`, `a/models`, `b`, `b/plain`.",
        ),
        (
            "params: {a: {shares: 3}}\n",
            "3:14: pack `a` has no rule with a parameter `shares`. Did you mean `share`?",
        ),
        (
            "params: {b: {minimum: 3}}\n",
            "3:14: pack `b` has no rule with a parameter `minimum`. There are: none.",
        ),
        (
            "params: {a/apps: {minimum: three}}\n",
            (
                "3:28: parameter `minimum` of `a/apps` must be a whole number, at least 1, at most 9, "
                "but is `three`."
            ),
        ),
        (
            "params: {a/apps: {minimum: 0}}\n",
            (
                "3:28: parameter `minimum` of `a/apps` must be a whole number, at least 1, at most 9, "
                "but is `0`."
            ),
        ),
        (
            "params: {a/apps: {names: [1]}}\n",
            (
                "3:27: parameter `names` of `a/apps` has an entry 1 that must be text, but is `1`. Put "
                "it in quotes."
            ),
        ),
        (
            "params: {a: {minimum: 10}}\n",
            (
                "3:23: parameter `minimum` of `a/apps` must be a whole number, at least 1, at most "
                "9, but is `10`. | "
                "3:23: parameter `minimum` of `a/models` must be a whole number, at least 1, at "
                "most 9, but is `10`."
            ),
        ),
        (
            "applications: {chat: {params: {a/apps: {minimum: true}}}}\n",
            (
                "3:50: parameter `minimum` of `a/apps` must be a whole number, at least 1, at most 9, "
                "but is `true`."
            ),
        ),
        (
            "applications: {chat: {params: {a/models: {minimum: 3}}}}\n",
            (
                "3:43: `minimum` of `a/models` cannot be set for an application: it is judged by model."
                " Set it under `params`, for all."
            ),
        ),
        (
            "applications: {chat: {params: {a: {share: 3}}}}\n",
            (
                "3:36: `share` of `a` cannot be set for an application: it is judged by model."
                " Set it under `params`, for all."
            ),
        ),
        (
            "applications: {chat: {params: {a/ap: {minimum: 3}}}}\n",
            "3:32: there is no rule `a/ap`. Did you mean `a/apps`?",
        ),
    ],
    ids=[
        "no such parameter",
        "a rule without parameters",
        "no such rule",
        "no such pack",
        "no rule of the pack has it",
        "no rule of the pack has any",
        "wrong type",
        "too small",
        "wrong element",
        "wrong for both rules of the pack",
        "wrong for an application",
        "a rule on models for an application",
        "a pack whose rules on applications lack it",
        "no such rule for an application",
    ],
)
def test_what_does_not_fit(text: str, expected: str) -> None:
    with pytest.raises(UserErrors) as caught:
        checked_params(settings(text), POLICIES)
    said = [
        f"{str(error.location).removeprefix('.holdfast.yaml:')}: {error.message} {error.hint}".strip()
        for error in caught.value.errors
    ]
    assert expected == " | ".join(said)
