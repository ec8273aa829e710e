"""YAML in its usual form, read line by line, which takes half as long as libyaml and needs no import of it.

Block mappings and lists of scalars on one line, `|` and `>` without anything special, and brackets that
close on their line: so most manifests are written. Everything else is left to the strict reader, whose
answer counts. So this must never take what that refuses, or take it for something else; where a line
could be either, it gives up. The rules are those of YAML 1.2, chapters 6 to 8.
"""

from functools import lru_cache
from sys import intern
from typing import Any

from holdfast.load.scalars import MAY_NOT_BE_TEXT, NotFiniteError, resolve
from holdfast.load.tables import MAX_DEPTH, MAX_NODES
from holdfast.model.location import Pointer

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_STARTS_PLAIN = frozenset(_LETTERS + "0123456789_/.~$(+")
"""What a plain scalar starts with here; YAML allows more, but no indicator is among these."""

_IN_BRACKETS = str.maketrans("", "", "-_./+~: ")
"""What may stand beside letters and digits in a plain scalar in brackets."""

_LONGEST_KEY = 128  # libyaml takes keys of up to 1,024 characters
_LONGEST_LINE = 1000  # in characters; what lines are made of is kept

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
    except (_UnusualError, NotFiniteError):
        return None
    return reader.root, reader.plain


class _UnusualError(Exception):
    """The text is not written in the form that is read here."""


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
                key, value = _split(content) or _give_up()
                top = stack[-1] if stack and self._awaits is None else None
                if top is None or top[0] != column or top[1].__class__ is not dict:
                    top = self._mapping_at(column)
                self._member(top, key, value)
            may_begin = False
        self._no_value()
        if self.root is None:
            raise _UnusualError

    def _entry(self, column: int, content: str) -> None:
        """Read a line that starts an entry of a list, which may be a mapping with its first key."""
        _, entries, pointer = self._list_at(column)
        item = content[2:].lstrip(" ")
        place = (*pointer, len(entries))
        pair = _split(item)
        if pair is None:
            if not item or item[0] == "#":
                raise _UnusualError
            entries.append(self._value(item, column, place))
            return
        mapping: dict[str, Any] = {}
        entries.append(mapping)
        self._member(self._push(column + len(content) - len(item), mapping, place), *pair)

    def _member(self, top: _Open, key: str, value: str) -> None:
        column, mapping, pointer = top
        if key in mapping:
            raise _UnusualError
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
        return top if top[1].__class__ is dict else _give_up()

    def _list_at(self, column: int) -> _Open:
        """Return the list whose next entry stands at `column`."""
        awaits = self._awaits
        if self._is_below(column) or (awaits is not None and awaits[0] == column):
            return self._begin(column, [])
        top = self._back_to(column)
        return top if top[1].__class__ is list else _give_up()

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
            raise _UnusualError
        opened = (column, container, pointer)
        self._stack.append(opened)
        return opened

    def _back_to(self, column: int) -> _Open:
        """Close what stands further right than `column`; return what is open there."""
        self._no_value()
        stack = self._stack
        while stack and stack[-1][0] > column:
            stack.pop()
        return stack[-1] if stack and stack[-1][0] == column else _give_up()

    def _no_value(self) -> None:
        """Leave the last key without a value, which is null."""
        if self._awaits is not None:
            self.plain[(*self._awaits[2], self._key)] = ""
            self._awaits = None

    def _value(self, text: str, column: int, pointer: Pointer) -> Any:
        """Return the value that `text` starts, under a key or in a list at `column`."""
        first = text[0]
        if first in _STARTS_PLAIN or first > "\x7f":
            value, written = _plain(text)
            if written is not None:
                self.plain[pointer] = written
            return value
        if first in "'\"":
            return _quoted(text)
        text = _without_comment(text)
        if first == "[":
            return self._list(_inside(text, "]"), pointer)
        if first == "{":
            return self._mapping(_inside(text, "}"), pointer)
        if text in ("|", "|-"):
            return "\n".join(self._block(column)) + "\n"[: text == "|"]
        if text in (">", ">-"):
            return " ".join(_folded(self._block(column))) + "\n"[: text == ">"]
        raise _UnusualError

    def _list(self, text: str, pointer: Pointer) -> list[Any]:
        return [
            self._in_brackets(part, (*pointer, index)) for index, part in enumerate(_parts(text, pointer))
        ]

    def _mapping(self, text: str, pointer: Pointer) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in _parts(text, pointer):
            key, separator, value = part.partition(": ")
            if not separator or _key(key) in found:
                raise _UnusualError
            found[_key(key)] = self._in_brackets(value.strip(" "), (*pointer, key))
        return found

    def _in_brackets(self, text: str, pointer: Pointer) -> Any:
        first = text[:1]
        if first == "[":
            return self._list(_inside(text, "]"), pointer)
        if first == "{":
            return self._mapping(_inside(text, "}"), pointer)
        if first in ("'", '"'):
            return _quoted(text)
        if first not in _STARTS_PLAIN or not text.translate(_IN_BRACKETS).isalnum():
            raise _UnusualError
        value, written = _plain(text)
        if written is not None:
            self.plain[pointer] = written
        return value

    def _block(self, column: int) -> list[str]:
        """Return the lines of the block scalar whose header was read, under what stands at `column`."""
        lines, start = self._lines, self._at
        first = lines[start] if start < len(lines) else ""
        indent = len(first) - len(first.lstrip(" "))
        if indent <= column or indent == len(first):
            raise _UnusualError
        found = []
        for line in lines[start:]:
            if line and line[:indent].strip(" "):  # further left: it ends here
                if len(line) - len(line.lstrip(" ")) > column:
                    raise _UnusualError
                break
            if line and not line.strip(" "):
                raise _UnusualError
            found.append(line[indent:])
        else:
            if lines[-1]:  # the last line of the file does not end
                raise _UnusualError
        self._at += len(found)
        while not found[-1]:
            found.pop()
        return found


# Manifests have most of their lines and words in common: each is looked at, and kept, once.
_once = lru_cache(maxsize=4096)


@_once
def _split(text: str) -> tuple[str, str] | None:
    """Return the key that `text` starts with, and what follows it; None where no key can be."""
    if len(text) > _LONGEST_LINE:
        raise _UnusualError
    if text[:1] in ("'", '"', "[", "{"):
        return None
    key, separator, value = text.partition(": ")
    if not separator:
        if text[-1:] != ":":
            return None
        key = text[:-1]
    return _key(key), value.lstrip(" ")


@_once
def _key(text: str) -> str:
    """Return the key `text`."""
    plain = text.replace("-", "_").replace(".", "_").replace("/", "_")
    return intern(text) if plain.isidentifier() and len(text) <= _LONGEST_KEY else _give_up()


@_once
def _plain(text: str) -> tuple[Any, str | None]:
    """Return the value of the plain scalar at the start of `text`, and how it is written if it is no text."""
    if " #" in text:
        text = text[: text.index(" #")]
    text = text.rstrip(" ")
    if ": " in text or text[-1] == ":":
        raise _UnusualError
    if text[0] not in MAY_NOT_BE_TEXT:
        return intern(text), None
    value = resolve(text)
    return value, text if value.__class__ is not str else None


def _quoted(text: str) -> str:
    """Return the text that stands in quotes at the start of `text`, where nothing but a comment follows."""
    inner, end, rest = text[1:].partition(text[0])
    after = rest.lstrip(" ")
    if not end or "\\" in inner or (after and (after[0] != "#" or after == rest)):
        raise _UnusualError
    return inner


def _without_comment(text: str) -> str:
    return text.partition(" #")[0].rstrip(" ")


def _inside(text: str, end: str) -> str:
    """Return what stands between the brackets that `text` is."""
    return text[1:-1].strip(" ") if text[-1] == end and len(text) > 1 else _give_up()


def _parts(text: str, pointer: Pointer) -> list[str]:
    """Return what commas part in the brackets at `pointer`, with brackets that stand in them kept whole."""
    if len(pointer) >= MAX_DEPTH:
        raise _UnusualError
    parts = [part.strip(" ") for part in text.split(",")] if text else []
    return _whole(parts) if "[" in text or "{" in text else parts


def _whole(parts: list[str]) -> list[str]:
    """Return `parts` with those joined that commas in brackets have parted."""
    found: list[str] = []
    depth = start = 0
    for index, part in enumerate(parts):
        if "'" in part or '"' in part:
            raise _UnusualError
        depth += part.count("[") + part.count("{") - part.count("]") - part.count("}")
        if depth == 0:
            found.append(", ".join(parts[start : index + 1]))
            start = index + 1
    return found if depth == 0 and start == len(parts) else _give_up()


def _folded(lines: list[str]) -> list[str]:
    """Return `lines` if they are folded by joining them with a space."""
    if any(not line or line[0] == " " or line[-1] == " " for line in lines):
        raise _UnusualError
    return lines


def _give_up() -> Any:
    raise _UnusualError
