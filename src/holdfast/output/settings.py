"""What is in force, as `holdfast config` shows it: as text, or as `schemas/settings-v1.schema.json` says."""

from __future__ import annotations

import json
from typing import Any

from holdfast.model.effective import Effective, EffectiveSetting
from holdfast.model.location import Location
from holdfast.model.settings import Source
from holdfast.output.strings import prose, safe, to_json

VERSION = 1

MOST_WIDTH = 72
"""A column of text is no wider, whatever stands in it."""


def render_text(effective: Effective) -> str:
    """Return a line for each value: what it is, and where it comes from."""
    rows = [(_name(each), _value(each.value), _source(each)) for each in effective.settings]
    widths = [min(max(len(row[column]) for row in rows), MOST_WIDTH) for column in (0, 1)]
    lines = [f"{name:{widths[0]}}  {value:{widths[1]}}  {source}" for name, value, source in rows]
    if effective.refused or effective.notes:
        lines += ["", "Loosens what the organisation locks, and does not hold:"]
    lines += [f"  {safe(str(each.place.location))}: {prose(each.message)}" for each in effective.refused]
    lines += [f"  {prose(note)}" for note in effective.notes]
    return "\n".join(lines) + "\n"


def render_json(effective: Effective) -> str:
    """Return the same as JSON in ASCII, with a final newline."""
    return to_json(
        {
            "version": VERSION,
            "settings": [
                {
                    "key": list(map(str, each.key)),
                    "value": each.value,
                    "source": each.origin.source,
                    "location": _location(each.origin.location),
                    "locked": each.is_locked,
                }
                for each in effective.settings
            ],
            "refused": [
                {"message": each.message, "location": _location(each.place.location)}
                for each in effective.refused
            ],
            "notes": effective.notes,
        }
    )


def _name(setting: EffectiveSetting) -> str:
    return ".".join(safe(str(part)) for part in setting.key)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return safe(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _source(setting: EffectiveSetting) -> str:
    origin = setting.origin
    words = {Source.COMMAND_LINE: "command line", Source.DEFAULT: "default"}
    said = words.get(origin.source, "") or safe(str(origin.location))
    notes = [str(origin.source)] if origin.source in (Source.ORGANISATION, Source.EXTENDED) else []
    notes += ["locked"] if setting.is_locked else []
    return f"{said} ({', '.join(notes)})" if notes else said


def _location(location: Location | None) -> dict[str, Any] | None:
    return location and {"path": location.path, "line": location.line, "column": location.column}
