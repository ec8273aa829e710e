"""What is imported only where it is needed: each of these costs more than all of Holdfast's own modules."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

HEAVY = ("attr", "celpy", "jsonschema", "lark", "pluggy", "re2", "sarif_om", "yaml")


NOT_FOR_A_CHECK = (
    *("click", "secrets", "_strptime"),  # another parser, names of new files, another way to read a day
    *(
        "holdfast.kit",
        "holdfast.cli.explain",
        "holdfast.cli.policy_cases",
        "holdfast.cli.rules",
        "holdfast.cli.known_rules",
        "holdfast.cli.packs",
    ),
)
NOT_FOR_A_COMMAND_LINE = (
    *NOT_FOR_A_CHECK,
    "difflib",
    "shutil",
    "traceback",
    "holdfast.run",
    "holdfast.evaluate",
)


def imported(code: str, names: Sequence[str] = HEAVY) -> list[str]:
    """Return which of `names` are imported after `code`."""
    asked = f"print([name for name in {tuple(names)} if name in sys.modules])"
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\n{asked}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return [name for name in names if f"'{name}'" in done.stdout.splitlines()[-1]]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import holdfast", []),
        ("sys.argv = ['holdfast', '--version']; from holdfast.cli.main import main; main()", []),
        ("import holdfast.cel", []),
        ("import holdfast.evaluate.engine", []),
        ("import holdfast.output.sarif", []),
        ("import holdfast.cli.commands", []),
        ("sys.argv = ['holdfast', 'check', '--help']; from holdfast.cli.main import main; main()", []),
        ("sys.argv = ['holdfast', 'policy', 'test', '-x']; from holdfast.cli.main import main; main()", []),
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(code: str, expected: list[str]) -> None:
    assert expected == imported(code)


@pytest.fixture
def a_check(tmp_path: Path) -> str:
    """Return code that checks a small, valid manifest."""
    manifest = "apiVersion: holdfast/v1\\nkind: AIManifest\\nmetadata: {name: x}\\napplications: []\\n"
    return (
        f"import pathlib; pathlib.Path({str(tmp_path)!r}, 'ai-manifest.yaml').write_text('{manifest}');"
        f" sys.argv = ['holdfast', 'check', {str(tmp_path)!r}];"
        " from holdfast.cli.main import main; main()"
    )


def test_a_check_of_a_valid_manifest_needs_no_validator_and_no_sarif(a_check: str) -> None:
    assert ["lark", "pluggy", "yaml"] == imported(a_check)


def test_a_check_needs_no_other_command(a_check: str) -> None:
    assert ["holdfast.cli.check"] == imported(a_check, ("holdfast.cli.check", *NOT_FOR_A_CHECK))


def test_to_read_the_command_line_little_is_needed() -> None:
    code = "from holdfast.cli.check import build_parser; build_parser('x').parse(['y', '--as-of=2026-11-23'])"
    assert ["argparse"] == imported(code, ("argparse", *NOT_FOR_A_COMMAND_LINE))
