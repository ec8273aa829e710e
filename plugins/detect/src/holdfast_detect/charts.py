"""Helm charts: what an expression in a template stands for by the values that come with the chart."""

from __future__ import annotations

import re

from holdfast import Node, Source

_VALUE = re.compile(
    r"\{\{-?\s*(?:default\s+[\"'](?P<before>[^\"']*)[\"']\s+)?\$?\.Values\.(?P<path>\w+(?:\.\w+)*)\s*"
    r"(?:\|\s*(?:quote|squote|toString|trim|default\s+[\"'](?P<after>[^\"']*)[\"'])\s*)*-?\}\}"
)
"""A value of the chart, and what it is where nobody sets it."""

_TEMPLATES = "templates/"


def followed(source: Source, text: str) -> str:
    """Return `text` with `{{ .Values.… }}` replaced by the defaults of the chart, or nothing."""
    if "{{" not in text or _TEMPLATES not in source.path:
        return ""
    chart = source.path[: source.path.rindex(_TEMPLATES)]
    values = source.other(f"{chart}values.yaml")
    root = next(iter(values.yaml()), Node(None)) if values else Node(None)

    def value(match: re.Match[str]) -> str:
        found = root.at(*match["path"].split(".")).text
        return found or match["before"] or match["after"] or match[0]

    replaced = _VALUE.sub(value, text)
    return "" if "{{" in replaced else replaced
