"""Packs: what is read, and every kind of mistake in them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.errors import PolicyError, UserError, UserErrors
from holdfast.load.packs import load_pack, pack_folders
from holdfast.model.policy import Reference, Rule, Scope, Severity

Tree = Callable[[Mapping[str, str]], Path]

PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.2.3\ntitle: Ours\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: one
title: One
severity: high
scope: model
validations:
  - expression: model.id != ''
"""

TWICE = "variables:\n  - {name: a, expression: '1'}\n  - {name: a, expression: '2'}\n"


def errors(tree: Tree, files: Mapping[str, str]) -> list[str]:
    root = tree({f"acme/{path}": text for path, text in files.items()})
    with pytest.raises(UserError) as caught:
        load_pack(root / "acme")
    raised = caught.value.errors if isinstance(caught.value, UserErrors) else (caught.value,)
    return [line(error) for error in raised]


def line(error: UserError) -> str:
    return f"{error.location} {error.message} {error.hint}".strip()


def test_a_pack_is_read_whole(tree: Tree) -> None:
    policy = POLICY + textwrap.dedent("""\
        rationale: >
          Because it
          matters.

          Twice.
        remediation: Mend it.
        references: [{framework: dora, control: art-28, url: https://example.org/}]
        """)
    root = tree({"acme/pack.yaml": PACK, "acme/one.yaml": policy, "acme/one.cases.yaml": "not: read"})
    pack = load_pack(root / "acme")
    assert ("acme", "1.2.3", "Ours", "") == (pack.id, pack.version, pack.title, pack.description)
    assert [
        Rule(
            "acme/one",
            "One",
            Severity.HIGH,
            Scope.MODEL,
            "Because it matters.\nTwice.",
            "Mend it.",
            (Reference("dora", "art-28", "https://example.org/"),),
        )
    ] == [item.rule for item in pack.policies]


def test_packs_are_found_in_a_folder_of_packs(tree: Tree) -> None:
    root = tree({"b/pack.yaml": PACK, "a/pack.yaml": PACK, "c/other.yaml": ""})
    assert (root / "a", root / "b") == pack_folders(root)
    assert (root / "a",) == pack_folders(root / "a")
    assert () == pack_folders(root / "c") == pack_folders(root / "nowhere")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("expression: model.id != ''", ["8:17", "8:26"]),
        ("expression: 'model.id != 1'", ["8:18", "8:27"]),
        ("expression: |\n      model.id != ''\n      && true", ["9:7", "9:16"]),
        ("expression: |-\n      model.id != ''", ["9:7", "9:16"]),
        ("expression: >-\n      model.id\n      != ''", ["9:7", "10:7"]),
        ("expression: model.id\n      != ''", ["8:17", "9:7"]),
    ],
)
def test_an_expression_knows_where_its_text_stands(tree: Tree, expression: str, expected: list[str]) -> None:
    policy = POLICY.replace("expression: model.id != ''", expression)
    pack = load_pack(tree({"acme/pack.yaml": PACK, "acme/one.yaml": policy}) / "acme")
    written = pack.policies[0].validations[0].expression
    places = [written.locate(1, 1), written.locate(1, 10)]
    assert [f"acme/one.yaml:{at}" for at in expected] == [str(place) for place in places]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {},
            (
                "acme/pack.yaml:1:1 acme/pack.yaml cannot be read: the file does not exist. "
                "Create it, or correct the path."
            ),
        ),
        (
            {"pack.yaml": PACK},
            (
                "acme/pack.yaml:3:5 the pack `acme` holds no policy. "
                "Put a policy beside its pack.yaml, or leave the pack out."
            ),
        ),
        (
            {"pack.yaml": PACK, "two.yaml": POLICY},
            "acme/two.yaml:3:5 the policy is called `one` and its file two.yaml. Name the file one.yaml.",
        ),
        (
            {"pack.yaml": PACK, "one.yaml": POLICY + "  - expression: 'true'\n"},
            (
                "acme/one.yaml:8:17 a validation has no name. "
                "Give each entry a name of its own: it is part of a finding's fingerprint."
            ),
        ),
        (
            {
                "pack.yaml": PACK,
                "one.yaml": POLICY
                + "variables:\n  - {name: a, expression: '1'}\n  - {name: a, expression: '2'}\n",
            },
            (
                "acme/one.yaml:11:12 `a` is the name of two entries of `variables`. "
                "Give each entry a name of its own: it is part of a finding's fingerprint."
            ),
        ),
    ],
)
def test_mistakes(tree: Tree, files: Mapping[str, str], expected: str) -> None:
    assert [expected] == errors(tree, files)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("severity: high", "severity: hihg"), "acme/one.yaml:5:11"),
        (("scope: model", "scope: models"), "acme/one.yaml:6:8"),
        (("title: One", "titel: One"), "acme/one.yaml:3:5"),
        (("kind: Policy", "kind: AIManifest"), "acme/one.yaml:2:7"),
        (("expression: model.id != ''", "expresion: 'true'"), "acme/one.yaml:8:5"),
        (("expression: model.id != ''", "expression: 'true'\n    effectiveFrom: soon"), "acme/one.yaml:9:20"),
        (("validations:", "params: {a: {type: integer}}\nvalidations:"), "acme/one.yaml:7:10"),
        (("id: one", "id: one\nid: one"), "acme/one.yaml:4:1"),
    ],
)
def test_schema_mistakes_point_into_the_policy(tree: Tree, change: tuple[str, str], place: str) -> None:
    said = errors(tree, {"pack.yaml": PACK, "one.yaml": POLICY.replace(*change)})
    assert place == said[0].split(" ")[0]


def test_places_name_the_folder_where_the_path_does_not(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree({"acme/pack.yaml": PACK, "acme/one.yaml": POLICY}) / "acme")
    (folder,) = pack_folders(Path())
    assert ["acme/one.yaml"] == [each.place.location.path for each in load_pack(folder).policies]


def test_a_pipe_in_place_of_a_policy_is_refused_and_not_waited_for(tree: Tree) -> None:
    import os

    root = tree({"acme/pack.yaml": PACK})
    os.mkfifo(root / "acme" / "one.yaml")
    with pytest.raises(PolicyError) as caught:
        load_pack(root / "acme")
    assert "acme/one.yaml cannot be read: this is a named pipe, not a file." == caught.value.message
