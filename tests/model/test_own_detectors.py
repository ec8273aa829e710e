"""Detectors of a configuration: what is set, and every mistake with its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.errors import ConfigError, UserErrors
from holdfast.load.config import load_config
from holdfast.load.schema import named_schema
from holdfast.model.layers import merged
from holdfast.model.reference import Grade, Role
from holdfast.model.settings import BoundedPath, OwnDetector, Settings

Tree = Callable[[Mapping[str, str]], Path]

HEAD = "apiVersion: holdfast/v1\nkind: Configuration\n"


def settings_of(root: Path) -> Settings:
    return merged(load_config(BoundedPath(root / ".holdfast.yaml", root), [root], {}))


def test_all_of_it(tree: Tree) -> None:
    text = (
        "detectors:\n"
        "  - {name: all, files: [a.yaml, b/*.toml], model: '$.x', host: '@.y', region: eu-west-1,\n"
        "     entry: '@.z', role: judge, grade: hint}\n"
        "  - {name: least, files: '*.json', model: $..model}\n"
    )
    settings = settings_of(tree({".holdfast.yaml": HEAD + text}))
    assert (
        OwnDetector("all", ("a.yaml", "b/*.toml"), "$.x", "@.y", "eu-west-1", "@.z", "judge", "hint"),
        OwnDetector("least", ("*.json",), "$..model"),
    ) == settings.detectors
    assert ".holdfast.yaml:4:12" == str(settings.origin(("detectors", "all")).location)


def test_those_that_are_extended_are_kept_but_for_the_same_name(tree: Tree) -> None:
    base = "detectors: [{name: a, files: a, model: $.a}, {name: b, files: b, model: $.b}]\n"
    own = "extends: base.yaml\ndetectors: [{name: b, files: c, model: $.c}]\n"
    root = tree({"base.yaml": HEAD + base, ".holdfast.yaml": HEAD + own})
    assert [("a", "$.a"), ("b", "$.c")] == [(each.name, each.model) for each in settings_of(root).detectors]


def described(**changes: str) -> str:
    fields = {"name": "x", "files": "'*.yaml'", "model": "$.model", **changes}
    return (
        "detectors:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in fields.items() if value) + "\n"
    )


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        (
            described(model="model"),
            ":6:12 `model` is no path: it begins with neither `$` nor `@`.",
            "Write a path",
        ),
        (
            described(model="$.a[?@.b]"),
            ":6:12 `$.a[?@.b]` is no path: from character 4 on it is not understood.",
            "Write a path",
        ),
        (
            described(model="'@.model'"),
            ":6:12 `model` is a path from `@`, which stands for where a model is.",
            "Begin it with `$`",
        ),
        (
            described(host="'@.'"),
            ":7:11 `@.` is no path: from character 2 on it is not understood.",
            "Write a path",
        ),
        (
            described(region="$x"),
            ":7:13 `$x` is no path: from character 2 on it is not understood.",
            "Write a path",
        ),
        (
            described(files="'a/**/*.yaml'"),
            ":5:12 the pattern `a/**/*.yaml` holds `**`.",
            "A single `*` stands",
        ),
        (
            described(files="[x, ./a.yaml]"),
            ":5:16 the pattern `./a.yaml` begins at a folder.",
            "Leave that out",
        ),
        (described(files="models/"), ":5:12 the pattern `models/` is one of a folder.", "Name its files"),
        (
            described() + described().partition("\n")[2],
            ":7:11 there is another detector called `x`.",
            "Give each a name",
        ),
    ],
    ids=[
        *(
            "no path",
            "a filter",
            "a relative model",
            "a wrong host",
            "a wrong region",
            "stars",
            "a folder above",
        ),
        *("a folder", "twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tree: Tree, text: str, expected: str, hint: str) -> None:
    with pytest.raises(ConfigError) as raised:
        settings_of(tree({".holdfast.yaml": HEAD + text}))
    assert f"{raised.value.location} {raised.value.message}".startswith(f".holdfast.yaml{expected}")
    assert raised.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (described(name="Ä"), ":4:11 `Ä` is not a valid `name`."),
        (described(role="boss"), ":7:11 `boss` is not a known value of `role`."),
        (described(model=""), ":4:11 Entry 1 of `detectors` has no `model`."),
        (described(regex="x"), ":7:5 `regex` is not a known key of entry 1 of `detectors`."),
    ],
    ids=["a wrong name", "a wrong role", "no model", "an unknown field"],
)
def test_what_is_not_as_the_schema_says_is_refused(tree: Tree, text: str, expected: str) -> None:
    with pytest.raises(UserErrors) as raised:
        settings_of(tree({".holdfast.yaml": HEAD + text}))
    assert [f".holdfast.yaml{expected}"] == [
        f"{each.location} {each.message}" for each in raised.value.errors
    ]


@pytest.mark.parametrize(
    "text",
    [
        "detectors:\n" + "".join(f"  - {{name: d{at}, files: a, model: $.a}}\n" for at in range(65)),
        described(files=str(["a"] * 33)),
        described(files="a" * 257),
        described(model="$." + "a" * 511),
        described(name="a" * 65),
    ],
    ids=["detectors", "patterns", "a pattern", "a path", "a name"],
)
def test_what_is_too_much_is_refused(tree: Tree, text: str) -> None:
    with pytest.raises(UserErrors):
        settings_of(tree({".holdfast.yaml": HEAD + text}))


def test_roles_and_grades_are_all_that_there_are() -> None:
    fields = named_schema("configuration")["properties"]["detectors"]["items"]["properties"]
    assert ([*map(str, Role)], [*map(str, Grade)]) == (fields["role"]["enum"], fields["grade"]["enum"])


def test_an_organisation_describes_them_as_a_repository_does() -> None:
    ours, theirs = (
        named_schema(name)["properties"]["detectors"]
        for name in ("configuration", "organisation-configuration")
    )
    assert {**ours, "description": ""} == {**theirs, "description": ""}
