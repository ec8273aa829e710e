"""The plugin of pytest: what plain `pytest` collects, runs and says, and the fixture `holdfast`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from holdfast.errors import UserError
from holdfast.kit import case_files, cases  # before a run within this process, which forgets what it imports
from holdfast.pytest_plugin import Holdfast

pytest_plugins = "pytester"

LOADED = (case_files, cases)
SELECTED = "apiVersion: holdfast/v1\nkind: Configuration\nselect: [inventory/owner]\n"
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: few
title: There are few models
severity: low
scope: manifest
params:
  most: {type: integer, default: 1}
validations:
  - expression: manifest.models.size() <= params.most
    message: there are too many models
"""
MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications: []
models: [{id: a, model: gpt-5.5, backend: b}, {id: c, model: acme-llm, backend: b}]
backends: [{id: b}]
"""
INDENTED = "".join(f"        {line}\n" for line in MANIFEST.splitlines())
CASES = f"""\
apiVersion: holdfast/v1
kind: Cases
cases:
  - name: two are too many
    expect: fail
    manifests: &two
      ai-manifest.yaml: |
{INDENTED}
    findings:
      - {{place: ai-manifest.yaml:3:18, message: there are too many models}}
  - name: two are few where more are allowed
    expect: pass
    params: {{most: 2}}
    manifests: *two
"""
FILES = {
    "policies/acme/pack.yaml": PACK,
    "policies/acme/few.yaml": POLICY,
    "policies/acme/few.cases.yaml": CASES,
}
OTHER = {
    "policies/other/pack.yaml": PACK.replace("acme", "other"),
    "policies/other/few.yaml": POLICY,
    "policies/other/few.cases.yaml": CASES,
}
FAILING = {**FILES, **OTHER, "policies/acme/few.cases.yaml": CASES.replace("too many models", "two models")}


def run(pytester: pytest.Pytester, files: Mapping[str, str], *arguments: str) -> tuple[int, list[str]]:
    """Run plain pytest on files (path → text); return its exit code and what it says, times left out."""
    for path, text in files.items():
        file = pytester.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    result = pytester.runpytest("-p", "no:cacheprovider", *arguments)
    return int(result.ret), result.outlines


def between(lines: list[str], first: str, last: str) -> list[str]:
    """Return the lines from the one with `first` in it up to the one with `last` in it."""
    start = next(at for at, line in enumerate(lines) if first in line)
    return lines[start : next(at for at, line in enumerate(lines) if at > start and last in line)]


def test_every_case_of_several_packs_is_an_item(pytester: pytest.Pytester) -> None:
    code, said = run(pytester, {**FILES, **OTHER}, "--collect-only", "-q")
    assert 0 == code
    assert [
        "policies/acme/few.cases.yaml::two are too many",
        "policies/acme/few.cases.yaml::two are few where more are allowed",
        "policies/other/few.cases.yaml::two are too many",
        "policies/other/few.cases.yaml::two are few where more are allowed",
    ] == said[:4]


def test_a_failure_says_what_was_expected_and_where(pytester: pytest.Pytester) -> None:
    code, said = run(pytester, FAILING)
    assert 1 == code
    assert [
        "acme/few: two are too many",
        "  --> policies/acme/few.cases.yaml:4:11",
        "  expected finding is missing: ai-manifest.yaml:3:18 there are two models",
        "  finding is not expected: ai-manifest.yaml:3:18 there are too many models",
    ] == between(said, "=== FAILURES", "short test summary")[2:]
    assert any(line.startswith("FAILED policies/acme/few.cases.yaml::two are too many") for line in said)
    assert " 1 failed, 3 passed in " in said[-1]


@pytest.mark.parametrize(
    ("arguments", "counted"),
    [
        (("-k", "allowed"), " 2 passed, 2 deselected in "),
        (("-x",), " 1 failed in "),
        (("policies/other",), " 2 passed in "),
        (("policies/acme/few.cases.yaml::two are few where more are allowed",), " 1 passed in "),
    ],
    ids=["-k", "-x", "a folder", "a case by name"],
)
def test_what_pytest_can_do_it_can_do_with_cases(
    pytester: pytest.Pytester, arguments: tuple[str, ...], counted: str
) -> None:
    assert counted in run(pytester, FAILING, *arguments)[1][-1]


def test_a_name_of_a_stranger_is_shown_safely(pytester: pytest.Pytester) -> None:
    hostile = CASES.replace("two are too many", r'"two\x1b[2J"').replace("too many models", "two")
    said = "\n".join(run(pytester, {**FILES, "policies/acme/few.cases.yaml": hostile})[1])
    assert r"acme/few: two\x1b[2J" in said
    assert "\x1b" not in said


WRONG: Mapping[str, tuple[Mapping[str, str], list[str]]] = {
    "a field that does not exist": (
        {"policies/acme/few.yaml": POLICY.replace("manifest.models", "manifest.modles")},
        [
            "error: acme/few: `manifest` has no field `modles`; did you mean `models`?",
            "  --> acme/few.yaml:10:26",
            "  = help: Mend the expression; `holdfast` evaluates nothing while a policy does not compile.",
        ],
    ),
    "a file that is no policy": (
        {"policies/acme/few.yaml": POLICY.replace("severity: low", "severity: lo")},
        [
            "error: `lo` is not a known value of `severity`.",
            "  --> acme/few.yaml:5:11",
            "  = help: Did you mean `low`? Known values: `critical`, `high`, `medium`, `low`, `info`.",
        ],
    ),
    "a policy that cannot be read, and no cases at all": (
        {"policies/empty/pack.yaml": PACK, "policies/empty/few.yaml": "kind: ["},
        [
            "error: A value was expected here.",
            "  --> empty/few.yaml:1:8",
            "  = help: A list or mapping is opened but never closed: close it.",
        ],
    ),
    "a parameter that does not exist": (
        {"policies/acme/few.cases.yaml": CASES.replace("most: 2", "mots: 2")},
        [
            "error: rule `acme/few` has no parameter `mots`.",
            "  --> acme/few.cases.yaml:17:11",
            "  = help: Did you mean `most`?",
        ],
    ),
    "no failing case": (
        {"policies/acme/few.cases.yaml": CASES.replace("expect: fail", "expect: unknown")},
        [
            "error: acme/few has no case that expects `fail`.",
            "  --> acme/few.yaml:3:5",
            "  = help: Add one, with `expect: fail`.",
        ],
    ),
    "cases of no policy": (
        {"policies/acme/fwe.cases.yaml": CASES},
        [
            "error: the pack `acme` has no policy `fwe`.",
            "  --> acme/fwe.cases.yaml:1:1",
            "  = help: Add fwe.yaml, or name the file after its policy.",
        ],
    ),
    "a policy without cases": (
        {"policies/acme/more.yaml": POLICY.replace("id: few", "id: more")},
        [
            "error: acme/more has no cases.",
            "  --> acme/more.yaml:3:5",
            "  = help: Write more.cases.yaml, with a case that passes and one that fails.",
        ],
    ),
}


@pytest.mark.parametrize(("files", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_an_error_of_the_collection(
    pytester: pytest.Pytester, files: Mapping[str, str], expected: list[str]
) -> None:
    code, said = run(pytester, {**FILES, **files})
    assert 2 == code
    assert expected == between(said, "=== ERRORS", "short test summary")[2:]


def test_files_of_other_tools_are_left_alone(pytester: pytest.Pytester) -> None:
    foreign = {"a/pack.yaml": "name: another tool's\n", "b/x.cases.yaml": "- not: ours\n"}
    code, said = run(pytester, foreign)
    assert (5, "collected 0 items") == (int(code), next(line for line in said if "collected" in line))


def started(folder: Path, *arguments: str) -> list[str]:
    """Run pytest in another process; return which modules of ours it has imported."""
    script = (
        "import sys, pytest\n"
        f"pytest.main(['-q', '-p', 'no:cacheprovider', *{arguments}])\n"
        "print([name for name in sorted(sys.modules) if name.partition('.')[0] == 'holdfast'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    found: list[str] = eval(done.stdout.splitlines()[-1])  # noqa: S307  # what the script above printed
    return found


def test_the_evaluator_is_not_imported_before_cases_are_collected(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other(): pass\n")
    assert ["holdfast", "holdfast.pytest_plugin"] == started(tmp_path)


def test_holdfast_does_not_import_pytest() -> None:
    script = (
        "import sys, holdfast.run, holdfast.cli.check, holdfast.kit.suite; print('pytest' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "False\n" == done.stdout


# The fixture


def test_a_text_is_checked_with_the_default_packs(holdfast: Holdfast) -> None:
    assert [] == holdfast.check(MANIFEST)
    app = MANIFEST.replace("applications: []", "applications: [{id: chat, lifecycle: pilot, models: []}]")
    assert "ai-manifest.yaml:4:21 inventory/owner" in holdfast.check(app)
    assert ["ai-manifest.yaml:4:21 inventory/owner"] == holdfast.check(app, config=SELECTED)


def test_packs_configuration_and_day_are_the_callers(holdfast: Holdfast, tmp_path: Path) -> None:
    pack = tmp_path / "acme"
    pack.mkdir()
    (pack / "pack.yaml").write_text(PACK)
    until = "    effectiveFrom: 2027-01-01\n"
    (pack / "few.yaml").write_text(POLICY + until)
    settings = "apiVersion: holdfast/v1\nkind: Configuration\nparams: {acme/few: {most: 2}}\n"
    file = tmp_path / "settings.yaml"
    file.write_text(settings)

    assert ["ai-manifest.yaml:3:18 acme/few"] == holdfast.check(MANIFEST, packs=[pack])
    assert ["ai-manifest.yaml:3:18 acme/few"] == holdfast.check(
        MANIFEST, packs=[str(pack)], as_of="2027-04-01"
    )
    assert [] == holdfast.check(MANIFEST, packs=[pack], config=settings)
    assert [] == holdfast.check(MANIFEST, packs=[pack], config=file)


def test_several_files_and_what_lies_there_already(holdfast: Holdfast, tmp_path: Path) -> None:
    broken = "apiVersion: holdfast/v1\nkind: AIManifest\n"
    files = {"a/ai-manifest.yaml": MANIFEST, "b/ai-manifest.yaml": broken}
    assert ["b/ai-manifest.yaml:1:13 manifest/schema"] == holdfast.check(files, packs=["inventory"])
    (tmp_path / "ai-manifest.yaml").write_text(MANIFEST + "routing: {layer: nobody}\n")
    (tmp_path / ".holdfast.yaml").write_text(SELECTED)
    assert ["ai-manifest.yaml:7:18 manifest/schema"] == holdfast.check(tmp_path)
    assert ["ai-manifest.yaml:7:18 manifest/schema"] == holdfast.check(tmp_path / "ai-manifest.yaml")


def test_what_nobody_knows_is_marked(holdfast: Holdfast) -> None:
    clinic = MANIFEST.replace(
        "applications: []",
        "applications: [{id: chat, lifecycle: pilot, data: {classes: [health]}, models: [{ref: c}]}]",
    )
    only = SELECTED.replace("inventory/owner", "sovereignty/regulated-data-origin")
    found = holdfast.check(clinic, config=only)
    assert ["ai-manifest.yaml:4:87 sovereignty/regulated-data-origin (undecided)"] == found


def test_a_wrong_run_raises_with_place_and_remedy(holdfast: Holdfast) -> None:
    with pytest.raises(UserError) as caught:
        holdfast.check(MANIFEST, packs=["acm"])
    assert ["error: there is no pack `acm`."] == [note.splitlines()[0] for note in caught.value.__notes__]
    with pytest.raises(UserError, match="is not a day"):
        holdfast.check(MANIFEST, as_of="tomorrow")


def test_the_fixture_is_there_for_every_project(pytester: pytest.Pytester) -> None:
    source = f"def test_it(holdfast):\n    assert [] == holdfast.check({MANIFEST!r})\n"
    code, said = run(pytester, {"test_it.py": source})
    assert (0, True) == (code, " 1 passed in " in said[-1])
