"""What files say for a manifest: models, backends and uses, as they are drafted."""

from __future__ import annotations

from typing import NamedTuple


class DraftModel(NamedTuple):
    """A model, and the places that name it, as `path:line`; `doubt` says why it may not be used."""

    id: str
    model: str
    backend: str
    places: tuple[str, ...]
    doubt: str = ""


class DraftBackend(NamedTuple):
    """Where models are asked for: `host` is as files have it, `operator` who that is, empty if not known.

    `hosting` and `guess` are what hosting and operator probably are, for a person to confirm; empty where
    nothing says so.
    """

    id: str
    host: str
    operator: str
    region: str
    places: tuple[str, ...]
    hosting: str = ""
    guess: str = ""


class DraftUse(NamedTuple):
    """A model of the application; `role` is empty for a primary. `stands_in_for` empty: all primaries."""

    ref: str
    role: str = ""
    stands_in_for: tuple[str, ...] = ()


class Draft(NamedTuple):
    """What files say. `config` is the file that routes, empty if there is none, or several.

    `choices` are the ids of models that somebody may choose, and that are used nowhere. `unrouted` says what
    of `uses` is not as `config` routes. `more` counts models that are too many to be drafted. `unresolved`,
    `unread` and `libraries` are lines for people: what to look at, where, and why.
    """

    models: tuple[DraftModel, ...] = ()
    backends: tuple[DraftBackend, ...] = ()
    uses: tuple[DraftUse, ...] = ()
    choices: tuple[str, ...] = ()
    layer: str = ""
    config: str = ""
    unrouted: str = ""
    unresolved: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    more: int = 0
