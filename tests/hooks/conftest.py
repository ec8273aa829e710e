"""Plugins that a test writes and installs for itself, and the command that meets them."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdfast.cli.main import main
from holdfast.cli.plugins import installed

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications:
  - id: chat
    models: [{ref: gpt}]
models:
  - {id: gpt, model: gpt-5.5, backend: own}
backends:
  - {id: own}
"""

Install = Callable[..., None]
Run = Callable[..., tuple[int, str, str]]


def distribution(site: Path, name: str, source: str, entry: str = "") -> None:
    """Lay the distribution `name` with the module `name` into `site`, as an installer would."""
    (site / f"{name}.py").write_text(textwrap.dedent(source), encoding="utf-8")
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[holdfast]\n{entry or f'{name} = {name}'}\n", encoding="utf-8")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return a function that installs a plugin for this test: its name, and the source of its module."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    before = set(sys.modules)

    def add(name: str, source: str, entry: str = "") -> None:
        distribution(site, name, source, entry)

    installed.cache_clear()
    yield add
    installed.cache_clear()
    for module in set(sys.modules) - before:
        if str(getattr(sys.modules[module], "__file__", "")).startswith(str(site)):
            del sys.modules[module]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with one manifest."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "ai-manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    return folder


@pytest.fixture
def run(repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `holdfast check` on the repository: exit code, output, errors."""

    def check(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["holdfast", "check", str(repository), *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return stop.value.code, said.out, said.err

    return check
