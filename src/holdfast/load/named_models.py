"""Models that a manifest names by another file (`from: deploy/litellm.yaml#claude`), filled in."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from holdfast.load.discovery import Repository
from holdfast.load.reading import is_inside
from holdfast.load.references import mappings
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.location import Location, Place, Pointer
from holdfast.model.problem import Problem, logical_path
from holdfast.model.spelling import did_you_mean, listed

if TYPE_CHECKING:
    from holdfast.model.reference import ModelReference

SOURCE_RULE = "manifest/source"
MOST_NAMES = 10

_SEPARATOR = "#"
_ADD = "Add `model`, as it is written where it is used, or `from`, the file that has it."
_WRITE = "Write the model there, or here as `model`."


class NamedThere:
    """The models that one file names; `problem` is a clause why that is not known, `advice` what to do."""

    def __init__(
        self, references: "Sequence[ModelReference]" = (), problem: str = "", advice: str = ""
    ) -> None:
        self.references = references
        self.problem = problem
        self.advice = advice


LookUp = Callable[[Repository, str], NamedThere]
"""From a repository and the path of a file in it to what that names; PluginError where nothing can tell."""


def nobody_looks(_repository: Repository, _path: str) -> NamedThere:
    """Say that other files are not read."""
    return NamedThere(problem="other files are not read here", advice="Write the model as `model`.")


class _Found(NamedTuple):
    """The model that is meant, and where it is written."""

    model: str
    location: Location


class _Fault(NamedTuple):
    """Why no model is, and what to do; `places` are those that come into question."""

    message: str
    advice: str
    places: tuple[tuple[str, Location], ...] = ()


def with_models(
    document: Document, folder: Path, repository: Repository | None, look_up: LookUp
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document with the model of each entry that has `from`, and what is wrong with these.

    Paths are relative to `folder`. Where no model is found, what stands in its place is none: it names
    nothing that the catalogue could know. `repository` is None for a file that a pack shares.
    """
    asked = [
        (at, entry)
        for at, entry in mappings(document.data, "models")
        if isinstance(entry.get("from", ""), str) and ("from" in entry or "model" not in entry)
    ]
    if not asked:
        return document, ()
    models = list(document.data["models"])
    elsewhere: dict[Pointer, Location] = {}
    problems: list[Problem] = []
    for at, entry in asked:
        pointer: Pointer = ("models", at, "from")
        found = _meant(entry, folder, repository, look_up)
        if isinstance(found, _Fault):
            problems.append(_problem(document, pointer, found))
            found = _Found(_nothing(entry.get("from", "")), document.locate(pointer))
        models[at] = {**entry, "model": found.model}
        elsewhere["models", at, "model"] = found.location
    filled = document._replace(data={**document.data, "models": models}, elsewhere=elsewhere)
    return filled, tuple(problems)


def _nothing(written: str) -> str:
    """Return what stands for a model that is not found: with this sign in it, it is no id of any."""
    return written if _SEPARATOR in written else f"{written}{_SEPARATOR}"


def _meant(
    entry: Mapping[str, Any], folder: Path, repository: Repository | None, look_up: LookUp
) -> _Found | _Fault:
    if "from" not in entry:
        return _Fault("This model has no `model`.", _ADD)
    written = entry["from"]
    file, _, name = written.partition(_SEPARATOR)
    if "model" in entry:
        return _Fault("This model has both `model` and `from`.", "Keep one of the two.")
    if repository is None:
        return _Fault("A file that a pack shares names a file by `from`.", "Write the model as `model`.")
    if not file:
        return _Fault(f"The source {quoted(written)} names no file.", "Write its path before the `#`.")
    path = Path(os.path.normpath(folder / file))
    if Path(file).is_absolute() or not is_inside(repository.root, path):
        return _Fault(
            f"The source {quoted(written)} leads out of the repository.",
            "Name a file of the repository by its path relative to the folder of this file.",
        )
    there = look_up(repository, path.relative_to(repository.root).as_posix())
    if there.problem:
        return _Fault(f"The model of {quoted(written)} is not known: {there.problem}.", there.advice)
    return _picked(there.references, file, name)


def _picked(references: "Sequence[ModelReference]", file: str, name: str) -> _Found | _Fault:
    """Return the one model that goes by `name` in the file, or as whose id that is written."""
    names = list(dict.fromkeys(each.name or each.id for each in references))
    found = [each for each in references if each.name == name] if name else list(references)
    found = found or [each for each in references if each.id == name]
    if not found:
        what = f"no model called {quoted(name)}" if name else "no model"
        there = f"It has {listed(names[:MOST_NAMES])}." if names else "Name another file, or write `model`."
        return _Fault(f"{quoted(file)} names {what}.", f"{did_you_mean(name, names)}{there}")
    if not name and len({each.id for each in found}) > 1:
        advice = f"Say which behind a `#`: {listed(names[:MOST_NAMES])}."
        return _Fault(f"{quoted(file)} names several models.", advice, _places(found))
    unresolved = next((each for each in found if not each.model), None)
    if unresolved:
        said = f"{quoted(unresolved.id)} in {quoted(file)} names no model that could be known: "
        return _Fault(f"{said}{unresolved.unresolved}.", _WRITE, _places([unresolved]))
    if len({each.model for each in found}) > 1:
        advice = "Give each a name of its own there, or write the one that is meant as `model`."
        return _Fault(f"In {quoted(file)} several models go by one name.", advice, _places(found))
    return _Found(found[0].model, _location(found[0]))


def _places(references: "Iterable[ModelReference]") -> tuple[tuple[str, Location], ...]:
    return tuple((f"{quoted(each.id)} is named here", _location(each)) for each in references)


def _location(reference: "ModelReference") -> Location:
    line, column = reference.line, reference.column
    return Location(reference.path, line, column, line, column + len(reference.id))


def _problem(document: Document, pointer: Pointer, fault: _Fault) -> Problem:
    return Problem(
        SOURCE_RULE,
        fault.message,
        document.place(document.locate(pointer)),
        pointer,
        logical_path(document.data, pointer),
        fault.advice,
        tuple((said, Place(location)) for said, location in fault.places[:MOST_NAMES]),
    )
