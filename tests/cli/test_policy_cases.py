"""`holdfast policy test`: what it prints, and its exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "examples" / "own-policy" / "policies" / "acme"


def _run(*arguments: str, folder: Path = ROOT) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "holdfast", "policy", "test", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def _copy(folder: Path) -> Path:
    copy = folder / "acme"
    copy.mkdir()
    for file in PACK.iterdir():
        (copy / file.name).write_text(file.read_text("utf-8"), "utf-8")
    return copy


def test_all_as_expected() -> None:
    assert (0, "1 policy, 4 cases, 100 % of 5 branches.\n", "") == _run(str(PACK))


def test_mutants() -> None:
    expected = "1 policy, 4 cases, 100 % of 5 branches, 18 mutants noticed.\n"
    assert (0, expected, "") == _run("--mutation", str(PACK))


def test_a_folder_of_packs_and_the_id_of_a_pack_may_be_named() -> None:
    code, printed, said = _run(str(PACK.parent), "inventory")
    assert (0, "") == (code, said)
    assert printed.splitlines()[0] == printed[:-1]
    assert int(printed.partition(" ")[0]) > 1


def test_a_case_that_is_not_as_expected_is_shown_safely(tmp_path: Path) -> None:
    cases = _copy(tmp_path) / "tested-fallback.cases.yaml"
    text = cases.read_text("utf-8").replace("the same test is old in spring", r'"old\x1B[2J"')
    cases.write_text(text.replace("more than 90 days", "more than 9 days"), "utf-8")
    expected = r"""acme/tested-fallback: old\x1b[2J
  expected finding is missing: ai-manifest.yaml:8:50 fallback `mistral` was last tested on 2026-10-20, more than 9 days ago
  finding is not expected: ai-manifest.yaml:8:50 fallback `mistral` was last tested on 2026-10-20, more than 90 days ago
1 policy, 4 cases (1 not as expected), 100 % of 5 branches.
"""  # noqa: E501  # whole output
    assert (1, expected, "") == _run("acme", folder=tmp_path)


def _without(cases: Path, name: str) -> None:
    """Take the case `name` out of a file."""
    before, _, after = cases.read_text("utf-8").partition(f"  - name: {name}\n")
    cases.write_text(before + after[after.find("  - name: ") :], "utf-8")


def test_a_branch_that_no_case_takes(tmp_path: Path) -> None:
    pack = _copy(tmp_path)
    policy = pack / "tested-fallback.yaml"
    policy.write_text(
        policy.read_text("utf-8").replace(
            "  - expression: use.testedOn >=",
            "  - expression: >-\n      app.id == 'tried' ||\n      use.testedOn >=",
        ),
        "utf-8",
    )
    expected = """\
acme/tested-fallback.yaml:18:7: no case takes this branch: `app.id == 'tried'` is never true (validations)
1 policy, 4 cases, 88 % of 9 branches.
"""
    assert (1, expected, "") == _run("acme", folder=tmp_path)


SURVIVOR = """\
acme/tested-fallback.yaml:17:30: no case notices this mutant
  - at: validations
    mutant: >-
      use.testedOn >= now - days(params.maxAgeDays) → use.testedOn > now - days(params.maxAgeDays)
1 policy, 3 cases, 100 % of 5 branches, 17 of 18 mutants noticed.
"""


def test_a_mutant_that_no_case_notices(tmp_path: Path) -> None:
    cases = _copy(tmp_path) / "tested-fallback.cases.yaml"
    _without(cases, "ninety days are not too many")
    assert (1, SURVIVOR, "") == _run("--mutation", "acme", folder=tmp_path)
    assert 0 == _run("acme", folder=tmp_path)[0]


def test_what_is_printed_of_a_mutant_is_what_lists_it_as_equivalent(tmp_path: Path) -> None:
    cases = _copy(tmp_path) / "tested-fallback.cases.yaml"
    _without(cases, "ninety days are not too many")
    entry = "".join(line for line in SURVIVOR.splitlines(keepends=True) if line.startswith(" "))
    with cases.open("a", encoding="utf-8") as file:
        file.write(f"equivalent:\n{entry}    reason: Nobody counts the days.\n")
    expected = "1 policy, 3 cases, 100 % of 5 branches, 17 mutants noticed, 1 equivalent.\n"
    assert (0, expected, "") == _run("--mutation", "acme", folder=tmp_path)


def test_a_listed_mutant_that_is_noticed(tmp_path: Path) -> None:
    cases = _copy(tmp_path) / "tested-fallback.cases.yaml"
    with cases.open("a", encoding="utf-8") as file:
        file.write("equivalent:\n  - {at: matchConditions/fallback, mutant: without it, reason: None.}\n")
    expected = """\
acme/tested-fallback.cases.yaml:44:44: listed as equivalent, but there is no such mutant: without it; \
did you mean: without the condition (matchConditions/fallback)
1 policy, 4 cases, 100 % of 5 branches, 18 mutants noticed.
"""
    assert (1, expected, "") == _run("--mutation", "acme", folder=tmp_path)


def test_what_is_never_known_is_counted_apart() -> None:
    code, printed, _ = _run("lifecycle")
    assert (0, " branches (1 more never known).\n") == (code, printed[printed.index(" branches") :])


def test_what_is_listed_as_never_known_without_need(tmp_path: Path) -> None:
    cases = _copy(tmp_path) / "tested-fallback.cases.yaml"
    with cases.open("a", encoding="utf-8") as file:
        file.write("neverKnown:\n  - {at: validations, part: use.testedOn, reason: None.}\n")
    expected = """\
acme/tested-fallback.cases.yaml:44:29: listed as never known, but it is not, or takes every branch: \
use.testedOn (validations)
1 policy, 4 cases, 100 % of 5 branches.
"""
    assert (1, expected, "") == _run("acme", folder=tmp_path)


def test_mutants_of_a_policy_whose_cases_do_not_hold_are_not_tried(tmp_path: Path) -> None:
    cases = _copy(tmp_path) / "tested-fallback.cases.yaml"
    cases.write_text(cases.read_text("utf-8").replace("{maxAgeDays: 180}", "{maxAgeDays: 18}"), "utf-8")
    code, printed, _ = _run("--mutation", "acme", folder=tmp_path)
    last = "1 policy, 4 cases (1 not as expected), 100 % of 5 branches."
    assert (1, last) == (code, printed.splitlines()[-1])


def test_a_policy_without_cases_is_an_error(tmp_path: Path) -> None:
    (_copy(tmp_path) / "tested-fallback.cases.yaml").unlink()
    code, printed, said = _run("acme", folder=tmp_path)
    assert (2, "") == (code, printed)
    assert "acme/tested-fallback has no passing case." in said
    assert "acme/tested-fallback has no failing case." in said


def test_a_pack_without_policies_is_an_error(tmp_path: Path) -> None:
    (_copy(tmp_path) / "tested-fallback.cases.yaml").unlink()
    (tmp_path / "acme" / "tested-fallback.yaml").unlink()
    code, printed, said = _run("acme", folder=tmp_path)
    assert (2, "") == (code, printed)
    assert "the pack `acme` holds no policy." in said


def test_a_pack_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    code, printed, said = _run("nowhere", folder=tmp_path)
    assert (2, "") == (code, printed)
    assert "there is no pack `nowhere`." in said


def test_without_a_name_it_is_what_the_configuration_names(tmp_path: Path) -> None:
    _copy(tmp_path)
    config = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [inventory, ./acme]\n"
    (tmp_path / ".holdfast.yaml").write_text(config, "utf-8")
    assert (0, "1 policy, 4 cases, 100 % of 5 branches.\n", "") == _run(folder=tmp_path)
