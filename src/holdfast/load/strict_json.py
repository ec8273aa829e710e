"""JSON files that Holdfast writes for itself, refused where two readers could read them in two ways."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from holdfast.errors import ConfigError
from holdfast.model.escape import quoted
from holdfast.model.location import Location

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


class Kind(NamedTuple):
    """Such a file: how messages call it, the command that writes it, its version, and what else to do.

    `other` is what to do about a file that is none; `merge` about a merge conflict.
    """

    name: str
    command: str
    version: int
    other: str
    merge: str

    def error(self, message: str, location: Location, hint: str = "") -> ConfigError:
        """Return the error; without `hint` the file is to be written anew."""
        return ConfigError(message, location=location, hint=hint or f"Write it anew with `{self.command}`.")


def read_json(raw: bytes, shown: str, kind: Kind) -> tuple[str, Any]:
    """Return the text and the data of a file that output calls `shown`.

    Its lines end in line feeds. Raises ConfigError, also for a file of another tool or version.
    """
    text = _text(raw, shown, kind)
    data = _data(text, shown, kind)
    _refuse_other(data, shown, kind)
    return text, data


def _text(raw: bytes, shown: str, kind: Kind) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise kind.error(f"the {kind.name} is not UTF-8 text.", Location(shown)) from None
    text = text.replace("\r\n", "\n")
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        raise kind.error(
            f"a merge conflict is not resolved in the {kind.name}.",
            Location(shown, line, 1, line, 8),
            kind.merge,
        )
    return text


def _data(text: str, shown: str, kind: Kind) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_members, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        location = Location(shown, error.lineno, error.colno, error.lineno, error.colno)
        raise kind.error(f"the {kind.name} is not JSON.", location) from None
    except (RecursionError, ValueError) as error:  # nested too deeply, or one of the two below
        said = str(error) if isinstance(error, _RefusedError) else "it cannot be read"
        raise kind.error(f"the {kind.name} is not strict JSON: {said}.", Location(shown)) from None


class _RefusedError(ValueError):
    """JSON that two readers could read in two ways."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for key, value in pairs:
        if key in members:
            raise _RefusedError(f"the key {quoted(key)} is there twice")
        members[key] = value
    return members


def _refuse_constant(name: str) -> Any:
    raise _RefusedError(f"{name} is no number")


def _refuse_other(data: Any, shown: str, kind: Kind) -> None:
    """Say of another file, or one of another version, that it is one, rather than what is odd in it."""
    if not isinstance(data, dict) or data.get("tool") != "holdfast":
        raise kind.error(f"this is not a {kind.name} of Holdfast.", Location(shown), kind.other)
    version = data.get("version")
    if version != kind.version or isinstance(version, bool):
        raise kind.error(
            f"the {kind.name} has the version {quoted(version)}; this Holdfast reads {kind.version}.",
            Location(shown),
            f"Use the Holdfast that wrote it, or move it away and write one with `{kind.command}`.",
        )
