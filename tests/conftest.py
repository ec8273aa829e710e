"""Fixtures that tests of all rooms share: a tree of files, and the command run on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.cli import main as command
from holdfast.cli.plugins import installed

AS_OF = "2026-11-23"


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


@pytest.fixture
def holdfast(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process, in a folder, as a terminal-less caller would."""

    def run(*arguments: str, cwd: Path | None = None) -> Ran:
        monkeypatch.setattr("sys.argv", ["holdfast", *arguments])
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        if cwd is not None:
            monkeypatch.chdir(cwd)
        installed.cache_clear()
        with pytest.raises(SystemExit) as exit_info:
            command.main()
        captured = capsys.readouterr()
        return Ran(captured.out, captured.err, int(exit_info.value.code or 0))

    return run


@pytest.fixture
def check(holdfast: Callable[..., Ran]) -> Callable[..., list[str]]:
    """Check a folder; return `place rule outcome` of each finding, as the JSON output has them."""
    import json

    def run(root: Path, *arguments: str) -> list[str]:
        ran = holdfast("check", str(root), "--format", "json", "--as-of", AS_OF, "--no-config", *arguments)
        return [
            f"{item['location']['path']}:{item['location']['line']}:{item['location']['column']}"
            f" {item['ruleId']} {item['outcome']}"
            for item in json.loads(ran.out)["findings"]
        ]

    return run
