"""Which value of a parameter a rule is judged with: that of the application, the rule or the pack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Tree = Callable[[Mapping[str, str]], Path]

CONFIG = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [./own]\n"
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: own\nversion: 1.0.0\ntitle: Own\n"


def policy(name: str, scope: str, more: str = "") -> str:
    return (
        f"apiVersion: holdfast/v1\nkind: Policy\nid: {name}\ntitle: Title\nseverity: low\nscope: {scope}\n"
        "params:\n  word: {type: string, default: default}\n"
        f"{more}validations:\n  - expression: params.word == ''\n    messageExpression: params.word\n"
    )


def manifest(name: str) -> str:
    return (
        f"apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {{name: {name}}}\napplications:\n"
        "  - {id: chat, models: [{ref: gpt}], kpis: [{metric: cost}]}\n"
        "  - {id: search, models: [], kpis: []}\n"
        "models: [{id: gpt, model: gpt-5.5, backend: api}]\nbackends: [{id: api}]\n"
    )


FILES = {
    "own/pack.yaml": PACK,
    "own/app.yaml": policy("app", "application"),
    "own/use.yaml": policy("use", "use"),
    "own/each.yaml": policy("each", "application", "forEach: app.kpis\n"),
    "own/model.yaml": policy("model", "model"),
    "ai-manifest.yaml": manifest("shop"),
    "bank/ai-manifest.yaml": manifest("bank"),
}


def words(ran: Any) -> dict[str, str]:
    """Return, of each subject of each rule, the value that it was judged with."""
    return {
        f"{item['ruleId'].removeprefix('own/')} {item['subject']}": item["message"]
        for item in json.loads(ran.out)["findings"]
        if item["ruleId"].startswith("own/")
    }


DEFAULTS = {
    "app bank/applications/chat": "default",
    "app bank/applications/search": "default",
    "app shop/applications/chat": "default",
    "app shop/applications/search": "default",
    "each bank/applications/chat/kpis/cost": "default",
    "each shop/applications/chat/kpis/cost": "default",
    "model bank/models/gpt": "default",
    "model shop/models/gpt": "default",
    "use bank/applications/chat/models/gpt": "default",
    "use shop/applications/chat/models/gpt": "default",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("params: {own: {word: pack}}\n", dict.fromkeys(DEFAULTS, "pack")),
        (
            "params: {own: {word: pack}, own/model: {word: rule}}\n",
            {
                **dict.fromkeys(DEFAULTS, "pack"),
                "model bank/models/gpt": "rule",
                "model shop/models/gpt": "rule",
            },
        ),
        (
            (
                "params: {own/use: {word: rule}}\n"
                "applications:\n  chat: {params: {own: {word: app}}}\n"
                "  bank/chat: {params: {own/app: {word: bank}}}\n"
            ),
            {
                "app bank/applications/chat": "bank",
                "app shop/applications/chat": "app",
                "each bank/applications/chat/kpis/cost": "app",
                "each shop/applications/chat/kpis/cost": "app",
                "use bank/applications/chat/models/gpt": "app",
                "use shop/applications/chat/models/gpt": "app",
            },
        ),
        (
            "applications: {shop/search: {params: {own: {word: one}}}}\n",
            {"app shop/applications/search": "one"},
        ),
    ],
    ids=["none", "a pack", "a rule before its pack", "an application before all", "of one manifest"],
)  # fmt: skip
def test_the_more_specific_wins(tree: Tree, holdfast: Any, text: str, expected: dict[str, str]) -> None:
    root = tree({**FILES, ".holdfast.yaml": CONFIG + text})
    ran = holdfast("check", "--format", "json", cwd=root)
    assert {**DEFAULTS, **expected} == words(ran)
    assert [] == [note for note in json.loads(ran.out)["notes"] if "applications" in note]


def test_it_is_the_same_from_several_processes(tree: Tree, holdfast: Any) -> None:
    text = "applications: {chat: {params: {own: {word: app}}}, nope: {params: {own: {word: app}}}}\n"
    root = tree({**FILES, ".holdfast.yaml": CONFIG + text})
    one, two = (holdfast("check", "--format", "json", "--jobs", jobs, cwd=root).out for jobs in "12")
    assert one == two
    said = "No manifest that could be read has these applications, for which parameters are set: `nope`."
    assert said in json.loads(one)["notes"]


def test_a_pack_twice_with_different_content_is_refused(tree: Tree, holdfast: Any) -> None:
    root = tree({**FILES, "other/pack.yaml": PACK, "other/app.yaml": policy("app", "use")})
    (root / ".holdfast.yaml").write_text(CONFIG.replace("[./own]", "[./own, ./other]"), encoding="utf-8")
    ran = holdfast("check", cwd=root)
    assert (2, ["error: there are two packs `own` with different content.", "  --> .holdfast.yaml:3:16"]) == (
        ran.code,
        ran.err.splitlines()[:2],
    )
