from __future__ import annotations

import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from holdfast.hooks.presence import may_have_plugins


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is all of the import path."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder), str(tmp_path / "nowhere")])
    finders = [finder for finder in sys.meta_path if not hasattr(finder, "find_distributions")]
    monkeypatch.setattr(sys, "meta_path", [*finders, *(f for f in sys.meta_path if isinstance(f, type))])
    return folder


def install(site: Path, text: str, folder: str = "acme-1.0.dist-info") -> None:
    (site / folder).mkdir(parents=True)
    (site / folder / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (site / folder / "entry_points.txt").write_text(text)


def test_an_environment_without_any_has_none(site: Path) -> None:
    install(site, "[console_scripts]\nholdfast = holdfast.cli.main:main\n")
    (site / "other-1.0.dist-info").mkdir()
    (site / "file.egg-info").write_text("Name: file\n")
    assert not may_have_plugins()


@pytest.mark.parametrize(
    "text",
    [
        "[holdfast]\na = b\n",
        "[x]\ny = z\n\n  [holdfast]  \na = b",
        "[[holdfast]]\na = b\n",
        "[x]\r\ny = z\r\n[holdfast]\r\na = b",
        "[x]\ry = z\r[holdfast]\ra = b",
        "[x]\x0cy = z\x0c[holdfast]\x0ca = b",
    ],
    ids=["plain", "indented", "brackets", "CRLF", "CR", "form feeds"],
)
@pytest.mark.parametrize("folder", ["acme-1.0.dist-info", "ACME-1.0.DIST-INFO", "acme.egg-info"])
def test_whatever_python_finds_is_found(site: Path, text: str, folder: str) -> None:
    install(site, text, folder)
    assert [("a", "b")] == [(entry.name, entry.value) for entry in entry_points(group="holdfast")]
    assert may_have_plugins()


def test_what_cannot_be_looked_into_may_hold_one(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("acme-1.0.dist-info/entry_points.txt", "[holdfast]\na = b\n")
    assert not may_have_plugins()
    for entry in (str(tmp_path / "all.zip"), str(site / "acme.egg")):
        monkeypatch.setattr(sys, "path", [entry])
        assert may_have_plugins()


def test_a_finder_of_somebodys_own_may_find_one(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        @staticmethod
        def find_spec(*_: object) -> None: ...

        @staticmethod
        def find_distributions(*_: object) -> list[object]:
            return []

    assert (site.exists(), may_have_plugins()) == (True, False)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert may_have_plugins()
