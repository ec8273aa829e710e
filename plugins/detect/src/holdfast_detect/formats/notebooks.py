"""Jupyter notebooks: the Python of their cells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain

from holdfast import Detector, Mention, Node, Source
from holdfast_detect.python_models import python_mentions
from holdfast_detect.sdks import MARKS

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_MAGIC = re.compile(r"^(?P<indent>[ \t]*)[%!?][^\n]*", re.MULTILINE)
_HELP = re.compile(r"^[ \t]*[\w.]+\?{1,2}[ \t]*$", re.MULTILINE)
_PYTHON_CELLS = ("%%time", "%%capture", "%%timeit", "%%memit", "%%prun", "%%python")
"""What may begin a cell that still holds Python."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that the code of the notebook names, at their places in the file."""
    document = source.json()
    language = (
        document.at("metadata", "kernelspec", "language").text
        or document.at("metadata", "language_info", "name").text
    )
    if language not in ("", "python"):
        return
    pieces: list[str] = []
    places: list[int] = []
    worksheets = chain.from_iterable(sheet.at("cells").entries for sheet in document.at("worksheets").entries)
    for cell in chain(document.at("cells").entries, worksheets):
        if cell.at("cell_type").text == "code":
            code = _code(source, cell)
            text = "".join(char for char, _ in code)
            if not text.startswith("%%") or text.startswith(_PYTHON_CELLS):
                pieces.append(_python(text) + "\n")
                places += [*(at for _, at in code), cell.end]
    yield from python_mentions(source, "".join(pieces), lambda offset: places[min(offset, len(places) - 1)])


def _code(source: Source, cell: Node) -> list[tuple[str, int]]:
    """Return the characters of a cell, each with its offset in the file."""
    node = cell.at("source") if cell.at("source").value is not None else cell.at("input")  # of version 3
    found: list[tuple[str, int]] = []
    for line in node.entries or (node,):
        if line.text:
            found += _characters(source.text, line.start + 1, line.end - 1)
    return found


def _characters(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    at = start
    while at < end:
        match = _ESCAPE.match(text, at, end)
        written = match[0] if match else text[at]
        try:
            char = json.loads(f'"{written}"') if match else written
        except ValueError:
            char = written
        # A pair of escapes is one character; what is no escape has as many as are written.
        yield from ((each, at) for each in char)
        at += len(written)


def _python(text: str) -> str:
    """Return a cell without what only a notebook understands, each character at its place."""
    plain = _MAGIC.sub(lambda match: match["indent"] + _filled(match[0][len(match["indent"]) :]), text)
    return _HELP.sub(lambda match: " " * len(match[0]), plain)


def _filled(written: str) -> str:
    return "pass".ljust(len(written)) if len(written) > len("pass") else " " * len(written)


DETECTOR = Detector(
    name="notebooks",
    summary="Jupyter notebooks: the Python of their cells",
    files=("*.ipynb",),
    find=find,
    marks=MARKS,
)
