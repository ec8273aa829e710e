"""A baseline file to the failures that it accepts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from holdfast.errors import ConfigError, UserErrors
from holdfast.load.files import read_bounded
from holdfast.load.schema import check_schema, named_schema
from holdfast.load.strict_json import Kind, read_json
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

_KIND = Kind(
    "baseline",
    "holdfast baseline",
    VERSION,
    other="Name another file, or move this one away and write one with `holdfast baseline`.",
    merge="Take one side, and write it anew with `holdfast baseline`: what is gone is removed.",
)
_FINGERPRINT = re.compile(r'"([0-9a-f]{64})"')


def load_baseline(source: BoundedPath, shown: str) -> Baseline:
    """Read the baseline that output calls `shown`. Raises ConfigError, of another version's too."""
    raw = read_bounded(source.path, shown, ConfigError, source.root, MAX_BASELINE_BYTES)
    text, data = read_json(raw, shown, _KIND)
    document = Document(shown, data, {}, {}, tuple(text.split("\n")))
    document, problems = check_schema(document, named_schema("baseline"))
    if problems:
        raise UserErrors([_KIND.error(problem.message, Location(shown)) for problem in problems])
    return Baseline(shown, tuple(_entries(document)))


def _entries(document: Document) -> Iterable[Accepted]:
    lines = _lines(document)
    seen: set[str] = set()
    for item in document.data["entries"]:
        rule, validation, subject = item["rule"], item["validation"], item["subject"]
        looked_at = item.get("lookedAt", "")
        fingerprint = item["fingerprint"]
        line = lines.get(fingerprint, 1)  # it may be spelt with escapes
        text = document.lines[line - 1]
        column = len(text) - len(text.lstrip()) + 1
        location = Location(document.path, line, column, line, len(text) + 1)
        if fingerprint != fingerprint_of(rule, validation, subject, looked_at):
            raise _KIND.error(
                f"the fingerprint is not that of {quoted(rule)} on {quoted(subject)}.", location
            )
        if fingerprint in seen:
            raise _KIND.error(f"{quoted(rule)} on {quoted(subject)} is there twice.", location)
        seen.add(fingerprint)
        place = document.place(location)
        yield Accepted(rule, validation, subject, int(item["count"]), fingerprint, place, looked_at)


def _lines(document: Document) -> dict[str, int]:
    """Return the line of each fingerprint, the last where one is there twice."""
    return {
        found[1]: number
        for number, line in enumerate(document.lines, 1)
        for found in _FINGERPRINT.finditer(line)
    }
