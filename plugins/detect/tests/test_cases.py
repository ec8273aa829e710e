"""Golden cases: each folder is a small repository, with what is said of it in `expected.txt`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.model.reference import Detection
from holdfast.output.references_text import render

CASES = Path(__file__).parent / "cases"
EXPECTED = "expected.txt"


def cases() -> list[str]:
    return sorted(path.relative_to(CASES).as_posix() for path in CASES.glob("*/*") if path.is_dir())


@pytest.mark.parametrize("case", cases())
def test_what_is_found(case: str, search: Callable[[Path], Detection], copied: Path) -> None:
    assert (CASES / case / EXPECTED).read_text("utf-8") == render(search(copied))


@pytest.fixture
def copied(case: str, tmp_path: Path) -> Path:
    """Return the case in a folder of its own: where it lies all is a test, and no production."""
    root = tmp_path / "tree"
    for path in sorted((CASES / case).rglob("*")):
        if path.is_file() and path.name != EXPECTED:
            copy = root / path.relative_to(CASES / case)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return root
