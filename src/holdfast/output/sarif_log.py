"""What every SARIF log of ours has, whatever its results are: out of sarif-om's objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import attr
import sarif_om as om

from holdfast.model.location import Location, Place
from holdfast.model.report import EXIT_WRONG_RUN
from holdfast.output.strings import count, prose, safe, well_formed

MAX_RESULTS = 5000
"""Code scanning keeps no more."""

MAX_SNIPPET = 1000

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"

# Equal to the schema's default and yet wanted: people and scripts look for them.
_KEPT = ("level", "kind")


def to_plain(value: Any) -> Any:
    """Return an object of sarif-om as plain data, named as in SARIF, without defaults."""
    if attr.has(type(value)):
        fields = [each for each in attr.fields(type(value)) if _is_set(each, getattr(value, each.name))]
        return {
            each.metadata.get("schema_property_name", each.name): to_plain(getattr(value, each.name))
            for each in fields
        }
    if isinstance(value, dict):
        return {key: to_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    return value


def _is_set(field: Any, value: Any) -> bool:
    default = field.default.factory() if isinstance(field.default, attr.Factory) else field.default  # type: ignore[arg-type]  # attrs types its factories too narrowly
    return value is not None and (field.name in _KEPT or default is attr.NOTHING or value != default)


def log_of(
    version: str,
    rules: Sequence[om.ReportingDescriptor],
    results: Sequence[om.Result],
    ended: om.Invocation,
    properties: dict[str, Any],
    *,
    automation: str = "",
) -> om.SarifLog:
    """Return a log of one run of this `version`. `automation` tells its kind of run from others of ours."""
    driver = om.ToolComponent(
        name="Holdfast",
        version=version,
        semantic_version=version,
        information_uri="https://holdfast.dev",
        rules=list(rules),
    )
    run = om.Run(
        tool=om.Tool(driver=driver),
        automation_details=om.RunAutomationDetails(id=automation) if automation else None,
        invocations=[ended],
        original_uri_base_ids={ROOT: _root()},
        column_kind="unicodeCodePoints",
        results=list(results),
        properties=properties,
    )
    return om.SarifLog(version="2.1.0", schema_uri=SCHEMA, runs=[run])


def sentence(text: str) -> str:
    """Return `text` from a file as a safe sentence, never empty."""
    text = text_of(text) or "No message"
    return text if text.endswith((".", "!", "?")) else text + "."


def text_of(text: str, *, brackets: bool = True) -> str:
    """Return safe text in which nothing is a link of SARIF's; without any brackets if so asked."""
    text = prose(text)
    if not brackets:
        return text.replace("[", "(").replace("]", ")")
    return text.replace("](", "] (")


def location_of(place: Place, *, subject: str = "", base: str | None = ROOT) -> om.Location:
    """Return a place in a file, and the subject that it is of; `base` is None for one of no repository."""
    logical = [_logical(safe(subject))] if subject else None
    return om.Location(
        physical_location=om.PhysicalLocation(
            artifact_location=artifact(place.location.path, base), region=_region(place)
        ),
        logical_locations=logical,
    )


def _logical(subject: str) -> om.LogicalLocation:
    return om.LogicalLocation(
        name=subject.rpartition("/")[2] or subject, fully_qualified_name=subject, kind="resource"
    )


def artifact(path: str, base: str | None = ROOT) -> om.ArtifactLocation:
    """Return a file by its path as output names it."""
    return om.ArtifactLocation(uri=quote(well_formed(path)) or ".", uri_base_id=base)


def _region(place: Place) -> om.Region:
    location = place.location
    text = _snippet(location, place.excerpt)
    return om.Region(
        start_line=location.line,
        start_column=location.column,
        end_line=location.end_line,
        end_column=location.end_column,
        snippet=om.ArtifactContent(text=text) if text else None,
    )


def _snippet(location: Location, excerpt: tuple[str, ...]) -> str:
    """Return the text of a region that lies on one line; `""` where it does not or is very long."""
    if not excerpt or location.line != location.end_line:
        return ""
    text = excerpt[0][location.column - 1 : location.end_column - 1]
    return text if len(text) <= MAX_SNIPPET else ""


def invocation(exit_code: int, notifications: Sequence[om.Notification]) -> om.Invocation:
    """Return how the run ended, and what is said of it."""
    return om.Invocation(
        execution_successful=exit_code != EXIT_WRONG_RUN,
        exit_code=exit_code,
        tool_execution_notifications=list(notifications) or None,
    )


def notification(kind: str, level: str, text: str) -> om.Notification:
    """Return what is said of the run itself, and of no line."""
    reference = om.ReportingDescriptorReference(id=kind)
    return om.Notification(message=om.Message(text=text), level=level, descriptor=reference)


def left_out(kept: int, wanted: int, which: str) -> list[om.Notification]:
    """Return what says how many results are not among the `kept`, the `which` of those that were wanted."""
    if kept == wanted:
        return []
    text = f"{count(wanted - kept, 'result')} left out: the {kept:,} {which} are shown."
    return [notification("results-left-out", "warning", text)]


def _root() -> om.ArtifactLocation:
    text = "The checked repository; with several repositories, a folder that holds each by its name."
    return om.ArtifactLocation(description=om.Message(text=text))
