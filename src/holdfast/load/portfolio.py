"""All manifests of a run to one portfolio; what is wrong with one does not lose the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from holdfast.load.discovery import discover
from holdfast.load.manifests import LoadedManifest, ManifestLoader
from holdfast.model.escape import quoted
from holdfast.model.manifest import Manifest, Portfolio
from holdfast.model.noun import NamedTuple
from holdfast.model.problem import Problem

DUPLICATE_NAME_RULE = "manifest/duplicate-name"

_NAME = ("metadata", "name")


class Loaded(NamedTuple):
    """The portfolio of a run, and what is wrong with its files.

    `problems` are sorted by place. `notes` say what could not be searched as it was meant.
    `manifests_found` counts readable and unreadable ones; with 0 there is nothing to check.
    """

    portfolio: Portfolio
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    manifests_found: int = 0


def load_portfolio(targets: Sequence[Path]) -> Loaded:
    """Find and read the manifests of `targets`, folders or manifests. Raises TargetError."""
    discovery = discover(targets)
    loader = ManifestLoader()
    loaded = {found.shown: loader.load(found) for found in discovery.found}
    same_name = dict(_same_name(loaded.values()))
    problems = [problem for item in loaded.values() for problem in item.problems]
    readable = [
        item.manifest
        for item in loaded.values()
        if item.manifest and item.readable and item.manifest.path not in same_name
    ]
    paths = {manifest.path for manifest in readable}
    return Loaded(
        Portfolio(
            tuple(sorted(readable, key=lambda manifest: (manifest.name, manifest.path))),
            tuple(sorted(path for path in loaded if path not in paths)),
        ),
        _sorted_once([*problems, *same_name.values()]),
        discovery.notes,
        len(discovery.found),
    )


def _same_name(loaded: Iterable[LoadedManifest]) -> Iterator[tuple[str, Problem]]:
    """Yield path and problem of each manifest whose name an earlier one has."""
    first: dict[str, Manifest] = {}
    for manifest in (item.manifest for item in loaded if item.manifest and item.manifest.name):
        if manifest.name not in first:
            first[manifest.name] = manifest
            continue
        document, other = manifest.document, first[manifest.name].document
        yield (
            manifest.path,
            Problem(
                DUPLICATE_NAME_RULE,
                f"The name {quoted(manifest.name)} is already taken by another manifest of this run.",
                document.place(document.locate(_NAME)),
                _NAME,
                "/".join(_NAME),
                "Give each manifest a name of its own: findings are told apart by it.",
                (("first used here", other.place(other.locate(_NAME))),),
            ),
        )


def _sorted_once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Sort by place; what several manifests meet in one included file is said once."""
    unique: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        unique.setdefault(problem.order, problem)
    return tuple(unique[order] for order in sorted(unique))
