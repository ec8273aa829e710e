"""What a repository begins with: each file is valid as it is, and so is what it has commented out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kit.beginning import (
    CHECKOUT,
    Known,
    Source,
    configuration,
    filled_in,
    has_hook,
    hook,
    identifier,
    is_open,
    manifest,
    pre_commit,
    workflow,
)
from holdfast.load.schema import check_schema, manifest_schema, named_schema
from holdfast.load.yaml import read_document

ROOT = Path(__file__).resolve().parents[2]
OURS = Source("acme/holdfast", "8f4b7f84864484a7bf31766abe9204da3cbe65b3")


def read(text: str) -> Any:
    return read_document(text.encode(), "file.yaml").data


def problems(text: str, schema: Any) -> list[str]:
    return [problem.message for problem in check_schema(read_document(text.encode(), "x.yaml"), schema)[1]]


def uncommented(text: str) -> str:
    """Return `text` with every field that is commented out taken in."""
    return re.sub(
        r"^( *)# ?(?=( *)(?:- )?[a-z]\w*: )|^( *)# (?=\w+:$)",
        r"\1\3",
        text,
        flags=re.MULTILINE | re.IGNORECASE,
    )


@pytest.mark.parametrize(
    "known", [Known("shop"), Known("123"), Known("null", "user:ann", "no", "a: b#", "on-premises", "T·S")]
)
def test_the_manifest_is_valid(known: Known) -> None:
    text = manifest(known)
    assert [] == problems(text, manifest_schema())
    said = read(text)
    assert known.name == said["metadata"]["name"]
    assert (known.model or "TODO") == said["models"][0]["model"]
    assert known.operator == said["backends"][0].get("operator", "")


def test_so_is_what_it_suggests() -> None:
    text = uncommented(manifest(Known("shop")))
    assert [] == problems(text, manifest_schema())
    said = read(text)
    assert ["main", "other"] == [use["ref"] for use in said["applications"][0]["models"]]
    assert ["main"] == [contract["id"] for contract in said["contracts"]]
    for name in ("criticality", "data", "migration", "euAiAct", "workload", "description"):
        assert name in said["applications"][0]


@given(st.text().filter(str.isprintable))
def test_whatever_is_answered_is_meant(answer: str) -> None:
    said = read(manifest(Known("shop", model=answer, operator=answer)))
    assert (answer or "TODO") == said["models"][0]["model"]


@given(st.text())
def test_every_folder_has_an_identifier(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", identifier(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Über Straße", "uber-strasse"),
        ("Cafe\u0301", "cafe"),
        ("--My  App_2", "my-app-2"),
        ("日本", "repository"),
    ],
)
def test_letters_lose_their_accents(name: str, expected: str) -> None:
    assert expected == identifier(name)


def test_no_schema_is_named_that_an_editor_cannot_load() -> None:
    assert "$schema" not in manifest(Known("shop"))


def test_the_configuration_says_what_holds_without_it() -> None:
    assert [] == problems(configuration(), named_schema("configuration"))
    assert {"packs", "failOn", "portfolio"} <= read(configuration()).keys()


def test_the_workflow_has_least_permissions_and_pins_what_it_uses() -> None:
    said = read(workflow(OURS))
    assert {} == said["permissions"]
    job = said["jobs"]["check"]
    assert {"contents": "read"} == job["permissions"]
    used = [step["uses"] for step in job["steps"]]
    assert [] == [each for each in used if not re.search(r"@[0-9a-f]{40}$", each)]
    assert "schedule" in said["on"]
    assert f"uses: {CHECKOUT}\n" in (ROOT / "README.md").read_text("utf-8")


def test_its_inputs_are_those_of_the_action() -> None:
    inputs = read((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    named = re.findall(r"^ +# {3}([\w-]+): ", workflow(OURS), re.MULTILINE)
    assert ["upload-sarif", "plugins"] == named
    assert set(named) <= inputs.keys()


def test_the_hook_is_one_that_there_is() -> None:
    said = read(pre_commit(OURS))["repos"]
    assert said == read(f"repos:\n{hook(OURS)}")["repos"]
    assert "https://github.com/acme/holdfast" == said[0]["repo"]
    there = read((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert said[0]["hooks"][0]["id"] in [each["id"] for each in there]


def test_what_stands_for_our_place_is_no_name_that_somebody_could_take() -> None:
    owner = Source().repository.partition("/")[0]
    assert not re.fullmatch("[A-Za-z0-9-]+", owner)
    assert is_open(workflow(Source()))
    assert is_open(pre_commit(Source()))


def test_filled_in_it_is_as_if_it_had_been_known() -> None:
    assert workflow(OURS) == filled_in(workflow(Source()), OURS)
    assert pre_commit(OURS) == filled_in(pre_commit(Source()), OURS)


@pytest.mark.parametrize(
    ("hooks", "expected"),
    [
        ("id: holdfast", True),
        ("{id: 'holdfast'}", True),
        ("id: holdfast-policy-test", False),
        ("id: x", False),
    ],
)
def test_a_configuration_names_our_hook_or_does_not(hooks: str, *, expected: bool) -> None:
    assert expected == has_hook(f"repos:\n  - hooks:\n      - {hooks}\n")
