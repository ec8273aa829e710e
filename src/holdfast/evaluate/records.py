"""The objects that expressions see: declared fields by schema, joined and computed ones beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, ClassVar, TypeVar

from holdfast.cel import Remembering, Unknown
from holdfast.evaluate.shapes import NOTHING, Shape
from holdfast.model.document import Document
from holdfast.model.empty import EMPTY
from holdfast.model.escape import quoted
from holdfast.model.fact import Fact
from holdfast.model.finding import Missing
from holdfast.model.location import Pointer
from holdfast.model.manifest import Entry

Computed = Callable[[], Any]
Maker = Callable[[Any], Any]
"""Returns a field of the record that it is given."""

DECLARED: Any = object()
"""What a maker returns where the field is not computed after all, but as somebody wrote it."""

_AS_THEY_ARE = frozenset({bool, int, float, type(None)})


@lru_cache(maxsize=1024)
def timestamp(text: str) -> datetime:
    """Return `YYYY-MM-DD` as 00:00 UTC of that day; ValueError where it is no date."""
    # datetime.strptime imports the locale; date.fromisoformat alone reads other spellings too
    if len(text) == len("YYYY-MM-DD") and text[4] == text[7] == "-":
        with suppress(ValueError):
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
    raise ValueError(f"`{text}` is no day, which is written YYYY-MM-DD")


class SchemaRecord(Remembering):
    """One mapping of a manifest, read through its schema.

    `manifest` is the path of the manifest it belongs to, `label` how expressions call it (`app`),
    `title` how people do ("application `chat`"). Computed fields come first: joined objects, facts,
    and defaults that rest on other fields. A field that the schema knows and nobody wrote is its
    default, else unknown; in a mapping that nobody wrote (`written` false) there are no defaults:
    what nobody declared is not assumed. `within` are the records made of mappings in this one;
    most have none.
    """

    __slots__ = ("data", "document", "manifest", "pointer", "shape", "within")

    makers: ClassVar[Mapping[str, Maker]] = {}
    """The computed fields; what makes one may return DECLARED."""

    label: str
    written: bool = True

    def __init__(
        self, manifest: str, document: Document, pointer: Pointer, data: Mapping[str, Any], shape: Shape
    ) -> None:
        self.remembered = {}
        self.within: list[Nested] | None = None
        self.manifest = manifest
        self.document = document
        self.pointer = pointer
        self.data = data
        self.shape = shape

    @property
    def title(self) -> str:
        """How people call it."""
        raise NotImplementedError

    @property
    def identity(self) -> Hashable:
        """The manifest, and the place: an included entry is another one in each manifest."""
        return (self.manifest, self.document.path, self.pointer)

    def fact(self, _: str) -> Fact | None:
        """Return what is known of a field that is a fact, with its source."""
        return None

    def is_computed(self, name: str) -> bool:
        """Tell whether the field is not as somebody wrote it, but follows from what is written elsewhere."""
        return name in self.makers and self.makers[name](self) is not DECLARED

    def read(self, name: str) -> Any:
        """Return the field's value as one of CEL, and keep it; most are text, as somebody wrote it."""
        value = self.data.get(name)
        if value.__class__ is not str or name in self.makers:
            return super().read(name)
        if name not in self.shape.verbatim and not self._is_said(name, value):
            return super().read(name)
        self.remembered[name] = value
        return value

    def lookup(self, name: str) -> Any:
        """Return the field's value, another record, or an Unknown."""
        if name in self.makers:
            value = self.makers[name](self)
            if value is not DECLARED:
                return value
        shape = self._shape_of(name)
        if name in self.data:
            value = self.data[name]
            if shape.says_nothing(value):
                return self.unset(name)
            return self._value(name, value, shape, (*self.pointer, name))
        if self.shape.is_free:
            return self.unset(name)
        if self.written and shape.default is not NOTHING:
            return self._value(name, shape.default, shape, (*self.pointer, name))
        if shape.is_object:
            return Nested(self, name, (*self.pointer, name), {}, shape, written=False)
        return self.unset(name)

    def has(self, name: str) -> bool | Unknown:
        """Tell whether the field is set; a computed one is where it has a value."""
        if name in self.makers:
            value = self.makers[name](self)
            if value is not DECLARED:
                if not isinstance(value, Unknown):
                    return value is not None
                return value if _is_fact(value) else False
        if name not in self.data:
            self._shape_of(name)
            return False
        return not self._shape_of(name).says_nothing(self.data[name])

    def unset(self, name: str) -> Unknown:
        """Return the unknown for a field that nobody wrote, or where what somebody wrote says nothing."""
        written = self.data.get(name)
        text = ", ".join(written) if isinstance(written, list) else written
        said = f"says only {quoted(text)}" if isinstance(text, str) else "does not say"
        return Unknown.of(
            Missing(
                name=f"{self.label}.{name}",
                reason=f"{self.title} {said}",
                remedy=f"Add `{name}` to {self.title}.",
            )
        )

    def forget(self) -> None:
        """Let go of the fields that were read: those within it refer to it, and would stay with it."""
        for each in self.within or ():
            each.forget()
        self.within = None
        self.remembered.clear()

    def _is_said(self, name: str, text: str) -> bool:
        shape = self._shape_of(name)
        if shape.is_date:
            return False
        if shape.is_text:
            return not shape.says_nothing(text)
        if not self.shape.is_free:
            self.shape.verbatim.add(name)
        return True

    def _shape_of(self, name: str) -> Shape:
        shape = self.shape.field(name)
        if shape is None:
            raise KeyError(f"`{self.label}` has no field `{name}`")
        return shape

    def _value(self, name: str, value: Any, shape: Shape, pointer: Pointer) -> Any:
        kind = value.__class__
        if kind is str:
            return timestamp(value) if shape.is_date else value
        if kind in _AS_THEY_ARE:
            return value
        if isinstance(value, Mapping):
            return Nested(self, name, pointer, value, shape)
        if isinstance(value, list):
            items = shape.items
            return [
                self._value(name, item, items, (*pointer, index))
                for index, item in enumerate(value)
                if not items.says_nothing(item)
            ]
        return value


class Nested(SchemaRecord):
    """A mapping within another record, as the field `name` of it or an entry of that field."""

    __slots__ = ("_name", "_owner", "written")

    def __init__(
        self,
        owner: SchemaRecord,
        name: str,
        pointer: Pointer,
        data: Mapping[str, Any],
        shape: Shape,
        *,
        written: bool = True,
    ) -> None:
        super().__init__(owner.manifest, owner.document, pointer, data, shape)
        self._owner = owner
        self._name = name
        if owner.within is None:
            owner.within = []
        owner.within.append(self)
        self.written = written

    @property
    def label(self) -> str:  # type: ignore[override]  # made when it is asked for, which is rare
        """How expressions call it: `app.data`."""
        return f"{self._owner.label}.{self._name}"

    @property
    def title(self) -> str:
        """How people call it."""
        return f"`{self._name}` of {self._owner.title}"


class Governance(Nested):
    """`manifest.governance`, which may come from an included file."""

    __slots__ = ()

    def __init__(self, manifest: SchemaRecord, entry: Entry, shape: Shape) -> None:
        super().__init__(manifest, "governance", entry.pointer, entry.data, shape)
        self.document = entry.document

    @property
    def title(self) -> str:
        """How people call it."""
        return "`governance`"


class FactGap(Missing):
    """A fact that is not known, told apart from a field that is not set: `has()` of it is unknown."""

    __slots__ = ()


def _is_fact(value: Unknown) -> bool:
    return any(isinstance(missing, FactGap) for missing in value.rests_on)


class Fields(Remembering):
    """A record of computed fields only, such as `portfolio` or `variables`."""

    __slots__ = ("computed", "label")

    def __init__(self, label: str, computed: Mapping[str, Computed]) -> None:
        super().__init__()
        self.label = label
        self.computed = computed

    @property
    def identity(self) -> Hashable:
        """The label: there is one of each in an evaluation."""
        return self.label

    def forget(self) -> None:
        """Let go of what it holds, and of what that is computed from; it is not to be read any more."""
        self.computed = EMPTY
        self.remembered.clear()

    def lookup(self, name: str) -> Any:
        """Return the field's value."""
        if name not in self.computed:
            raise KeyError(f"`{self.label}` has no field `{name}`")
        return self.computed[name]()

    def has(self, name: str) -> bool | Unknown:
        """Tell whether there is such a field and what it holds is not null."""
        value = self.lookup(name)
        return value if isinstance(value, Unknown) else value is not None


_Record = TypeVar("_Record", bound=SchemaRecord)


def grouped(records: Iterable[_Record], key: Callable[[_Record], str | None]) -> dict[str, list[_Record]]:
    """Return the records by what `key` says of each, in their order, without those it says None of."""
    groups: dict[str, list[_Record]] = {}
    for record in records:
        name = key(record)
        if name is not None:
            groups.setdefault(name, []).append(record)
    return groups
