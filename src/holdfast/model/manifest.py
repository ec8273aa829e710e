"""Manifests: what repositories declare, still knowing where each entry was written."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from holdfast.model.document import Document
from holdfast.model.empty import EMPTY
from holdfast.model.location import Place, Pointer

REGULATED_CLASSES = ("personal", "special-category", "health", "financial", "social", "classified")
"""The classes of data that make an application's data regulated where it does not say so itself."""


class Entry(NamedTuple):
    """One entry of `models`, `backends` or `contracts`, or the `governance` of a manifest.

    It may come from an included file: then `document` is that file. `pointer` leads to it there.
    """

    document: Document
    pointer: Pointer
    data: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.document.place(self.document.locate(self.pointer))


class Manifest(NamedTuple):
    """One `ai-manifest.yaml` that could be read and keeps to its schema.

    `repository` is the label of its repository, "" where the run has only one. `models`, `backends`
    and `contracts` map ids to entries, its own first and then the included ones, in written order.
    `governance` is its own or the included one.
    """

    repository: str
    document: Document
    name: str
    data: Mapping[str, Any]
    models: Mapping[str, Entry] = EMPTY
    backends: Mapping[str, Entry] = EMPTY
    contracts: Mapping[str, Entry] = EMPTY
    governance: Entry | None = None

    @property
    def path(self) -> str:
        """Path of its file, as everywhere in the output."""
        return self.document.path


class Portfolio(NamedTuple):
    """All manifests of a run, sorted by name and path.

    `unreadable` names the manifests that could not be read, break their schema or share an id or a
    name: nothing in them was looked at, so a count over the portfolio would be wrong. `is_part`: the
    run has other manifests too, which are looked at apart from these.
    """

    manifests: tuple[Manifest, ...] = ()
    unreadable: tuple[str, ...] = ()
    is_part: bool = False

    @property
    def has_several(self) -> bool:
        """Whether the run has several manifests, readable or not, so that an id alone names nothing."""
        return self.is_part or len(self.manifests) + len(self.unreadable) > 1

    @property
    def paths(self) -> tuple[str, ...]:
        """The files of all manifests, readable or not, sorted."""
        return tuple(sorted({*(manifest.path for manifest in self.manifests), *self.unreadable}))
