"""Helm charts: what an expression in a template stands for by the values that come with the chart."""

from __future__ import annotations

import re

from holdfast import Node, Source

_VALUE = re.compile(
    r"\{\{-?\s*\.Values\.(?P<path>\w+(?:\.\w+)*)\s*(?:\|\s*(?:quote|squote|toString|trim)\s*)*-?\}\}"
)
_TEMPLATES = "templates/"


def followed(source: Source, text: str) -> str:
    """Return `text` with `{{ .Values.… }}` replaced by the defaults of the chart, or nothing."""
    if "{{" not in text or _TEMPLATES not in source.path:
        return ""
    chart = source.path[: source.path.rindex(_TEMPLATES)]
    values = source.other(f"{chart}values.yaml")
    if values is None:
        return ""
    root = next(iter(values.yaml()), Node(None))
    replaced = _VALUE.sub(lambda match: root.at(*match["path"].split(".")).text or match[0], text)
    return "" if "{{" in replaced else replaced
