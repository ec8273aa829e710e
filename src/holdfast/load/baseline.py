"""A baseline file to the failures that it accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from holdfast.errors import ConfigError, UserErrors
from holdfast.load.files import read_bounded
from holdfast.load.schema import check_schema, named_schema
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.exceptions import Accepted, Baseline
from holdfast.model.finding import fingerprint_of
from holdfast.model.location import Location
from holdfast.model.settings import BoundedPath

BASELINE_FILE = ".holdfast-baseline.json"
VERSION = 1

MAX_BASELINE_BYTES = 16 * 1024 * 1024
"""No person writes it, so it may be larger than what people write."""

_WRITE_ANEW = "Write it anew with `holdfast baseline`."
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_FINGERPRINT = re.compile(r'"([0-9a-f]{64})"')


def load_baseline(source: BoundedPath, shown: str) -> Baseline:
    """Read the baseline that output calls `shown`. Raises ConfigError, of another version's too."""
    raw = read_bounded(source.path, shown, ConfigError, source.root, MAX_BASELINE_BYTES)
    text = _text(raw, shown)
    data = _data(text, shown)
    _refuse_other(data, shown)
    document = Document(shown, data, {}, {}, tuple(text.split("\n")))
    document, problems = check_schema(document, named_schema("baseline"))
    if problems:
        raise UserErrors([_error(problem.message, Location(shown)) for problem in problems])
    return Baseline(shown, tuple(_entries(document)))


def _text(raw: bytes, shown: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _error("the baseline is not UTF-8 text.", Location(shown)) from None
    text = text.replace("\r\n", "\n")
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        raise _error(
            "a merge conflict is not resolved in the baseline.",
            Location(shown, line, 1, line, 8),
            "Take one side, and write it anew with `holdfast baseline`: what is gone is removed.",
        )
    return text


def _data(text: str, shown: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_members, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        location = Location(shown, error.lineno, error.colno, error.lineno, error.colno)
        raise _error("the baseline is not JSON.", location) from None
    except (RecursionError, ValueError) as error:  # nested too deeply, or one of the two below
        said = str(error) if isinstance(error, _RefusedError) else "it cannot be read"
        raise _error(f"the baseline is not strict JSON: {said}.", Location(shown)) from None


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


def _refuse_other(data: Any, shown: str) -> None:
    """Say of another file, or one of another version, that it is one, rather than what is odd in it."""
    if not isinstance(data, dict) or data.get("tool") != "holdfast":
        raise _error(
            "this is not a baseline of Holdfast.",
            Location(shown),
            "Name another file, or move this one away and write one with `holdfast baseline`.",
        )
    version = data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise _error(
            f"the baseline has the version {quoted(version)}; this Holdfast reads {VERSION}.",
            Location(shown),
            "Use the Holdfast that wrote it, or move it away and write one with `holdfast baseline`.",
        )


def _entries(document: Document) -> Iterable[Accepted]:
    lines = _lines(document)
    seen: set[str] = set()
    for item in document.data["entries"]:
        rule, validation, subject = item["rule"], item["validation"], item["subject"]
        fingerprint = item["fingerprint"]
        line = lines.get(fingerprint, 1)  # it may be spelt with escapes
        text = document.lines[line - 1]
        column = len(text) - len(text.lstrip()) + 1
        location = Location(document.path, line, column, line, len(text) + 1)
        if fingerprint != fingerprint_of(rule, validation, subject):
            raise _error(f"the fingerprint is not that of {quoted(rule)} on {quoted(subject)}.", location)
        if fingerprint in seen:
            raise _error(f"{quoted(rule)} on {quoted(subject)} is there twice.", location)
        seen.add(fingerprint)
        yield Accepted(rule, validation, subject, int(item["count"]), fingerprint, document.place(location))


def _lines(document: Document) -> dict[str, int]:
    """Return the line of each fingerprint, the last where one is there twice."""
    return {
        found[1]: number
        for number, line in enumerate(document.lines, 1)
        for found in _FINGERPRINT.finditer(line)
    }


def _error(message: str, location: Location, hint: str = _WRITE_ANEW) -> ConfigError:
    return ConfigError(message, location=location, hint=hint)
