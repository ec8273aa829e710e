"""What a repository holds beside its manifests: the models that its files name, and what was not read."""

from __future__ import annotations

from typing import NamedTuple

from holdfast.model.reference import LibraryUse, ModelReference, ModelRoute, Unread


class Survey(NamedTuple):
    """One repository of a run, searched whole; every path is as output names it.

    `label` is that of the repository, "" where the run has only one. `paths` are all its files.
    `manifests` are those of the run, `others` manifests of the repository that the run does not look at.
    `folders` are those that the run was asked to look at, "" for the whole repository: what lies
    elsewhere speaks for a model that is declared, and is not judged itself. `heard` and `mute` are detectors
    that only add: those that found something, and for each file that one looked at in vain its name.
    """

    label: str
    paths: tuple[str, ...] = ()
    manifests: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    folders: tuple[str, ...] = ("",)
    references: tuple[ModelReference, ...] = ()
    uses: tuple[LibraryUse, ...] = ()
    routes: tuple[ModelRoute, ...] = ()
    unread: tuple[Unread, ...] = ()
    heard: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()

    def looks_at(self, path: str) -> bool:
        """Tell whether the run was asked to look at the file."""
        return any(not folder or path.startswith(f"{folder}/") for folder in self.folders)
