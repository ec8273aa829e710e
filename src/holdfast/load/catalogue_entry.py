"""One entry of a file of facts, read key by key so that nothing in it stays unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from holdfast.errors import CatalogueError
from holdfast.model.catalogue import CONFIDENCES, Basis
from holdfast.model.document import Document
from holdfast.model.escape import escape
from holdfast.model.location import Pointer
from holdfast.model.pattern import Pattern, compile_pattern
from holdfast.model.spelling import nearest

_NAMES = ("id", "family", "operator")
_SHORT_LIST = 20
"""As many words are named as right; more would not be read."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the entries of one file rest on where they do not say it themselves."""

    source: str = ""
    checked_on: date | None = None
    confidence: str = "high"

    @classmethod
    def read(cls, entry: Entry) -> Defaults:
        """Return the defaults that the section `defaults` states."""
        found = cls(entry.text("source", ""), entry.day("checkedOn"), entry.confidence("high"))
        entry.done()
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping in a file of facts; `what` names it for messages, `pointer` leads to it."""

    document: Document
    pointer: Pointer
    what: str
    data: Any
    defaults: Defaults
    read: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.data, dict):
            raise self.mistake("is not a mapping")

    def mistake(self, what: str, known: Iterable[str] = ()) -> CatalogueError:
        """Return the error that this entry is wrong; `known` are the words that would be right.

        The word that is wrong is the first in backquotes.
        """
        words = list(known)
        near = nearest(what.partition("`")[2].partition("`")[0], words)
        listed = f"known: {', '.join(words)}" if 0 < len(words) <= _SHORT_LIST else ""
        hint = f"did you mean `{near}`?" if near else listed
        return CatalogueError(
            escape(f"{self.what} {what}"), location=self.document.locate(self.pointer), hint=escape(hint)
        )

    def child(self, name: str) -> Entry:
        """Return a nested mapping; empty where it is not written."""
        self.read.add(name)
        what = f"the section `{name}`" if not self.pointer else f"{self.what}, `{name}`"
        return Entry(self.document, (*self.pointer, name), what, self.data.get(name, {}), self.defaults)

    def listed(self, section: str) -> Iterator[Entry]:
        """Yield the entries of a section of the file."""
        for number, item in enumerate(self._list(section)):
            names = (item.get(key) for key in _NAMES) if isinstance(item, dict) else ()
            name = next((name for name in names if isinstance(name, str)), "")
            what = f"{section} entry {number + 1}" + (f" `{name}`" if name else "")
            yield Entry(self.document, (section, number), what, item, self.defaults)

    def entries(self, name: str) -> list[Entry]:
        """Return the entries of a nested list; what they do not say, they inherit from this one."""
        items = self._list(name)
        if not items:
            return []
        own = self.basis()
        inherited = Defaults(own.source, own.checked_on, own.confidence)
        return [
            Entry(
                self.document,
                (*self.pointer, name, number),
                f"{self.what}, {name} {number + 1}",
                item,
                inherited,
            )
            for number, item in enumerate(items)
        ]

    def has(self, name: str) -> bool:
        """Return whether the key is written."""
        return name in self.data

    def done(self) -> None:
        """Refuse the keys that nobody asked for."""
        unknown = [str(key) for key in self.data if key not in self.read]
        if unknown:
            raise self.mistake(f"has the unknown key `{unknown[0]}`", sorted(self.read))

    def text(self, name: str, default: str | None = None) -> str:
        """Return a string; without `default` it must be written."""
        value = self._take(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value:
            raise self.mistake(f"needs `{name}`, a string")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings, empty where it is not written; words in one string are a list too."""
        value = self._take(name)
        if isinstance(value, str):
            return tuple(value.split())
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.mistake(f"needs `{name}`, a list of strings")
        return tuple(value)

    def flag(self, name: str) -> bool:
        """Return a boolean, false where it is not written."""
        value = self._take(name)
        if not isinstance(value, bool | None):
            raise self.mistake(f"needs `{name}`, true or false")
        return bool(value)

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """Return one of `allowed`."""
        value = self.text(name)
        if value not in allowed:
            raise self.mistake(f"has `{value}` as `{name}`", allowed)
        return value

    def day(self, name: str) -> date | None:
        """Return a date, None where it is not written or null."""
        value = self._take(name)
        return None if value is None else self.as_day(name, value)

    def as_day(self, name: str, value: Any) -> date:
        """Return `value` as a date."""
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.mistake(f"needs `{name}`, a date in quotation marks, YYYY-MM-DD") from None

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Return a mapping with string keys, which must be written."""
        value = self._take(name)
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise self.mistake(f"needs `{name}`, a mapping of strings")
        return value

    def reasons(self, allowed: Sequence[str]) -> Mapping[str, str]:
        """Return `unknown`: why nobody knows some of the facts `allowed`."""
        if not self.has("unknown"):
            return {}
        found = self.mapping("unknown")
        for name, reason in found.items():
            if name not in allowed:
                raise self.mistake(f"has `{name}` under `unknown`", allowed)
            if not isinstance(reason, str) or not reason:
                raise self.mistake(f"needs a reason for `{name}` under `unknown`")
        return found

    def patterns(self, name: str) -> tuple[Pattern, ...]:
        """Return a list of patterns, empty where it is not written."""
        found = []
        for text in self.texts(name):
            try:
                found.append(compile_pattern(text))
            except ValueError as error:
                raise self.mistake(f"has the pattern `{text}` under `{name}`: {error}") from None
        return tuple(found)

    def basis(self) -> Basis:
        """Return what the entry rests on; source and day must be said here or by the file."""
        source = self.text("source", self.defaults.source)
        checked_on = self.day("checkedOn") or self.defaults.checked_on
        if not source or checked_on is None:
            raise self.mistake("has no `source` or no `checkedOn`, and the file's `defaults` neither")
        confidence = self.confidence(self.defaults.confidence)
        return Basis(source, checked_on, confidence, self.day("validFrom"), self.day("validTo"))

    def confidence(self, default: str) -> str:
        """Return how sure the entry is, `default` where it does not say."""
        return self.choice("confidence", CONFIDENCES) if self.has("confidence") else default

    def _list(self, name: str) -> list[Any]:
        value = self._take(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.mistake(f"needs `{name}`, a list")
        return value

    def _take(self, name: str) -> Any:
        self.read.add(name)
        return self.data.get(name)
