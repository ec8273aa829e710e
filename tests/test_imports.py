"""What is imported only where it is needed: each of these costs more than all of Holdfast's own modules."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("attr", "celpy", "click", "jsonschema", "lark", "pluggy", "re2", "sarif_om", "yaml")


def imported(code: str) -> list[str]:
    """Return which of HEAVY are imported after `code`."""
    asked = f"print([name for name in {HEAVY} if name in sys.modules])"
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\n{asked}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return [name for name in HEAVY if f"'{name}'" in done.stdout.splitlines()[-1]]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import holdfast", []),
        ("sys.argv = ['holdfast', '--version']; from holdfast.cli.main import main; main()", []),
        ("import holdfast.cel", []),
        ("import holdfast.evaluate.engine", []),
        ("import holdfast.output.sarif", []),
        ("import holdfast.cli.group", ["click", "pluggy", "yaml"]),
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(code: str, expected: list[str]) -> None:
    assert expected == imported(code)


def test_a_check_of_a_valid_manifest_needs_no_validator_and_no_sarif(tmp_path: object) -> None:
    manifest = "apiVersion: holdfast/v1\\nkind: AIManifest\\nmetadata: {name: x}\\napplications: []\\n"
    code = (
        f"import pathlib; pathlib.Path({str(tmp_path)!r}, 'ai-manifest.yaml').write_text('{manifest}');"
        f" sys.argv = ['holdfast', 'check', {str(tmp_path)!r}];"
        " from holdfast.cli.main import main; main()"
    )
    assert ["click", "lark", "pluggy", "yaml"] == imported(code)
