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
    assert (0, "3 cases of 1 policy: all as expected.\n", "") == _run(str(PACK))


def test_a_folder_of_packs_and_the_id_of_a_pack_may_be_named() -> None:
    both = _run(str(PACK.parent), "sovereignty")
    assert (0, "3 cases of 1 policy: all as expected.\n") != both[:2]
    assert both[0] == 0
    of_the_pack = len(list((ROOT / "policies" / "sovereignty").glob("*.cases.yaml")))
    assert both[1].endswith(f" cases of {1 + of_the_pack} policies: all as expected.\n")


def test_a_case_that_is_not_as_expected_is_shown_safely(tmp_path: Path) -> None:
    cases = _copy(tmp_path) / "tested-fallback.cases.yaml"
    text = cases.read_text("utf-8").replace("the same test is old in spring", r'"old\x1B[2J"')
    cases.write_text(text.replace("more than 90 days", "more than 9 days"), "utf-8")
    expected = r"""acme/tested-fallback: old\x1b[2J
  expected finding is missing: ai-manifest.yaml:8:50 fallback `mistral` was last tested on 2026-10-20, more than 9 days ago
  finding is not expected: ai-manifest.yaml:8:50 fallback `mistral` was last tested on 2026-10-20, more than 90 days ago
3 cases of 1 policy: 1 not as expected.
"""  # noqa: E501  # whole output
    assert (1, expected, "") == _run("acme", folder=tmp_path)


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
