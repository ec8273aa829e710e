"""One file to one manifest, together with the files that it includes and all that is wrong with them."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from holdfast.load.discovery import Found, Repository
from holdfast.load.homes import PackFileError, in_pack, is_in_pack
from holdfast.load.named_models import LookUp, nobody_looks, with_models
from holdfast.load.quick import read_quickly
from holdfast.load.reading import UnreadableError, is_inside, read_found, read_inside
from holdfast.load.references import REFERENCE_RULE, inner_problems, mappings
from holdfast.load.regions import YamlError
from holdfast.load.schema import MAX_PROBLEMS, check_schema, fragment_schema, manifest_schema
from holdfast.model.document import Document
from holdfast.model.empty import EMPTY
from holdfast.model.escape import quoted
from holdfast.model.location import Location, Place, Pointer
from holdfast.model.manifest import Entry, Manifest
from holdfast.model.problem import Problem, logical_path

UNREADABLE_RULE = "manifest/unreadable"
DUPLICATE_ID_RULE = "manifest/duplicate-id"

_SHARED = ("models", "backends", "contracts")


class LoadedFile(NamedTuple):
    """A file as far as it could be read: None if not at all. Any problem makes a manifest unreadable."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


class _Include(NamedTuple):
    """A file to be included: where it is, what it must lie in, and what output calls it."""

    path: Path
    root: Path
    shown: str
    is_of_pack: bool = False


class LoadedManifest(NamedTuple):
    """A manifest as far as it could be read; `readable` says whether it can be evaluated.

    `documents` are its own and those that it includes.
    """

    manifest: Manifest | None
    problems: tuple[Problem, ...]
    readable: bool
    documents: tuple[Document, ...] = ()


MOST_FRAGMENTS = 256
"""So many included files are kept, in case that other manifests include them too."""


class ManifestLoader:
    """Reads manifests; a file that several of them include is read once, unless there are very many."""

    def __init__(self, homes: Mapping[str, Path] = EMPTY, look_up: LookUp = nobody_looks) -> None:
        """`homes` are the folders of the packs whose files can be included, by pack.

        `look_up` says which models other files name, for entries that are `from` there.
        """
        self._homes = homes
        self._look_up = look_up
        self._fragments: dict[_Include, LoadedFile] = {}

    def load(self, found: Found) -> LoadedManifest:
        """Read `found` and what it includes; every problem is collected, none is raised."""
        file = read_file(found.repository, found.path, manifest_schema(), read_found)
        if file.document is None or not isinstance(file.document.data, dict):
            return LoadedManifest(None, file.problems, readable=False)
        included, missing = self._included(found, file.document)
        fragments = [self._fragment(each) for each in included]
        own, sources = self._filled(found, file.document, found.path)
        documents, shared = [own], []
        for include, fragment in zip(included, fragments, strict=True):
            if fragment.document:
                filled, more = self._filled(found, fragment.document, include.path, include)
                documents.append(filled)
                sources += more
                shared += [filled] if include.is_of_pack else []
        manifest = assembled(found.repository, documents)
        broken = [
            *file.problems,
            *missing,
            *(problem for fragment in fragments for problem in fragment.problems),
            *islice(_duplicate_ids(_given_first(shared, documents)), MAX_PROBLEMS),
            *_repeated_governance(documents, shared),
        ]
        # what is not declared may stand in a file that is missing
        is_whole = not missing and all(fragment.document for fragment in fragments)
        inner = islice(inner_problems(manifest), MAX_PROBLEMS) if is_whole else ()
        return LoadedManifest(manifest, (*broken, *sources, *inner), not broken, tuple(documents))

    def _filled(
        self, found: Found, document: Document, path: Path, include: _Include | None = None
    ) -> tuple[Document, tuple[Problem, ...]]:
        """Return a document of a manifest with the models that are in other files of its repository."""
        is_foreign = include is not None and include.is_of_pack
        return with_models(document, path.parent, None if is_foreign else found.repository, self._look_up)

    def _included(self, found: Found, document: Document) -> tuple[list[_Include], list[Problem]]:
        files: dict[_Include, None] = {}
        missing: list[Problem] = []
        written = document.data.get("include")
        for index, text in enumerate(written if isinstance(written, list) else ()):
            if not isinstance(text, str) or not text or len(missing) == MAX_PROBLEMS:
                continue
            include = self._of_pack(text) if is_in_pack(text) else _of_repository(found, text)
            if isinstance(include, _Include):
                files[include] = None
                continue
            pointer: Pointer = ("include", index)
            place = document.place(document.locate(pointer))
            logical = logical_path(document.data, pointer)
            missing.append(Problem(REFERENCE_RULE, include[0], place, pointer, logical, include[1]))
        return list(files), missing

    def _of_pack(self, text: str) -> _Include | tuple[str, str]:
        """Return the file that `text` names in a pack, or what is wrong with it and what to do about it."""
        try:
            found, shown = in_pack(text, self._homes)
        except PackFileError as error:
            return f"{error.message[:1].upper()}{error.message[1:]}.", error.help
        if not os.path.lexists(found.path):
            said = f"The included file {quoted(text)} does not exist."
            return said, "Paths are relative to the folder of the pack."
        assert found.root is not None  # noqa: S101  # a home has its folder for a root
        return _Include(found.path, found.root, shown, is_of_pack=True)

    def _fragment(self, include: _Include) -> LoadedFile:
        if include not in self._fragments:
            if len(self._fragments) == MOST_FRAGMENTS:
                self._fragments.clear()
            self._fragments[include] = _read(include.root, include.path, include.shown, fragment_schema())
        return self._fragments[include]


def read_file(
    repository: Repository,
    path: Path,
    schema: Mapping[str, Any],
    read: Callable[[Path, Path], bytes] = read_inside,
) -> LoadedFile:
    """Read one file of `repository` and hold it against `schema`."""
    return _read(repository.root, path, repository.shown(path), schema, read)


def _read(
    root: Path,
    path: Path,
    shown: str,
    schema: Mapping[str, Any],
    read: Callable[[Path, Path], bytes] = read_inside,
) -> LoadedFile:
    try:
        document = read_quickly(read(root, path), shown)
    except UnreadableError as error:
        problem = Problem(UNREADABLE_RULE, error.message, Place(Location(shown)), help=error.help)
        return LoadedFile(None, (problem,))
    except YamlError as error:
        return LoadedFile(None, (error.problem,))
    return LoadedFile(*check_schema(document, schema))


def _of_repository(found: Found, text: str) -> _Include | tuple[str, str]:
    """Return the file that `text` names, or what is wrong with it and what to do about it."""
    root = found.repository.root
    path = Path(os.path.normpath(found.path.parent / text))
    if Path(text).is_absolute() or not is_inside(root, path):
        return (
            f"The include {quoted(text)} leads out of the repository.",
            "Name a file of the repository by its path relative to the folder of this manifest.",
        )
    if path == found.path:
        return (
            "The manifest includes itself.",
            "Remove the line; what it declares is there already.",
        )
    if os.path.lexists(path):
        return _Include(path, root, found.repository.shown(path))
    from_root = Path(os.path.normpath(root / text))
    advice = "Paths are relative to the folder of this manifest."
    if is_inside(root, from_root) and from_root.is_file():
        likely = Path(os.path.relpath(from_root, found.path.parent)).as_posix()
        advice = f"Did you mean {quoted(likely)}? {advice}"
    return f"The included file {quoted(text)} does not exist.", advice


def assembled(repository: Repository, documents: Sequence[Document]) -> Manifest:
    """Return the manifest that consists of its own document, the first, and those that it includes."""
    own = documents[0]
    metadata = own.data.get("metadata")
    name = metadata.get("name") if isinstance(metadata, dict) else None
    governances = list(_governances(documents))
    return Manifest(
        repository=repository.label,
        document=own,
        name=name if isinstance(name, str) else "",
        data=own.data,
        models=_by_id(documents, "models"),
        backends=_by_id(documents, "backends"),
        contracts=_by_id(documents, "contracts"),
        governance=governances[0] if governances else None,
    )


def _by_id(documents: Sequence[Document], key: str) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for identifier, entry in _identified(documents, key):
        entries.setdefault(identifier, entry)
    return entries


def _identified(documents: Sequence[Document], key: str) -> Iterator[tuple[str, Entry]]:
    for document in documents:
        for index, data in mappings(document.data, key):
            identifier = data.get("id")
            if isinstance(identifier, str):
                yield identifier, Entry(document, (key, index), data)


def _given_first(shared: Sequence[Document], documents: Sequence[Document]) -> list[Document]:
    """Return what packs share before the rest: of two entries with an id, that of the repository is wrong."""
    others = [document for document in documents if not any(document is each for each in shared)]
    return [*shared, *others]


def _duplicate_ids(documents: Sequence[Document]) -> Iterator[Problem]:
    for key in ("applications", *_SHARED):
        names = [data.get("id") for document in documents for _, data in mappings(document.data, key)]
        if len({name for name in names if isinstance(name, str)}) == len(names):
            continue
        first: dict[str, Entry] = {}
        for identifier, entry in _identified(documents, key):
            if identifier not in first:
                first[identifier] = entry
                continue
            message = f"The id {quoted(identifier)} is already taken in `{key}`."
            advice = "Give each entry an id of its own, and correct the references to it."
            yield _second(entry, "id", message, advice, first[identifier])


def _repeated_governance(documents: Sequence[Document], shared: Sequence[Document]) -> Iterator[Problem]:
    """Yield a problem for each governance but the first.

    That of the manifest itself may override what it includes, but not what is `shared` by a pack.
    """
    declared = list(_governances(documents))
    if "governance" not in documents[0].data:
        message = "`governance` is declared in two of the included files."
        advice = "Keep it in one of them, or declare it in the manifest."
        yield from (_second(entry, "", message, advice, declared[0]) for entry in declared[1:])
        return
    own, *included = declared or (None,)
    for entry in included:
        if own is not None and any(entry.document is each for each in shared):
            message = "`governance` is declared in a file that a pack shares, and cannot be overridden."
            yield _second(own, "", message, "Remove it, or do not include that file.", entry)


def _governances(documents: Sequence[Document]) -> Iterator[Entry]:
    for document in documents:
        data = document.data.get("governance") if isinstance(document.data, dict) else None
        if isinstance(data, dict):
            yield Entry(document, ("governance",), data)


def _second(entry: Entry, key: str, message: str, advice: str, first: Entry) -> Problem:
    pointer = (*entry.pointer, key) if key else entry.pointer
    document = entry.document
    origin = first.document.place(first.document.locate((*first.pointer, key) if key else first.pointer))
    return Problem(
        DUPLICATE_ID_RULE,
        message,
        document.place(document.locate(pointer)),
        pointer,
        logical_path(document.data, pointer),
        advice,
        (("first declared here", origin),),
    )
