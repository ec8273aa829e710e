"""Fixtures that tests of all rooms share: a tree of files, and the command run on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.cli import main as command
from holdfast.cli.plugins import installed
from holdfast.pytest_plugin import Holdfast


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the runs of all tests out of the caches of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Write files (path → text) below a folder of their own, and return it."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "tree"
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        root.mkdir(exist_ok=True)
        return root

    return write


class Command(Holdfast):
    """The fixture of our own pytest plugin; called, it runs the command line in this process."""

    def __init__(
        self,
        folders: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        super().__init__(folders)
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, cwd: Path | None = None) -> Ran:
        """Run the command in a folder, as a terminal-less caller would."""
        self._monkeypatch.setattr("sys.argv", ["holdfast", *arguments])
        self._monkeypatch.delenv("FORCE_COLOR", raising=False)
        if cwd is not None:
            self._monkeypatch.chdir(cwd)
        installed.cache_clear()
        with pytest.raises(SystemExit) as exit_info:
            command.main()
        captured = self._capsys.readouterr()
        return Ran(captured.out, captured.err, int(exit_info.value.code or 0))


@pytest.fixture
def holdfast(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Check manifests with `holdfast.check(text)`, or run the command: `holdfast("rules")`."""
    return Command(tmp_path_factory, monkeypatch, capsys)
