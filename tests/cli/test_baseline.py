"""`holdfast baseline`: what it writes and says, and that it only shrinks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Tree = Callable[[Mapping[str, str]], Path]

HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications:\n"
FIRST = "  - {id: chat, criticality: low, data: {classes: [public]}, models: []}\n"
SECOND = FIRST.replace("chat", "search")
CONFIG = """\
apiVersion: holdfast/v1
kind: Configuration
packs: [inventory]
select: [inventory/owner, inventory/criticality, inventory/data]
"""
FILES = {".git/HEAD": "", ".holdfast.yaml": CONFIG, "ai-manifest.yaml": HEAD + FIRST}
NAME = ".holdfast-baseline.json"
UNUSED = f"""\
Not used yet: name it in .holdfast.yaml as `baseline: {NAME}`, or pass `--baseline` to a check.
"""


@pytest.fixture
def baseline(holdfast: Any) -> Callable[..., Any]:
    return lambda root, *options: holdfast("baseline", "--as-of", "2026-11-23", *options, cwd=root)


def subjects(path: Path) -> list[str]:
    return [entry["subject"] for entry in json.loads(path.read_text())["entries"]]


def test_a_new_one_holds_what_fails_and_says_how_it_is_used(tree: Tree, baseline: Any) -> None:
    root = tree(FILES)
    ran = baseline(root)
    said = f"{NAME}: 1 failure accepted (1 added, 0 removed).\n{UNUSED}"
    assert (0, said, "") == (ran.code, ran.out, ran.err)
    assert ["shop/applications/chat"] == subjects(root / NAME)


def test_one_that_the_configuration_names_is_used_already(tree: Tree, baseline: Any) -> None:
    root = tree({**FILES, ".holdfast.yaml": f"{CONFIG}baseline: {NAME}\n"})
    assert f"{NAME}: 1 failure accepted (1 added, 0 removed).\n" == baseline(root).out
    other = baseline(root, "-o", "other.json")
    assert "Not used yet: name it in .holdfast.yaml as `baseline: other.json`" in other.out


def test_an_empty_one_is_of_no_use(tree: Tree, baseline: Any) -> None:
    root = tree({**FILES, "ai-manifest.yaml": HEAD.replace("applications:", "applications: []")})
    assert f"{NAME}: 0 failures accepted (0 added, 0 removed).\n" == baseline(root).out


def test_the_same_input_gives_the_same_bytes(tree: Tree, baseline: Any) -> None:
    root = tree({**FILES, "ai-manifest.yaml": HEAD + FIRST + SECOND})
    baseline(root)
    first = (root / NAME).read_bytes()
    (root / "ai-manifest.yaml").write_text(HEAD + "\n# moved\n" + SECOND + FIRST)
    ran = baseline(root)
    assert (0, f"{NAME}: 2 failures accepted (0 added, 0 removed).\n{UNUSED}") == (ran.code, ran.out)
    assert first == (root / NAME).read_bytes()


def test_it_only_shrinks(tree: Tree, baseline: Any) -> None:
    root = tree(FILES)
    baseline(root)
    (root / "ai-manifest.yaml").write_text(HEAD + SECOND)
    ran = baseline(root)
    assert 1 == ran.code
    assert (
        f"""\
{NAME}: 0 failures accepted (0 added, 1 removed).
Not accepted, because a baseline only shrinks: 1 new failure; --grow would add:
  ai-manifest.yaml:5:10: inventory/owner: application `search` names no owner
"""
        == ran.out
    )
    assert [] == subjects(root / NAME)
    ran = baseline(root, "--grow")
    assert (0, f"{NAME}: 1 failure accepted (1 added, 0 removed).\n{UNUSED}") == (ran.code, ran.out)
    assert ["shop/applications/search"] == subjects(root / NAME)


def test_of_many_that_are_new_ten_are_named(tree: Tree, baseline: Any) -> None:
    root = tree({**FILES, ".holdfast.yaml": f"{CONFIG}baseline: {NAME}\n"})
    baseline(root)
    more = [FIRST.replace("chat", f"app-{number}") for number in range(12)]
    (root / "ai-manifest.yaml").write_text(HEAD + FIRST + "".join(more))
    lines = baseline(root).out.splitlines()
    assert (13, "  and 2 more") == (len(lines), lines[-1])


def test_what_is_never_accepted_is_counted(tree: Tree, baseline: Any) -> None:
    manifest = HEAD + FIRST.replace("{classes: [public]}", "{classes: [personal], regulated: false}")
    root = tree(
        {**FILES, "ai-manifest.yaml": manifest, ".holdfast.yaml": CONFIG + "enforcement: {inventory: warn}\n"}
    )
    assert (
        f"""\
{NAME}: 0 failures accepted (0 added, 0 removed).
Never accepted: 1 not enforced, 1 of a pack that is built in.
"""
        == baseline(root).out
    )


def test_it_lies_where_the_configuration_says(tree: Tree, baseline: Any, holdfast: Any) -> None:
    root = tree({**FILES, ".holdfast.yaml": CONFIG + "baseline: ci/base.json\n", "ci/x": ""})
    ran = baseline(root)
    assert (0, "ci/base.json: 1 failure accepted (1 added, 0 removed).\n") == (ran.code, ran.out)
    assert 0 == holdfast("check", cwd=root).code
    assert 0 == baseline(root, "-o", "other.json").code
    assert ["shop/applications/chat"] == subjects(root / "other.json")


def test_what_a_run_does_not_look_at_stays(tree: Tree, baseline: Any) -> None:
    root = tree(FILES)
    baseline(root)
    ran = baseline(root, "--select", "inventory/data")
    assert (0, ["shop/applications/chat"]) == (ran.code, subjects(root / NAME))


def test_a_baseline_that_is_wrong_is_not_replaced(tree: Tree, baseline: Any) -> None:
    root = tree({**FILES, NAME: '{"tool": "holdfast", "version": 2}'})
    ran = baseline(root)
    assert 2 == ran.code
    assert (
        f"""\
error: the baseline has the version `2`; this Holdfast reads 1.
  --> {NAME}:1:1
  = help: Use the Holdfast that wrote it, or move it away and write one with `holdfast baseline`.
"""
        == ran.err
    )
    assert '{"tool": "holdfast", "version": 2}' == (root / NAME).read_text()


def test_of_nothing_none_is_written(tree: Tree, baseline: Any) -> None:
    root = tree({".git/HEAD": ""})
    ran = baseline(root)
    assert (3, "") == (ran.code, ran.out)
    assert ran.err.startswith("holdfast: there is no ai-manifest.yaml here, so nothing was checked; ")
    assert not (root / NAME).exists()


def test_where_a_policy_could_not_be_evaluated_the_run_is_wrong(tree: Tree, baseline: Any) -> None:
    pack = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
    policy = (
        "apiVersion: holdfast/v1\nkind: Policy\nid: own\ntitle: Own\nseverity: low\nscope: application\n"
        "validations: [{expression: '1 / size(app.models) == 1'}]\n"
    )
    root = tree({**FILES, "acme/pack.yaml": pack, "acme/own.yaml": policy})
    ran = baseline(root, "--policies", "./acme", "--select", "acme")
    assert (2, "holdfast: a policy could not be evaluated; `holdfast check` says why.\n") == (
        ran.code,
        ran.err,
    )
    assert "Never accepted: 1 of a policy that could not be evaluated.\n" in ran.out
