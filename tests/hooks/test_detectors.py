"""The hook `detectors`: asked only where files are searched, and each way in which it can be wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.cli.detect import NOTHING_TO_SEARCH
from holdfast.cli.main import main

Install = Callable[..., None]
Detect = Callable[..., tuple[int, str, str]]

MEND = "Mend it or uninstall it; Holdfast does not check less than it was told to."
HEAD = "from holdfast import *\n"


def plugin(body: str, find: str = "yield Mention('gpt-4o', 3)") -> str:
    return f"{HEAD}def find(source):\n    {find}\n@hookimpl\ndef detectors():\n    {body}\n"


ONE = "return [Detector('acme', 'ours', ('*.acme',), find)]"


@pytest.fixture
def detect(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Detect:
    """Return a function that runs `holdfast detect` on a folder with one file: exit code, output, errors."""
    folder = tmp_path / "searched"
    folder.mkdir()
    (folder / "a.acme").write_text("x: gpt-4o # a-secret\n", encoding="utf-8")

    def detect(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(
            sys, "argv", ["holdfast", "detect", str(folder), "--as-of", "2026-11-23", *arguments]
        )
        with pytest.raises(SystemExit) as stop:
            main()
        said = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return stop.value.code, said.out, said.err

    return detect


def test_a_detector_finds(install: Install, detect: Detect) -> None:
    install("acme", plugin(ONE))
    expected = "a.acme:1:4: gpt-4o (gpt of openai)\n\n1 reference, 1 family in 1 file searched.\n"
    assert (0, expected, "") == detect()


def test_without_a_detector_nothing_can_be_found(detect: Detect) -> None:
    said = (
        "error: no plugin that detects models is installed.\n"
        "  = help: Install ours, from a clone of Holdfast: pip install ./plugins/detect\n"
    )
    assert (2, "", said) == detect()


def test_where_no_detector_looks_at_any_file_nothing_was_searched(install: Install, detect: Detect) -> None:
    install("acme", plugin("return [Detector('acme', 'ours', ('*.other',), find)]"))
    assert (3, "0 references, 0 families in 0 files searched.\n", NOTHING_TO_SEARCH) == detect()


WRONG = {
    "returns something else": (
        plugin("return 1"),
        "plugin `acme` returned a int from its hook `detectors`.",
        f"The hook returns an iterable of Detector. {MEND}",
    ),
    "has a name that is none": (
        plugin("return [Detector('A c', '', (), find)]"),
        "plugin `acme` adds the detector `A c`, which is no name for one.",
        "The name has to match [a-z0-9][a-z0-9-]*.",
    ),
    "adds one twice": (
        plugin("return [Detector('a', '', (), find)] * 2"),
        "plugin `acme` adds the detector `a`, which plugin `acme` adds already.",
        "Rename one of the two, or uninstall a plugin.",
    ),
    "yields something else": (
        plugin(ONE, "yield 'gpt-4o'"),
        "plugin `acme` yielded a str from its detector `acme` on `a.acme`.",
        f"A detector yields `Mention`s, `Route`s and `Use`s. {MEND}",
    ),
    "raises, with text of the file": (
        plugin(ONE, "raise ValueError(source.text)"),
        "plugin `acme` failed in its detector `acme` on `a.acme`: ValueError (acme, line 3)",
        MEND,
    ),
    "exits": (
        plugin(ONE, "raise SystemExit(source.text)"),
        "plugin `acme` failed in its detector `acme` on `a.acme`: SystemExit (acme, line 3)",
        MEND,
    ),
}


@pytest.mark.parametrize(("source", "message", "hint"), WRONG.values(), ids=WRONG)
def test_a_plugin_that(install: Install, detect: Detect, source: str, message: str, hint: str) -> None:
    install("acme", source)
    assert (2, "", f"error: {message}\n  = help: {hint}\n") == detect()


def test_a_check_does_not_ask_for_detectors(
    install: Install, run: Callable[..., tuple[int, str, str]]
) -> None:
    install("acme", plugin("raise ValueError"))
    assert "" == run("--select", "manifest")[2]
