"""Entries of which there are facts, as expressions see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, ClassVar

from holdfast.cel import Unknown, bound
from holdfast.evaluate.records import FactGap, Maker, SchemaRecord, timestamp
from holdfast.model.fact import Fact, Gap

DATE_FACTS = ("deprecated", "retires")


class Facts(dict[str, Fact | Gap]):
    """What is known of one thing: each of its facts, or why it is not known."""

    @cached_property
    def shown(self) -> Mapping[str, Any]:
        """The facts that are known, as values of CEL; `unknown` are the names of the others."""
        known = {name: bound(shown_fact(fact)) for name, fact in self.items() if isinstance(fact, Fact)}
        return {**known, "unknown": [name for name in self if name not in known]}


class KnownRecord(SchemaRecord):
    """An entry of which there are facts; `label.unknown` lists those that nobody knows."""

    __slots__ = ()

    of_facts: ClassVar[Mapping[str, Maker]]
    """What `fact_makers` returns."""

    @property
    def facts(self) -> Facts:
        """Every fact, or why it is not known."""
        raise NotImplementedError

    def fact(self, name: str) -> Fact | None:
        """Return what is known of a field that is a fact, with its source."""
        known = self.facts.get(name)
        return known if isinstance(known, Fact) else None

    def read(self, name: str) -> Any:
        """Return the field's value, and keep it; with one fact all that are known, as others will be read."""
        if name not in self.of_facts or name not in self.facts.shown:
            return super().read(name)
        self.remembered.update(self.facts.shown)
        return self.remembered[name]

    def value_of(self, name: str) -> Any:
        """Return the value of a fact, or the unknown that says why there is none."""
        known = self.facts[name]
        if isinstance(known, Gap):
            return Unknown.of(FactGap(f"{self.label}.{name}", f"{self.title}: {known.reason}", known.remedy))
        return shown_fact(known)


def fact_makers(names: Iterable[str]) -> Mapping[str, Maker]:
    """Return what makes the fields of a KnownRecord that are facts, and `unknown`."""
    return {
        **{name: lambda self, name=name: self.value_of(name) for name in names},  # type: ignore[misc]  # a default
        "unknown": lambda self: self.facts.shown["unknown"],
    }


def shown_fact(fact: Fact) -> Any:
    """Return the value of a fact as expressions see it: a day as a timestamp."""
    value = fact.value
    if fact.name in DATE_FACTS and isinstance(value, str):
        return timestamp(value)
    if fact.name in DATE_FACTS and isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value
