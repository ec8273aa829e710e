"""Mappings that say what a model costs: such a file tells of models, and uses none."""

from __future__ import annotations

import re

from holdfast import Node

_PRICE = re.compile(
    r"(?i)pric(?:e|ing)|^costs?$|cost.{0,20}(?:unit|token|input|output|per|1k)|(?:input|output|per|base|unit).{0,20}cost"
)
_ASKED = re.compile(r"(?i)^(?:api_?(?:key|base|version)|base_?url|endpoint|temperature|max_?tokens)$")
"""Keys of what a model costs, and of how it is asked."""

_NAMES = ("model", "id", "name", "slug", "model_id", "modelId", "model_name")


def is_price(node: Node) -> bool:
    """Tell whether a mapping says what a model costs, and nothing of how to ask it."""
    prices = [entry for key, entry in node.fields.items() if _PRICE.search(key)]
    is_of_one = any(each.text for each in prices) or any(node.at(key).text for key in _NAMES)
    return bool(prices) and is_of_one and not any(map(_ASKED.match, node.fields))
