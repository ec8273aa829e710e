"""How a model id is taken apart: who hosts it, where it may run, who published it, what it is called."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from holdfast.model.catalogue import Catalogue, Zone
from holdfast.model.escape import quoted
from holdfast.model.pattern import canonical

MAX_LENGTH = 512
"""Characters of a model id; no host has ids near that long."""

_ID = re.compile(r"[A-Za-z0-9._:/@~-]+")
"""What ids consist of, measured on the lists of prices: anything else joins several, or is no id."""

_PATHS = ("/", "./", "../", "~/", "file:")

_SHOWN = 80
_ARN_FIELDS = 6
_ARN_NAMES = ("foundation-model", "inference-profile")
"""The resources of a Bedrock ARN that name a model; the others end in an opaque id."""


class Reading(NamedTuple):
    """One way to read a model id, all names in canonical spelling.

    `stem` is the model's name without `:tag` and `@version`, `full` with them, `written` as it was
    written. `context` is every name that stood before it; `hosts` are those of them that are known
    to serve models, `publisher` is the one directly before the name, unless it serves whatever others
    made; `prefixes` are what was taken off the name (`nvidia` of `nvidia-mistral-7b`). `region` and
    `zone` are where the id itself says it runs.
    """

    stem: str
    full: str
    context: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    publisher: str = ""
    region: str = ""
    zone: Zone | None = None
    fine_tuned: bool = False
    written: str = ""
    prefixes: tuple[str, ...] = ()


def unreadable(catalogue: Catalogue, text: str) -> str:
    """Return why `text` cannot be a model id, or an empty string."""
    if not text.strip():
        return "the model id is empty"
    if len(text) > MAX_LENGTH:
        return f"the model id is longer than {MAX_LENGTH} characters"
    if any(mark in text for mark in catalogue.conventions.placeholders):
        return f"{shown(text)} is a placeholder, not a model id"
    if not _ID.fullmatch(text.strip(" ")):
        return f"{shown(text)} is no single model id"
    if text.strip().startswith(_PATHS):
        return f"{shown(text)} is a path, whose names somebody chose"
    return ""


def readings(catalogue: Catalogue, text: str) -> Iterator[Reading]:
    """Yield the ways to read `text`, the preferred one first; an id with a `:` may have two."""
    text, region = _without_scheme(text.strip())
    text, fine_tuned = _without_fine_tuning(text)
    spellings = [text]
    head, colon, rest = text.partition(":")
    rules = catalogue.conventions
    if colon and rest and canonical(head.rpartition("/")[2]) in rules.hosts | rules.makers:
        spellings.insert(0, text.replace(":", "/", 1 + _modes(catalogue, rest)))
    for spelling in spellings:
        for reading in _read(catalogue, spelling):
            yield reading._replace(region=region or reading.region, fine_tuned=fine_tuned)


def shown(text: str) -> str:
    """Return `text` as a reason may quote it: short, escaped and in backticks."""
    return quoted(text, _SHOWN)


def _modes(catalogue: Catalogue, rest: str) -> int:
    """Count what stands between a provider and the id in `openai:chat:gpt-4o`."""
    mode, colon, _ = rest.partition(":")
    return 1 if colon and canonical(mode) in catalogue.conventions.structure else 0


def _without_scheme(text: str) -> tuple[str, str]:
    """Return the id without `hf://`, `pkg:` or its ARN, and the region that an ARN names."""
    at = text.find("arn:")
    if at >= 0:
        parts = text[at:].split(":", _ARN_FIELDS - 1)
        if len(parts) == _ARN_FIELDS:
            kind, _, name = parts[5].partition("/")
            return (name if kind in _ARN_NAMES else ""), parts[3]
    text = text.removeprefix("pkg:")
    scheme, mark, rest = text.partition("://")
    return (rest if mark and scheme.isalpha() else text), ""


def _without_fine_tuning(text: str) -> tuple[str, bool]:
    """Return the base of `ft:gpt-4o:acme::x`, and whether the id was of that kind."""
    before, slash, name = text.rpartition("/")
    if not name.startswith("ft:"):
        return text, False
    return before + slash + name[3:].partition(":")[0], True


def _read(catalogue: Catalogue, text: str) -> Iterator[Reading]:
    """Yield a reading with the Bedrock vendor taken off, then one with it kept (`deepseek.v3.2`)."""
    *segments, last = [segment for segment in text.split("/") if segment] or [""]
    reading = _with_path(catalogue, segments)
    zone, vendor, name = _bedrock(catalogue, last)
    reading = reading._replace(zone=zone or reading.zone)
    if vendor:
        name_of_vendor = canonical(vendor)
        inside = reading._replace(
            context=reading.context | {name_of_vendor},
            hosts=reading.hosts or frozenset({"bedrock"}),
            publisher=name_of_vendor,
        )
        yield from _named(catalogue, inside, name)
        yield from _named(catalogue, inside, f"{vendor}-{name}")
    else:
        yield from _named(catalogue, reading, name)


def _with_path(catalogue: Catalogue, segments: list[str]) -> Reading:
    """Return a nameless reading of what stands before the name."""
    rules = catalogue.conventions
    known: list[str] = []
    region, zone = "", None
    for segment in segments:
        name = canonical(segment.removeprefix("~").partition(":")[0])
        found = next((catalogue.zones[host, name] for host in known if (host, name) in catalogue.zones), None)
        if found:
            zone = found
        elif segment.lower() in catalogue.regions:
            region = segment.lower()
        elif name and name not in rules.structure and not segment.startswith("@"):
            known.append(name)
    publisher = known[-1] if known else ""
    hosts = frozenset(known) & (rules.hosts | rules.makers)
    publisher = "" if publisher in rules.hosts else publisher
    return Reading("", "", frozenset(known), hosts, publisher, region, zone)


def _bedrock(catalogue: Catalogue, name: str) -> tuple[Zone | None, str, str]:
    """Return the zone, the vendor and the rest of `eu.anthropic.claude-…`; only what is known is taken."""
    zone = None
    head, dot, rest = name.partition(".")
    found = catalogue.zones.get(("bedrock", head.lower()))
    if found and dot and rest.partition(".")[0].lower() in catalogue.orgs:
        zone, name = found, rest
        head, dot, rest = name.partition(".")
    if dot and rest and head.lower() in catalogue.orgs:
        return zone, head.lower(), rest
    return zone, "", name


def _named(catalogue: Catalogue, reading: Reading, name: str) -> Iterator[Reading]:
    """Yield `reading` with its name, then with each prefix that hosts put before names taken off."""
    at = name.find("@", 1)
    stem = name if at < 0 else name[:at]
    stem, full = canonical(stem.partition(":")[0]), canonical(name)
    reading = reading._replace(stem=stem, full=full, written=name)
    yield reading
    for _ in range(3):
        prefix = next((p for p in catalogue.conventions.name_prefixes if stem.startswith(p)), "")
        if not prefix or stem == prefix:
            return
        stem, full = stem[len(prefix) :], full[len(prefix) :]
        reading = reading._replace(stem=stem, full=full, prefixes=(*reading.prefixes, prefix.strip("-")))
        yield reading
