"""Jupyter notebooks: the Python of their cells, and the commands between."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain

from holdfast import Detector, Grade, Mention, Node, Source
from holdfast_detect.python.models import python_mentions
from holdfast_detect.python.sdks import PYTHON_MARKS
from holdfast_detect.servers import models_in, words_in

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_MAGIC = re.compile(r"^(?P<indent>[ \t]*)[%!?][^\n]*", re.MULTILINE)
_SHELL_LINE = re.compile(r"^[ \t]*!(?P<command>[^\n]*)", re.MULTILINE)
_SHELL_CELLS = ("%%bash", "%%sh", "%%shell", "%%script bash", "%%script sh")
_LINE = re.compile(r"^[ \t]*(?!#)(?P<command>\S[^\n]*)", re.MULTILINE)
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
            yield from _commands(text, [at for _, at in code])
            if not text.startswith("%%") or text.startswith(_PYTHON_CELLS):
                pieces.append(_python(text) + "\n")
                places += [*(at for _, at in code), cell.end]
    yield from python_mentions(source, "".join(pieces), lambda offset: places[min(offset, len(places) - 1)])


def _commands(text: str, places: list[int]) -> Iterator[Mention]:
    """Yield the models that the commands of a cell load or serve; `places` are those of its characters."""
    lines = _SHELL_LINE.finditer(text) if not text.startswith("%%") else ()
    if text.startswith(_SHELL_CELLS):
        lines = _LINE.finditer(text, text.find("\n") + 1 or len(text))
    for line in lines:
        for word, role, certain in models_in(words_in(text, line.start("command"), line.end())):
            if "{" not in word.text:  # of Python, where its values are found
                yield Mention(word.text, places[word.at], Grade.INFERRED, role=role, certain=certain)


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
    summary="Jupyter notebooks: the Python of their cells, and commands",
    files=("*.ipynb",),
    find=find,
    marks=(*PYTHON_MARKS, "huggingface-cli", "hf download"),
)
