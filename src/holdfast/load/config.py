"""`.holdfast.yaml`, and what it extends, to layers of settings."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from holdfast.errors import ConfigError
from holdfast.load.files import read_checked
from holdfast.load.homes import PackFileError, homes, in_pack, is_in_pack
from holdfast.load.reading import is_inside
from holdfast.load.schema import named_schema
from holdfast.load.upwards import find_upwards, shown_path
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.layers import Layer
from holdfast.model.location import Location
from holdfast.model.settings import BoundedPath, PackName, Source

CONFIG_FILE = ".holdfast.yaml"

MAX_DEPTH = 8
"""So many files may extend one another in a row."""

MAX_FILES = 32
"""So many may be extended in all."""

Homes = Mapping[str, Path]


def find_config(targets: Sequence[Path]) -> BoundedPath | None:
    """Return the nearest configuration of the targets; see `find_upwards`."""
    return find_upwards(targets, CONFIG_FILE)


def load_config(source: BoundedPath, targets: Sequence[Path], homes: Homes) -> tuple[Layer, ...]:
    """Read a configuration and what it extends, what is extended before what extends it.

    `homes` are the folders of the packs that `extends` may name. Raises ConfigError.
    """
    shown = shown_path(source.path, targets)
    reader = _Reader(homes)
    return tuple(reader.layers(_File(source.path, source.root, shown), Source.CONFIGURATION, ()))


def configured_layers(
    targets: Sequence[Path],
    named: Path | None,
    policy_packs: Sequence[Path],
    packs: Sequence[PackName],
    *,
    no_config: bool,
) -> tuple[Layer, ...]:
    """Return the layers of the configuration that is `named`, else of the nearest one, unless `no_config`.

    `policy_packs` and `packs` hold what it may extend: installed ones, and those of the organisation.
    Raises ConfigError.
    """
    found = None if no_config or named else find_config(targets)
    source = BoundedPath(named) if named else found
    return load_config(source, targets, homes(policy_packs, packs)) if source else ()


class _File(NamedTuple):
    """A configuration, what it may name, and what output calls it."""

    path: Path
    root: Path | None
    shown: str

    @property
    def identity(self) -> str:
        return os.path.realpath(self.path)


class _Reader:
    """Reads each file once: one that several files extend comes before the first of them."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self._read: set[str] = set()

    def layers(self, file: _File, source: Source, above: tuple[_File, ...]) -> Iterator[Layer]:
        """Yield the layers of `file`, which those of `above` extend, one the other."""
        self._read.add(file.identity)
        document = read_checked(file.path, file.shown, named_schema("configuration"), ConfigError, file.root)
        for location, extended in self._extended(file, document):
            chain = (*above, file)
            _refuse_cycle(extended, chain, location)
            if extended.identity in self._read:
                continue
            if len(chain) > MAX_DEPTH or len(self._read) > MAX_FILES:
                raise ConfigError(
                    f"more than {MAX_DEPTH} files extend one another, or more than {MAX_FILES} in all.",
                    location=location,
                    hint="Put what they have in common into one file.",
                )
            yield from self.layers(extended, Source.EXTENDED, chain)
        _refuse_foreign_baseline(document, file)
        # What is extended is in the lock of what extends it.
        from holdfast.model.lock import LOCK_FILE  # few configurations have one

        lock = BoundedPath(file.path.parent / LOCK_FILE, file.root)
        is_locked = source is Source.CONFIGURATION and os.path.lexists(lock.path)
        yield Layer(source, document, file.path.parent, file.root, lock if is_locked else None)

    def _extended(self, file: _File, document: Document) -> Iterator[tuple[Location, _File]]:
        written = document.data.get("extends", ())
        for index, text in enumerate([written] if isinstance(written, str) else written):
            pointer = ("extends", index) if isinstance(written, list) else ("extends",)
            location = document.locate(pointer)
            found = self._in_pack(text, location) if is_in_pack(text) else _beside(file, text, location)
            if not os.path.lexists(found.path):
                raise ConfigError(
                    f"the configuration {quoted(text)} does not exist.",
                    location=location,
                    hint="Paths are relative to this file; `pack:PACK/FILE` names a file of a pack.",
                )
            yield location, found

    def _in_pack(self, text: str, location: Location) -> _File:
        try:
            found, shown = in_pack(text, self._homes)
        except PackFileError as error:
            raise ConfigError(f"{error.message}.", location=location, hint=error.help) from None
        return _File(found.path, found.root, shown)


def _beside(file: _File, text: str, location: Location) -> _File:
    path = Path(os.path.normpath(file.path.parent / text))
    if file.root is not None and not is_inside(file.root, _real_folder(path)):
        raise ConfigError(
            f"the configuration {quoted(text)} is outside what this file may name.",
            location=location,
            hint="Copy it beside this file, or have the operator pass `--config` or `--org-config`.",
        )
    is_relative = not Path(text).is_absolute()
    shown = os.path.normpath(PurePosixPath(file.shown).parent / text) if is_relative else path.name
    return _File(path, file.root, shown)


def _real_folder(path: Path) -> Path:
    """Return `path` with the links to its folder resolved; where it leads itself is for reading it to say."""
    return Path(os.path.realpath(path.parent), path.name)


def _refuse_cycle(extended: _File, chain: Sequence[_File], location: Location) -> None:
    identities = [file.identity for file in chain]
    if extended.identity not in identities:
        return
    through = chain[identities.index(extended.identity) :]
    way = " → ".join(quoted(file.shown) for file in (*through, through[0]))
    raise ConfigError(
        f"a configuration extends itself: {way}.", location=location, hint="Remove this entry of `extends`."
    )


def _refuse_foreign_baseline(document: Document, file: _File) -> None:
    if "baseline" not in document.data or file.root is None:
        return
    # It may not be there yet, and be written: a folder on the way must not lead out of the repository.
    if not is_inside(file.root, _real_folder(file.path.parent / document.data["baseline"])):
        raise ConfigError(
            "the baseline is outside the repository whose configuration names it.",
            location=document.locate(("baseline",)),
            hint="Keep it in the repository, or name it on the command line with --baseline.",
        )
