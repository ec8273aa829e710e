"""YAML in its usual form, read line by line, which takes half as long as libyaml and needs no import of it.

Block mappings and lists of scalars on one line, `|` and `>` without anything special, and brackets that
close on their line: so most manifests are written. Everything else is left to the strict reader, whose
answer counts. So this must never take what that refuses, or take it for something else; where a line
could be either, it gives up. The rules are those of YAML 1.2, chapters 6 to 8.
"""

from typing import Any

from holdfast.load.line_parts import (
    STARTS_PLAIN,
    UnusualError,
    folded,
    give_up,
    inside_brackets,
    key_and_rest,
    key_of,
    parts_of,
    plain_scalar,
    quoted_text,
    scalar_in_brackets,
    without_comment,
)
from holdfast.load.scalars import NotFiniteError
from holdfast.load.tables import MAX_DEPTH, MAX_NODES
from holdfast.model.location import Pointer

_Open = tuple[int, Any, Pointer]
"""A mapping or list that is being filled: its column, itself, and its pointer."""


def read_lines(text: str) -> tuple[Any, dict[Pointer, str]] | None:
    """Return data and plain scalars of `text` as a `Document` has them; None for what is not usual.

    `text` has plain line ends and no character that YAML forbids.
    """
    if len(text) > MAX_NODES or "\t" in text:  # each value takes a character at least
        return None
    reader = _Reader(text)
    try:
        reader.read()
    except (UnusualError, NotFiniteError):
        return None
    return reader.root, reader.plain


class _Reader:
    """Reads one document into `root` and `plain`."""

    def __init__(self, text: str) -> None:
        self.root: Any = None
        self.plain: dict[Pointer, str] = {}
        self._lines = text.split("\n")
        self._at = 0  # the line that comes next
        self._stack: list[_Open] = []
        self._awaits: _Open | None = None  # a mapping, its last key without a value yet
        self._key = ""

    def read(self) -> None:
        """Read all lines."""
        lines, count, stack = self._lines, len(self._lines), self._stack
        may_begin = True  # one `---` may stand before the document
        while self._at < count:
            line = lines[self._at]
            self._at += 1
            content = line.lstrip(" ")
            if not content or content[0] == "#":
                continue
            column = len(line) - len(content)
            if content[:2] == "- ":
                self._entry(column, content)
            elif content != "---" or column or not may_begin:
                key, value = key_and_rest(content) or give_up()
                top = stack[-1] if stack and self._awaits is None else None
                if top is None or top[0] != column or top[1].__class__ is not dict:
                    top = self._mapping_at(column)
                self._member(top, key, value)
            may_begin = False
        self._no_value()
        if self.root is None:
            raise UnusualError

    def _entry(self, column: int, content: str) -> None:
        """Read a line that starts an entry of a list, which may be a mapping with its first key."""
        _, entries, pointer = self._list_at(column)
        item = content[2:].lstrip(" ")
        place = (*pointer, len(entries))
        pair = key_and_rest(item)
        if pair is None:
            if not item or item[0] == "#":
                raise UnusualError
            entries.append(self._value(item, column, place))
            return
        mapping: dict[str, Any] = {}
        entries.append(mapping)
        self._member(self._push(column + len(content) - len(item), mapping, place), *pair)

    def _member(self, top: _Open, key: str, value: str) -> None:
        column, mapping, pointer = top
        if key in mapping:
            raise UnusualError
        if not value or value[0] == "#":
            mapping[key] = None
            self._awaits, self._key = top, key
        else:
            mapping[key] = self._value(value, column, (*pointer, key))

    def _mapping_at(self, column: int) -> _Open:
        """Return the mapping whose next key stands at `column`."""
        if self._is_below(column):
            return self._begin(column, {})
        top = self._back_to(column)
        if top[1].__class__ is list:  # it may stand as far left as the key that it belongs to
            self._stack.pop()
            top = self._back_to(column)
        return top if top[1].__class__ is dict else give_up()

    def _list_at(self, column: int) -> _Open:
        """Return the list whose next entry stands at `column`."""
        awaits = self._awaits
        if self._is_below(column) or (awaits is not None and awaits[0] == column):
            return self._begin(column, [])
        top = self._back_to(column)
        return top if top[1].__class__ is list else give_up()

    def _is_below(self, column: int) -> bool:
        """Say whether what stands at `column` is the value of the last key, or the whole document."""
        if self._awaits is None:
            return self.root is None
        return column > self._awaits[0]

    def _begin(self, column: int, container: Any) -> _Open:
        if self._awaits is None:
            self.root = container
            return self._push(column, container, ())
        _, mapping, pointer = self._awaits
        mapping[self._key] = container
        self._awaits = None
        return self._push(column, container, (*pointer, self._key))

    def _push(self, column: int, container: Any, pointer: Pointer) -> _Open:
        if len(pointer) >= MAX_DEPTH:
            raise UnusualError
        opened = (column, container, pointer)
        self._stack.append(opened)
        return opened

    def _back_to(self, column: int) -> _Open:
        """Close what stands further right than `column`; return what is open there."""
        self._no_value()
        stack = self._stack
        while stack and stack[-1][0] > column:
            stack.pop()
        return stack[-1] if stack and stack[-1][0] == column else give_up()

    def _no_value(self) -> None:
        """Leave the last key without a value, which is null."""
        if self._awaits is not None:
            self.plain[(*self._awaits[2], self._key)] = ""
            self._awaits = None

    def _value(self, text: str, column: int, pointer: Pointer) -> Any:
        """Return the value that `text` starts, under a key or in a list at `column`."""
        first = text[0]
        if first in STARTS_PLAIN or first > "\x7f":
            value, written = plain_scalar(text)
            if written is not None:
                self.plain[pointer] = written
            return value
        if first in "'\"":
            return quoted_text(text)
        text = without_comment(text)
        if first == "[":
            return self._list(inside_brackets(text, "]"), pointer)
        if first == "{":
            return self._mapping(inside_brackets(text, "}"), pointer)
        if text in ("|", "|-"):
            return "\n".join(self._block(column)) + "\n"[: text == "|"]
        if text in (">", ">-"):
            return " ".join(folded(self._block(column))) + "\n"[: text == ">"]
        raise UnusualError

    def _list(self, text: str, pointer: Pointer) -> list[Any]:
        return [
            self._in_brackets(part, (*pointer, index)) for index, part in enumerate(parts_of(text, pointer))
        ]

    def _mapping(self, text: str, pointer: Pointer) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in parts_of(text, pointer):
            key, separator, value = part.partition(": ")
            if not separator or key_of(key) in found:
                raise UnusualError
            found[key_of(key)] = self._in_brackets(value.strip(" "), (*pointer, key))
        return found

    def _in_brackets(self, text: str, pointer: Pointer) -> Any:
        first = text[:1]
        if first == "[":
            return self._list(inside_brackets(text, "]"), pointer)
        if first == "{":
            return self._mapping(inside_brackets(text, "}"), pointer)
        if first in ("'", '"'):
            return quoted_text(text)
        value, written = scalar_in_brackets(text)
        if written is not None:
            self.plain[pointer] = written
        return value

    def _block(self, column: int) -> list[str]:
        """Return the lines of the block scalar whose header was read, under what stands at `column`."""
        lines, start = self._lines, self._at
        first = lines[start] if start < len(lines) else ""
        indent = len(first) - len(first.lstrip(" "))
        if indent <= column or indent == len(first):
            raise UnusualError
        found = []
        for line in lines[start:]:
            if line and line[:indent].strip(" "):  # further left: it ends here
                if len(line) - len(line.lstrip(" ")) > column:
                    raise UnusualError
                break
            if line and not line.strip(" "):
                raise UnusualError
            found.append(line[indent:])
        else:
            if lines[-1]:  # the last line of the file does not end
                raise UnusualError
        self._at += len(found)
        while not found[-1]:
            found.pop()
        return found
