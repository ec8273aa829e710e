"""`holdfast detect`: what it lists, in each format, by the detectors of a configuration."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.cli.detect import FORMATS
from holdfast.model.node_path import SYNTAX

Tree = Callable[[Mapping[str, str]], Path]

CONFIG = """\
apiVersion: holdfast/v1
kind: Configuration
detectors:
  - name: acme
    files: registry/*.yaml
    model: $.assistants[*].model
    host: '@.provider'
"""
KEY = "sk-" + "aB3dE5gH7jK9mN1p" * 2
REGISTRY = f"assistants:\n  - {{model: gpt-4o, provider: openai, key: {KEY}}}\n  - model: acme-writer\n"
FILES = {".holdfast.yaml": CONFIG, "registry/a.yaml": REGISTRY}
EXPECTED = """\
registry/a.yaml:2:13: gpt-4o (gpt of openai, on openai)
registry/a.yaml:3:12: acme-writer (not in the catalogue)
"""


def acme(out: str) -> str:
    """Return the lines of the registry, whatever other plugins are installed."""
    return "".join(line for line in out.splitlines(keepends=True) if line.startswith("registry/"))


def test_a_format_of_ones_own(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("detect", cwd=tree(FILES))
    assert (0, EXPECTED, "") == (ran.code, acme(ran.out), ran.err)


def test_a_configuration_that_is_named(tree: Tree, holdfast: Any) -> None:
    root = tree({"registry/a.yaml": REGISTRY, "own/detect.yaml": CONFIG})
    ran = holdfast("detect", "--config", "own/detect.yaml", cwd=root)
    assert (0, EXPECTED) == (ran.code, acme(ran.out))


def test_without_a_configuration_there_are_none(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("detect", "--no-config", cwd=tree(FILES))
    assert "acme-writer" not in ran.out


def test_a_mistake_in_a_path(tree: Tree, holdfast: Any) -> None:
    wrong = {**FILES, ".holdfast.yaml": CONFIG.replace("$.assistants", "$.my-assistants")}
    for command in ("detect", "config"):
        ran = holdfast(command, cwd=tree(wrong))
        expected = (
            "error: `$.my-assistants[*].model` is no path: from character 5 on it is not understood.\n"
            "  --> .holdfast.yaml:6:12\n"
            f"  = help: {SYNTAX}\n"
        )
        assert (2, "", expected) == (ran.code, ran.out, ran.err)


def test_holdfast_config_shows_it(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("config", "--format", "json", cwd=tree(FILES))
    (shown,) = (each for each in json.loads(ran.out)["settings"] if each["key"][0] == "detectors")
    assert {
        "key": ["detectors", "acme"],
        "value": {
            "files": ["registry/*.yaml"],
            "model": "$.assistants[*].model",
            "host": "@.provider",
            "grade": "declared",
        },
        "source": "configuration",
        "location": {"path": ".holdfast.yaml", "line": 4, "column": 11},
        "locked": False,
    } == shown


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_what_stands_beside_an_id(name: str, tree: Tree, holdfast: Any) -> None:
    ran = holdfast("detect", "--format", name, cwd=tree(FILES))
    assert (0, "") == (ran.code, ran.err)
    assert "gpt-4o" in ran.out
    assert KEY not in ran.out


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_places_are_files_of_the_repository(name: str, tree: Tree, holdfast: Any) -> None:
    """With several repositories their paths start with the name of each."""
    root = tree(
        {f"{repository}/{path}": text for repository in ("one", "two") for path, text in FILES.items()}
    )
    for repository in ("one", "two"):
        (root / repository / ".git").mkdir()
    ran = holdfast("detect", "one", "two", "--config", "one/.holdfast.yaml", "--format", name, cwd=root)
    found = json.loads(ran.out)
    if name == "json":
        paths = [each["file"] for each in found["references"]]
    else:
        places = [each["locations"][0]["physicalLocation"] for each in found["runs"][0]["results"]]
        paths = [each["artifactLocation"]["uri"] for each in places]
    assert {"one/registry/a.yaml", "two/registry/a.yaml"} == set(paths)
    assert str(root) not in ran.out


@pytest.mark.parametrize("name", FORMATS)
def test_processes_that_share_the_work_write_the_same(name: str, tree: Tree, holdfast: Any) -> None:
    root = tree({**FILES, **{f"registry/{number}.yaml": REGISTRY for number in range(5)}})
    expected = holdfast("detect", "--format", name, cwd=root)
    assert expected == holdfast("detect", "--format", name, "--jobs", "3", cwd=root)


def test_a_pattern_that_no_file_has_is_told(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("detect", cwd=tree({".holdfast.yaml": CONFIG}))
    said = "note: The detector `acme` looked at no file: none is called as its `files` say.\n"
    assert said in ran.out


def test_where_there_is_nothing_to_search(tree: Tree, holdfast: Any) -> None:
    root = tree({"own/detect.yaml": CONFIG, "shop/photo": "x"})
    ran = holdfast("detect", "shop", "--config", "own/detect.yaml", cwd=root)
    expected = (
        "holdfast: there is no file here that a detector looks at, so nothing was searched; what git ignores "
        "is not.\n"
        "  = help: Name a folder that holds code, deployments or configurations, or a file.\n"
    )
    assert (3, expected) == (ran.code, ran.err)
    assert ran.out.endswith("\n0 references, 0 families in 0 files searched.\n")


def test_a_path_that_leads_to_no_model_is_told(tree: Tree, holdfast: Any) -> None:
    wrong = CONFIG.replace("$.assistants", "$.asistants")
    ran = holdfast("detect", cwd=tree({**FILES, ".holdfast.yaml": wrong}))
    said = "note: The detector `acme` found no model in the 1 file that it looked at: see its `model`.\n"
    assert said in ran.out


def test_where_the_library_for_boms_is_missing(
    tree: Tree, holdfast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [*sys.modules]:
        if module.partition(".")[0] == "cyclonedx" or module.endswith("references_cyclonedx"):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "cyclonedx", None)
    ran = holdfast("detect", "--format", "cyclonedx", cwd=tree(FILES))
    expected = (
        "error: `--format cyclonedx` needs a library that is not installed.\n"
        "  = help: Install it: pip install cyclonedx-python-lib\n"
    )
    assert (2, "", expected) == (ran.code, ran.out, ran.err)


ORGANISATION = CONFIG.replace("kind: Configuration", "kind: OrganisationConfiguration")
UNDER = ("--org-config", "org/organisation.yaml")


@pytest.fixture
def under_organisation(tree: Tree) -> Callable[..., Path]:
    """Return what makes a repository with a registry, beside an organisation whose detector reads it."""

    def make(**files: str) -> Path:
        return tree({"org/organisation.yaml": ORGANISATION, "shop/registry/a.yaml": REGISTRY, **files})

    return make


def test_a_format_of_the_organisations_own(under_organisation: Callable[..., Path], holdfast: Any) -> None:
    ran = holdfast("detect", "shop", *UNDER, cwd=under_organisation())
    assert (0, EXPECTED, "") == (ran.code, acme(ran.out), ran.err)


def test_a_repository_adds_to_the_organisations(
    under_organisation: Callable[..., Path], holdfast: Any
) -> None:
    own = CONFIG.replace("acme", "own").replace("registry", "models")
    root = under_organisation(**{"shop/.holdfast.yaml": own, "shop/models/b.yaml": REGISTRY})
    ran = holdfast("detect", "shop", *UNDER, cwd=root)
    assert (0, EXPECTED) == (ran.code, acme(ran.out))
    assert "models/b.yaml:3:12: acme-writer (not in the catalogue)\n" in ran.out


@pytest.mark.parametrize("command", ["detect", "check", "config"])
def test_a_repository_replaces_none_of_the_organisations(
    command: str, under_organisation: Callable[..., Path], holdfast: Any
) -> None:
    blind = CONFIG.replace("registry/*.yaml", "elsewhere.yaml")
    root = under_organisation(**{"shop/.holdfast.yaml": blind, "shop/ai-manifest.yaml": "x: 1\n"})
    ran = holdfast(command, "shop", *UNDER, cwd=root)
    expected = (
        "error: the organisation has a detector called `acme`.\n"
        "  --> .holdfast.yaml:4:11\n"
        "  = help: Give yours another name.\n"
    )
    assert (2, "", expected) == (ran.code, ran.out, ran.err)


def test_a_detector_of_the_organisation_may_be_for_other_repositories(tree: Tree, holdfast: Any) -> None:
    root = tree({"org/organisation.yaml": ORGANISATION, "shop/a.txt": "x\n", "shop/b.yaml": "a: 1\n"})
    ran = holdfast("detect", "shop", *UNDER, cwd=root)
    assert "looked at no file" not in ran.out


def test_holdfast_config_shows_that_it_is_locked(
    under_organisation: Callable[..., Path], holdfast: Any
) -> None:
    ran = holdfast("config", "shop", *UNDER, "--format", "json", cwd=under_organisation())
    (shown,) = (each for each in json.loads(ran.out)["settings"] if each["key"][0] == "detectors")
    assert (["detectors", "acme"], "organisation", True) == (shown["key"], shown["source"], shown["locked"])
