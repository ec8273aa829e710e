"""Files of facts → the catalogue, read and checked once, and from the cache afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from holdfast.errors import CatalogueError
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.decoding import MAX_BYTES
from holdfast.load.plain import Codec
from holdfast.model import catalogue
from holdfast.model.location import Location
from holdfast.model.pattern import Pattern

CODEC = Codec(
    (
        *(catalogue.Basis, catalogue.Catalogue, catalogue.Conventions, catalogue.CountryGroup),
        *(catalogue.Family, catalogue.FamilyStatus, catalogue.Member, catalogue.NameIndex),
        *(catalogue.Organisation, catalogue.Parentage, catalogue.Region, catalogue.Release),
        *(catalogue.Retirement, catalogue.Zone, Pattern),
    ),
    by_part={
        catalogue.Catalogue: ("parties", "families", "retirements", "vocabulary"),
        catalogue.NameIndex: ("by_head",),
    },
)
"""A run asks for a few families and parties of hundreds."""


def load_catalogue(paths: Iterable[Path], cache: Cache = NO_CACHE) -> catalogue.Catalogue:
    """Return the catalogue of the YAML files `paths` (a folder stands for the files in it, by name).

    Later files may add entries; an id that exists already is an error, and so is every unknown key,
    value or reference. Raises CatalogueError, which names the file and the entry.
    """
    files = [(path.name, _content(path)) for path in _files(paths)]
    sources = [part for file in files for part in file]
    found = cache.find("catalogue", sources, CODEC)
    if isinstance(found, catalogue.Catalogue):
        return found
    from holdfast.load.catalogue_files import catalogue_of

    made = catalogue_of(files)
    cache.keep("catalogue", sources, CODEC, made)
    return made


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(entry for entry in path.iterdir() if entry.suffix in (".yaml", ".yml"))
        else:
            found.append(path)
    return found


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise CatalogueError(
            f"a file of facts cannot be read: {error.strerror}", location=Location(path.name)
        ) from error
