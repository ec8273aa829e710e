"""A JavaScript or TypeScript module as a tree: of tree-sitter, which reads on after a mistake."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate

from tree_sitter import Language, Node, Parser

_SCRIPT = re.compile(r"<script\b(?P<options>[^>]*)>(?P<code>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_FRONT = re.compile(r"\A\s*---\n(?P<code>.*?)^---", re.DOTALL | re.MULTILINE)
_NOT_SPACE = re.compile(r"[^\s]")
_AMPERSAND = re.compile(rb"(?<!&)&(?!&)")
_IMPORT_TYPE = re.compile(rb"""\btypeof\s+import\(\s*(["'])[^"'\n]*\1\s*,?\s*\)""")
_MAX_LINE = 20_000


class JavaScript:
    """The tree of a module, and the text and place of each of its nodes."""

    def __init__(self, path: str, text: str) -> None:
        self.is_data = path.endswith(".json")
        code = _code(path.lower(), text)
        self.raw = code.encode("utf-8", "replace")
        self.root = _root(_language(path.lower()), self.raw)
        self._starts = (
            [] if text.isascii() else [0, *accumulate(len(char.encode("utf-8", "replace")) for char in code)]
        )

    def at(self, node: Node) -> int:
        """Return the offset of a node in the text."""
        return bisect_left(self._starts, node.start_byte) if self._starts else node.start_byte

    @staticmethod
    def text(node: Node | None) -> str:
        """Return a node as it is written, of whichever module it is; nothing for none."""
        return (node.text or b"").decode("utf-8", "replace") if node is not None else ""

    @property
    def mistake(self) -> Node | None:
        """The first thing that is no JavaScript, if there is one."""
        return _mistake(self.root)


def is_minified(text: str) -> bool:
    """Tell whether a program wrote the text, which has its source elsewhere."""
    return len(text) > _MAX_LINE and max(map(len, text.split("\n"))) > _MAX_LINE


def _root(language: Language, raw: bytes) -> Node:
    """Return the tree of a module: that with other signs if the grammar reads those, and not what is written.

    It takes the `&` of "Q & A" among elements for the begin of an entity, and knows no `typeof import("x")`
    as the type of a call. What replaces them is as wide, which keeps all places.
    """
    root = Parser(language).parse(raw).root_node
    other = _AMPERSAND.sub(b"|", _IMPORT_TYPE.sub(_blank, raw)) if _mistake(root) is not None else raw
    if other == raw:
        return root
    mended = Parser(language).parse(other).root_node
    return root if _mistake(mended) is not None else mended


def _blank(match: re.Match[bytes]) -> bytes:
    return b"_" + re.sub(rb"[^\n]", b" ", match[0][1:])


def _mistake(node: Node) -> Node | None:
    """Return the first thing below a node that is no JavaScript.

    A missing `!` is none: the grammar wants it between the type and the text of ``raw<Row>`select` ``.
    """
    todo = [node]
    while todo:
        node = todo.pop()
        if node.is_error or (node.is_missing and node.type != "!"):
            return node
        todo += [child for child in reversed(node.children) if child.has_error or child.is_missing]
    return None


def _code(path: str, text: str) -> str:
    """Return the text with all but its scripts blank, where it only holds some; JSON as an expression."""
    if path.endswith(".json"):
        return f"({text}\n)"
    if not path.endswith((".vue", ".svelte", ".astro", ".html")):
        return text
    found = [*_SCRIPT.finditer(text), *(_FRONT.finditer(text) if path.endswith(".astro") else ())]
    spans = sorted(match.span("code") for match in found)
    pieces, at = [], 0
    for start, end in spans:
        pieces += [_NOT_SPACE.sub(" ", text[at:start]), text[max(at, start) : end]]
        at = max(at, end)
    return "".join((*pieces, _NOT_SPACE.sub(" ", text[at:])))


def _language(path: str) -> Language:
    if path.endswith((".ts", ".mts", ".cts")):
        return _typescript()
    return _tsx() if path.endswith((".tsx", ".vue", ".svelte", ".astro")) else _javascript()


# Here and not above: a grammar that no file of the repository needs is not loaded.
@cache
def _javascript() -> Language:
    import tree_sitter_javascript

    return Language(tree_sitter_javascript.language())


@cache
def _typescript() -> Language:
    import tree_sitter_typescript

    return Language(tree_sitter_typescript.language_typescript())


@cache
def _tsx() -> Language:
    import tree_sitter_typescript

    return Language(tree_sitter_typescript.language_tsx())
