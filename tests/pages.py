"""README.md and the pages of docs/, and the fenced blocks in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
}

FENCED = re.compile(
    r"(?P<notes>(?:^<!-- [^\n]* -->\n)*)^```(?P<language>[^\n]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block: where its text starts, what it holds, and what the comments above it say of it."""

    page: str
    line: int
    language: str
    text: str
    notes: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def _blocks() -> Iterator[Block]:
    for page, text in PAGES.items():
        for match in FENCED.finditer(text):
            said = [note.partition(": ") for note in re.findall(r"<!-- (.*) -->", match["notes"])]
            notes = {name: value for name, _, value in said}
            line = text[: match.start("text")].count("\n") + 1
            yield Block(page, line, match["language"], match["text"], notes)


BLOCKS = tuple(_blocks())


def prose(page: str) -> str:
    """Return a page without its blocks."""
    return FENCED.sub("", PAGES[page])
