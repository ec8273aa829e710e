"""`.holdfast-waivers.yaml` to waivers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from holdfast.errors import ConfigError
from holdfast.load.files import checked, read_checked
from holdfast.load.schema import named_schema
from holdfast.load.upwards import find_upwards
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.exceptions import Waiver
from holdfast.model.settings import BoundedPath

WAIVERS_FILE = ".holdfast-waivers.yaml"


def find_waivers(targets: Sequence[Path]) -> BoundedPath | None:
    """Return the nearest file of waivers of the targets; see `find_upwards`."""
    return find_upwards(targets, WAIVERS_FILE)


def load_waivers(source: BoundedPath, shown: str) -> tuple[Waiver, ...]:
    """Read the file of waivers that output calls `shown`. Raises ConfigError."""
    return waivers_in(read_checked(source.path, shown, named_schema("waivers"), ConfigError, source.root))


def waiver_document(raw: bytes, shown: str) -> Document:
    """Return `raw`, the content of such a file, held against its schema. Raises ConfigError."""
    return checked(raw, shown, named_schema("waivers"), ConfigError)


def waivers_in(document: Document) -> tuple[Waiver, ...]:
    """Return the waivers of a document that keeps to the schema. Raises ConfigError for one twice."""
    waivers = tuple(
        Waiver(
            rule=item["rule"],
            subject=item["subject"],
            reason=item["reason"].strip(),
            owner=item["owner"].strip(),
            approver=item["approver"].strip(),
            expires=date.fromisoformat(item["expires"]),
            document=document,
            pointer=("waivers", index),
            validation=item.get("validation", ""),
            looked_at=item.get("lookedAt", ""),
        )
        for index, item in enumerate(document.data["waivers"])
    )
    _refuse_repeated(waivers)
    return waivers


def _refuse_repeated(waivers: Sequence[Waiver]) -> None:
    """Of two waivers of one thing nobody can say which reason and which day hold."""
    first: dict[tuple[str, str, str], Waiver] = {}
    for waiver in waivers:
        earlier = first.setdefault((waiver.rule, waiver.subject, waiver.validation), waiver)
        if earlier is not waiver:
            raise ConfigError(
                f"{quoted(waiver.rule)} is waived twice for {quoted(waiver.subject)}.",
                location=waiver.place("rule").location,
                hint=f"Keep this one or the one in line {earlier.place('rule').location.line}.",
            )
