"""Where a repository names a model that it uses: what a detector says, and what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from holdfast.model.source import Source


class Grade(StrEnum):
    """How sure it is that the model is used."""

    DECLARED = "declared"
    """A field of a known format, made to name a model."""
    INFERRED = "inferred"
    """A constant, an argument or a default that ends as a model's id."""
    HINT = "hint"
    """A sign that a model is used, such as the name of a variable."""


class Role(StrEnum):
    """What a model is for, where its place says so."""

    PRIMARY = "primary"
    FALLBACK = "fallback"
    JUDGE = "judge"
    EMBEDDING = "embedding"
    RERANK = "rerank"
    GUARDRAIL = "guardrail"
    CANDIDATE = "candidate"
    CHOICE = "choice"
    """One of a list from which somebody chooses: allowed, and not surely used."""
    ADAPTER = "adapter"
    BASE = "base"
    TEST = "test"


class Mention(NamedTuple):
    """One model id in one place of a file, as a detector found it.

    `id` is as it was written, without the scheme of a URL before it. `at` is its offset in the text of
    the source. `host` is a provider's name or any URL: only the name of the host is kept. `region` is
    kept where it has the shape of one. `model` is the id that `id` stands for, where a detector could
    follow it. `unresolved` says in a clause why it cannot be known; what an id shows by itself
    (`${MODEL}`, `openai/*`) needs no word of the detector. `production` is false for what only
    develops or tests; the path of the file is judged as well. `certain`: the place says that it is a
    model; else it is one where the catalogue knows a model of that name. `name` is what the format calls
    the entry, by which others ask for it (`model_name` of LiteLLM).

    Never pass on a value that stands beside the id: it may be a key.
    """

    id: str
    at: int
    grade: Grade = Grade.DECLARED
    host: str = ""
    region: str = ""
    role: Role | None = None
    model: str = ""
    unresolved: str = ""
    production: bool = True
    certain: bool = True
    name: str = ""


class Route(NamedTuple):
    """What stands in for an entry of a gateway, as a detector found it.

    `name` is that of the entry, as in `Mention`; `then` are those of the entries that are asked when it
    fails, in this order, none where nothing stands in. A detector that reads the routes of its format
    yields one for each entry. `at` is an offset: where that is written, or the entry.
    """

    name: str
    then: tuple[str, ...]
    at: int


class Use(NamedTuple):
    """A library in one place of a file, from which follows that models are used, and not which."""

    library: str
    at: int


class Detector(NamedTuple):
    """What finds models in the files of one format.

    `files` are patterns of file names (`*.tf`, `compose*.yaml`) or, with a `/`, of the ends of paths
    (`.continue/*.yaml`), as in fnmatch, without regard to case. `marks` are texts of which a file must
    hold one to be looked at; none: all are. `find` is pure, and total: what is not as the format says
    holds no model. `is_general`: the format is any; it only looks where no other detector found a model.
    `only_adds`: it keeps no other from looking, and where one that is not general found the same id in the
    same place, that one speaks.
    """

    name: str
    summary: str
    files: tuple[str, ...]
    find: Callable[[Source], Iterable[Mention | Route | Use]]
    marks: tuple[str, ...] = ()
    is_general: bool = False
    only_adds: bool = False


class ModelReference(NamedTuple):
    """A model that a repository names, and what is known of it.

    `path` is POSIX and relative to the repository; `line` and `column` are 1-based and count code
    points. `model` is what `id` stands for, empty where that cannot be known: `unresolved` then says
    why. `family` and `vendor` are those of the catalogue, empty where it does not know the model.
    `detector` found it. `name` is what its format calls the entry. `width` is how many characters of its
    line the id takes, 1 where it is not written there as it is shown.
    """

    path: str
    line: int
    column: int
    id: str
    model: str
    detector: str
    grade: Grade
    host: str = ""
    region: str = ""
    role: Role | None = None
    production: bool = True
    unresolved: str = ""
    family: str = ""
    vendor: str = ""
    name: str = ""
    width: int = 1


class ModelRoute(NamedTuple):
    """What stands in for an entry of a gateway, see `Route`; places as in `ModelReference`."""

    path: str
    line: int
    column: int
    name: str
    then: tuple[str, ...]


class Unread(NamedTuple):
    """A file that could not be searched, or not from `line` on, and why, in a clause.

    `in_part`: what comes before was searched. `production` is that of the path.
    """

    path: str
    line: int
    reason: str
    in_part: bool = False
    production: bool = True


class LibraryUse(NamedTuple):
    """A library by which a repository uses models, without saying which; places as in `ModelReference`."""

    path: str
    line: int
    column: int
    library: str
    production: bool = True
    width: int = 1


class Detection(NamedTuple):
    """What a search found, sorted by place, and notes on what could not be read or searched.

    `references` are of models that are used, `choices` of those from which somebody chooses: `Role.CHOICE`.
    `version` is that of the Holdfast that searched.
    """

    references: tuple[ModelReference, ...]
    notes: tuple[str, ...] = ()
    searched: int = 0
    uses: tuple[LibraryUse, ...] = ()
    version: str = ""
    choices: tuple[ModelReference, ...] = ()
