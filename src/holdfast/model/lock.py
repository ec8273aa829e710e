"""What a lock says of packs: which content each had, and what its rules asked for."""

from collections.abc import Mapping
from typing import NamedTuple

from holdfast.model.empty import EMPTY
from holdfast.model.location import Location

UPDATE = "holdfast packs update"

LOCK_FILE = ".holdfast.lock"
"""It lies beside the configuration whose packs it locks."""

Fields = Mapping[str, str]
"""What a rule says, by what it says it of: `severity`, `title`, `validations.origin.expression` …"""


class LockedPack(NamedTuple):
    """A pack as it was locked.

    `rules` are by full id; `files` have the SHA-256 of each by path; `location` is where its digest
    stands in the lock.
    """

    id: str
    version: str
    source: str
    digest: str
    rules: Mapping[str, Fields]
    files: Mapping[str, str] = EMPTY
    location: Location | None = None


class Lock(NamedTuple):
    """The packs that are locked, by id; `shown` is how output calls the file, `update` what writes it."""

    shown: str
    packs: Mapping[str, LockedPack]
    update: str = UPDATE
