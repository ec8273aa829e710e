"""libyaml's events to plain data with the place of every key and value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from holdfast.load.regions import Refusal, after_anchor, region, trimmed
from holdfast.load.scalars import MAY_NOT_BE_TEXT, NotFiniteError, resolve
from holdfast.load.syntax import TAGGED
from holdfast.load.tables import MAX_DEPTH, MAX_NODES, MERGE, Tables
from holdfast.model.document import Span
from holdfast.model.escape import quoted
from holdfast.model.location import Pointer

_BLOCK_STYLES = ("|", ">")

_Event = Any
"""An event of libyaml; it always has its marks, which PyYAML's type stubs do not promise."""


class _Open:
    """A mapping or list that is being filled; `key` is the pending key, `child` the pointer of its value."""

    __slots__ = ("anchor", "child", "column", "container", "is_mapping", "key", "line", "pointer")

    def __init__(self, container: Any, pointer: Pointer, anchor: str | None) -> None:
        self.container, self.pointer, self.anchor = container, pointer, anchor
        self.key: str | int | None = None
        self.child = pointer
        self.line = self.column = 0
        self.is_mapping = type(container) is dict


_Anchored = tuple[Any, Pointer, str | None]
"""What an anchor stands for: its value, where its content is, and its text if it is a plain scalar."""


class Builder:
    """Reads one document from `text` into `data`, `spans`, `keys` and `plain`, as in `Document`.

    Iterative, so that no depth of nesting can exhaust the stack. Raises Refusal, and yaml.YAMLError
    for what libyaml itself cannot read.
    """

    def __init__(self, text: str) -> None:
        self.data: Any = None
        self._tables = Tables()
        self.spans, self.keys, self.plain = self._tables.spans, self._tables.keys, self._tables.plain
        self._text = text
        self._anchors: dict[str, _Anchored | _Open] = {}
        self._stack: list[_Open] = []
        self._top: _Open | None = None
        self._last: Span = (1, 1, 1, 1)  # of the last scalar or closing bracket

    def build(self) -> None:
        """Read the whole stream."""
        next_event = CParser(self._text).get_event
        rare: dict[type, Callable[[_Event], None]] = {
            AliasEvent: self._alias,
            MappingStartEvent: self._open_mapping,
            SequenceStartEvent: self._open_list,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
        }
        scalar = self._scalar
        documents = 0
        while True:
            event: _Event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                scalar(event)
            elif kind in rare:
                rare[kind](event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(event, "A second document starts here.", "Keep one document in a file.")
            elif kind is StreamEndEvent:
                break
        if not documents or self.plain.get(()) == "":
            raise Refusal("The file is empty.", "Write what it should declare, or remove it.", (1, 1, 1, 1))
        self._tables.forget_merged()

    def _scalar(self, event: _Event) -> None:
        """Read a key or a scalar value; most of the time goes here, so the usual case is written out."""
        start, end, style, text = event.start_mark, event.end_mark, event.style, event.value
        span = (start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        top = self._top
        if top is None or event.tag is not None or event.anchor is not None or style in _BLOCK_STYLES:
            self._unusual_scalar(event)
        elif not top.is_mapping:
            self._last = self.spans[pointer := (*top.pointer, len(top.container))] = span
            top.container.append(text if style else self._resolved(text, pointer, span))
        elif top.key is None:
            self._key(top, event, span)
        else:
            self._last = self.spans[top.child] = span
            top.container[top.key] = text if style else self._resolved(text, top.child, span)
            top.key = None

    def _unusual_scalar(self, event: _Event) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        span = trimmed(event, self._text)
        if self._top is not None and self._at_key():
            self._key(self._top, event, span)
            return
        self._last = span
        pointer = self._place(span)
        value = event.value if event.style else self._resolved(event.value, pointer, span)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, pointer, self.plain.get(pointer))
        self._put(value)

    def _key(self, top: _Open, event: _Event, span: Span) -> None:
        key: str | int = event.value
        if key == "<<" and not event.style:
            key = MERGE
        elif not key:
            raise Refusal("A key is empty.", "Write a name before the colon.", span)
        child = (*top.pointer, key)
        if key in top.container:
            self._refuse_duplicate(key, child, span)
        top.key, top.child = key, child
        self.keys[child] = span
        if event.anchor is not None:
            self._anchors[event.anchor] = (event.value, (), None)

    def _alias(self, event: _Event) -> None:
        name = event.anchor
        anchored = self._anchors.get(name)
        if anchored is None:
            self._refuse(
                event,
                f"The alias {quoted('*' + name)} has no anchor before it.",
                f"Define it with {quoted('&' + name)}, or put a text that starts with `*` in quotes.",
            )
        if isinstance(anchored, _Open):
            self._refuse(
                event,
                f"The alias {quoted('*' + name)} stands inside what it stands for.",
                "Write the value out; a value cannot contain itself.",
            )
        if self._at_key():
            self._refuse(event, "An alias cannot be a key.", "Write the key out.")
        value, source, text = anchored
        span = region(event)
        self._last = span
        pointer = self._place(span)
        if text is not None:
            self.plain[pointer] = text
        self._tables.copy_below(value, source, pointer, span)
        self._put(value)

    def _open_mapping(self, event: _Event) -> None:
        self._open(event, {})

    def _open_list(self, event: _Event) -> None:
        self._open(event, [])

    def _open(self, event: _Event, container: Any) -> None:
        if event.tag is not None:
            self._refuse_tag(event)
        if self._at_key():
            self._refuse(event, "A key must be text, not a mapping or a list.", "Put a text in quotes.")
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.anchor is not None:
            line, column = after_anchor(event, self._text)
        pointer = self._place((line, column, line, column))
        if len(pointer) > MAX_DEPTH:
            self._refuse(event, f"This is nested more than {MAX_DEPTH} levels deep.", "Nest less.")
        opened = _Open(container, pointer, event.anchor)
        opened.line, opened.column = line, column
        if event.anchor is not None:
            self._anchors[event.anchor] = opened
        if self._top is not None:
            self._stack.append(self._top)
        self._top = opened

    def _close(self, event: _Event) -> None:
        top = self._top
        assert top is not None  # noqa: S101 - libyaml closes only what it opened
        if (
            event.start_mark.index != event.end_mark.index
        ):  # a bracket; a block ends where its last value does
            self._last = region(event)
        self.spans[top.pointer] = span = (top.line, top.column, *self._last[2:])
        if len(self.spans) > MAX_NODES:
            self._tables.refuse_more(span)
        container = top.container
        if top.is_mapping and MERGE in container:
            self._tables.merge(container, top.pointer)
        if top.anchor is not None and self._anchors[top.anchor] is top:
            self._anchors[top.anchor] = (container, top.pointer, None)
        self._top = self._stack.pop() if self._stack else None
        self._put(container)

    def _place(self, span: Span) -> Pointer:
        """Return the pointer of the value that comes next, and note its span."""
        top = self._top
        if top is None:
            pointer: Pointer = ()
        elif top.is_mapping:
            pointer = top.child
        else:
            pointer = (*top.pointer, len(top.container))
        self.spans[pointer] = span
        return pointer

    def _put(self, value: Any) -> None:
        top = self._top
        if top is None:
            self.data = value
        elif top.is_mapping:
            top.container[top.key] = value
            top.key = None
        else:
            top.container.append(value)

    def _at_key(self) -> bool:
        top = self._top
        return top is not None and top.key is None and top.is_mapping

    def _resolved(self, text: str, pointer: Pointer, span: Span) -> Any:
        """Return the value of the plain scalar `text`, and note the text if the value is another."""
        if text and text[0] not in MAY_NOT_BE_TEXT:
            return text
        try:
            value = resolve(text)
        except NotFiniteError:
            raise Refusal(
                f"{quoted(text)} is not a number that can be counted with.",
                "Write a finite number, or put the text in quotes.",
                span,
            ) from None
        if value.__class__ is not str:
            self.plain[pointer] = text
        return value

    def _refuse(self, event: _Event, message: str, help: str) -> NoReturn:  # noqa: A002 - as in Problem
        raise Refusal(message, help, region(event))

    def _refuse_tag(self, event: _Event) -> NoReturn:
        self._refuse(event, *TAGGED)

    def _refuse_duplicate(self, key: str | int, pointer: Pointer, span: Span) -> NoReturn:
        name = "<<" if key == MERGE else str(key)
        advice = (
            "Keep one of them." if name != "<<" else "Write one `<<` with a list: `<<: [*first, *second]`."
        )
        raise Refusal(
            f"The key {quoted(name)} is written twice.",
            advice,
            span,
            ("first written here", self.keys[pointer]),
        )
