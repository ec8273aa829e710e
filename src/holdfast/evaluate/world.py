"""A portfolio as expressions see it: the manifests with their records, and what is above them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from holdfast.cel import Unknown
from holdfast.evaluate.entries import ManifestView
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.records import Computed, Fields
from holdfast.model.finding import Missing
from holdfast.model.manifest import Portfolio

if TYPE_CHECKING:
    from holdfast.model.survey import Survey


class Geo(Fields):
    """What `geo` is: `geo.expand(['eu'])`."""

    __slots__ = ("_knowledge",)

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__("geo", {})
        self._knowledge = knowledge

    def expand(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the countries of the groups; ValueError for a name that is neither."""
        return self._knowledge.expand(names)


class World:
    """All that expressions can reach in a run."""

    def __init__(self, portfolio: Portfolio, knowledge: Knowledge, surveys: Sequence[Survey] = ()) -> None:
        self._source = portfolio
        self.knowledge = knowledge
        self.surveys = surveys
        self.views = tuple(
            # Ids are unique in a manifest only.
            ManifestView(manifest, knowledge, f" of `{manifest.name}`" if portfolio.has_several else "")
            for manifest in portfolio.manifests
        )
        self.unreadable = portfolio.unreadable
        as_of = knowledge.as_of
        self.now = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        self.geo = Geo(knowledge)

    def dissolve(self) -> None:
        """Let go of all records: they refer to one another, and would stay until somebody looks for them."""
        for view in self.views:
            found = vars(view)
            for app in found.get("applications", ()):
                for use in app.uses:
                    use.forget()
                app.uses.clear()
                app.forget()
            for kind in ("models", "backends", "contracts"):
                for record in found.get(kind, {}).values():
                    record.forget()
            if "record" in found:
                found["record"].forget()
            found.clear()
        portfolio = vars(self).pop("portfolio", None)
        if isinstance(portfolio, Fields):
            portfolio.forget()

    def known_by(self, knowledge: Knowledge) -> World:
        """Return the same portfolio with what is known of it by other knowledge."""
        return World(self._source, knowledge, self.surveys)

    @cached_property
    def size(self) -> int:
        """How many applications, models and backends there are."""
        return sum(view.size for view in self.views)

    @cached_property
    def portfolio(self) -> Fields | Unknown:
        """`portfolio`; unknown while a manifest of the run cannot be read."""
        if self.unreadable:
            return Unknown(frozenset(map(_unread, self.unreadable)))
        lists: dict[str, Computed] = {
            "manifests": lambda: [view.record for view in self.views],
            "applications": lambda: [app for view in self.views for app in view.applications],
            "uses": lambda: [use for view in self.views for use in view.uses],
            "models": lambda: [model for view in self.views for model in view.models.values()],
            "backends": lambda: [backend for view in self.views for backend in view.backends.values()],
            "contracts": lambda: [contract for view in self.views for contract in view.contracts.values()],
        }
        return Fields("portfolio", lists)


def _unread(path: str) -> Missing:
    return Missing("portfolio", f"{path} could not be read, so nobody knows what it holds", f"Mend {path}.")
