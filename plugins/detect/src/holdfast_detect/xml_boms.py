"""CycloneDX in XML: the components of one type, such as machine-learning models, each with its place."""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat

_NAMESPACE = "http://cyclonedx.org/schema/bom/"
_OURS = ("name", "group")


class Component(NamedTuple):
    """A component of that type: its name and group, and the offset at which the name is written."""

    name: str
    group: str
    at: int


class _Open:
    """An element that is not closed yet; `texts` are name and group of a model, with their offsets."""

    __slots__ = ("is_model", "tag", "texts")

    def __init__(self, tag: str, *, is_model: bool) -> None:
        self.tag, self.is_model = tag, is_model
        self.texts: dict[str, tuple[str, int]] = {}


class _EntityError(Exception):
    """The document declares an entity: what that stands for could be without end."""


def components(text: str, kind: str) -> tuple[list[Component], int]:
    """Return what is of a type in a bill of materials, and the line from which it could not be read, or 0.

    What other documents call a component is none. Nothing outside of the text is read.
    """
    reader = _Reader(text, kind)
    try:
        reader.parser.Parse(reader.raw, True)  # noqa: FBT003  # it is all of it
    except expat.ExpatError as error:
        return reader.found, error.lineno if reader.is_bom else 0
    except _EntityError:
        return [], reader.parser.CurrentLineNumber
    return reader.found, 0


class _Reader:
    """What expat says of a document; it keeps the elements that are open, and no tree."""

    def __init__(self, text: str, kind: str) -> None:
        self.raw = text.encode("utf-8", "replace")
        self.found: list[Component] = []
        self.is_bom = False
        self._kind = kind
        self._is_plain = len(self.raw) == len(text)
        self._stack: list[_Open] = []
        # The text is decoded by now, whatever encoding its first line names.
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        is_ours = namespace.startswith(_NAMESPACE)
        self.is_bom |= is_ours
        is_model = is_ours and name == "component" and attributes.get("type") == self._kind
        self._stack.append(_Open(name if is_ours else "", is_model=is_model))

    def _end(self, _: str) -> None:
        closed = self._stack.pop()
        name, at = closed.texts.get("name", ("", 0))
        if closed.is_model and name.strip():
            group = closed.texts.get("group", ("", 0))[0].strip()
            self.found.append(Component(name.strip(), group, self._offset(at) + _blanks(name)))

    def _text(self, text: str) -> None:
        if len(self._stack) > 1 and self._stack[-1].tag in _OURS and self._stack[-2].is_model:
            tag, texts = self._stack[-1].tag, self._stack[-2].texts
            before, at = texts.get(tag, ("", self.parser.CurrentByteIndex))
            texts[tag] = (before + text, at)

    def _entity(self, *_: object) -> None:
        raise _EntityError

    def _offset(self, at: int) -> int:
        return at if self._is_plain else len(self.raw[:at].decode("utf-8", "replace"))


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())
