"""What configurations offer and do not use: tables of models, what they cost, what is beside a default."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention, Node, Role, Source
from holdfast_detect.formats.addresses import in_setting
from holdfast_detect.ids import looks_like_id, may_be_repository
from holdfast_detect.names import is_model_variable, marks_default, may_list_models, snake
from holdfast_detect.roles import is_alike, role_of
from holdfast_detect.uses import is_use

_PRICE = re.compile(
    r"(?i)pric(?:e|ing)|^costs?$|cost.{0,20}(?:unit|token|input|output|per|1k)|(?:input|output|per|base|unit).{0,20}cost"
    r"|(?:input|output)_?per_?(?:1k|1m|k|m|million|thousand|token)"
)
_ASKED = re.compile(r"(?i)^(?:api_?(?:key|base|version)|base_?url|endpoint|temperature|max_?tokens)$")
"""Keys of what a model costs, and of how it is asked."""

_USED = re.compile(
    r"(?i)^(?:provider(?:_id)?|kind|api_?(?:base|key|type|version)|base_?url|url|endpoint|host|port|temperature|max_?tokens|status|enabled"
    r"|roles?|weight|priority|deployment\w*|client|params|parameters|engine|backend|adapter|options|timeout)$"
)
"""A key of what is set up for use; a list of what there is has others: labels, prices, sizes."""

_FIRST = ("default", "fallback")
"""How keys begin that say which of several is asked, at first or after it."""

_TOLD = re.compile(r"(?i)price|pricing|cost|limit|context|window|dimension|max_?(?:input|output)")
"""A key of what is told of a model that there is."""

_ADDRESS = re.compile(r"(?:hf|ollama)://(?P<id>[\w./:-]+)")
"""A model where it is fetched from, in KServe and KubeAI."""

_CALLED = ("name", "label", "title", "id", "key", "alias", "model")
"""Keys by which an entry of a list is called elsewhere."""

IN_LISTS = ("model", "id", "name", "slug", "model_id", "modelId", "model_name")
"""Keys of an entry of a list that say which model it is, the surest first."""


def is_price(node: Node) -> bool:
    """Tell whether a mapping says what a model costs, and nothing of how to ask it."""
    prices = [entry for key, entry in node.fields.items() if _PRICE.search(key)]
    is_of_one = any(each.text for each in prices) or any(node.at(key).text for key in IN_LISTS)
    return bool(prices) and is_of_one and not any(map(_ASKED.match, node.fields))


def offered(source: Source, table: Node) -> Iterator[Mention]:
    """Yield the keys of a table of models to choose from, unless it tells what they cost or can do.

    Of a chart that serves those that are enabled, what they name.
    """
    is_of_chart = any("enabled" in entry.fields for entry in table.fields.values())
    for name, entry in table.fields.items():
        if named := _served(source, entry, is_of_chart=is_of_chart):
            yield named._replace(role=role_of(name)) if is_use(name) else named
        elif part := _part(source, name, entry):
            yield part
        elif looks_like_id(name) and not (any(map(_TOLD.search, entry.fields)) or _is_asked(source, entry)):
            key = Node(name, entry.key, entry.key + len(name) + 2)  # and its quotes
            role = None if _is_enabled(entry) else Role.CHOICE
            yield Mention(name, source.within(key, name), Grade.HINT, role=role, certain=False)


def _part(source: Source, name: str, entry: Node) -> Mention | None:
    """Return what a part of an application asks, `planner: {name: gpt-5, max_tokens: 99}`, or may ask."""
    model = entry.at("name")
    is_set = any(map(_ASKED.match, entry.fields)) and looks_like_id(model.text)
    if not is_set:
        return None
    role = Role.CHOICE if is_alike(name, model.text) else role_of(name)
    return Mention(model.text, source.within(model, model.text), Grade.HINT, role=role, certain=False)


def _is_asked(source: Source, entry: Node) -> bool:
    """Tell whether an entry has the address of its model, which names it."""
    return any(any(in_setting(source, each)) for each in entry.fields.values())


def _served(source: Source, entry: Node, *, is_of_chart: bool) -> Mention | None:
    address = _ADDRESS.fullmatch(entry.at("url").text) if is_of_chart else None
    model, node = (address["id"], entry.at("url")) if address else (entry.at("id").text, entry.at("id"))
    if not (address or (may_be_repository(model) if is_of_chart else looks_like_id(model))):
        return None
    role = None if _is_enabled(entry) else Role.CHOICE
    return Mention(model, source.within(node, model), Grade.HINT, role=role, certain=bool(address))


def _is_enabled(entry: Node) -> bool:
    return entry.at("enabled").text.lower() == "true" or _is_first(entry, set())


def not_chosen(node: Node) -> Iterator[int]:
    """Yield where what is beside the default starts: `default_provider: google`, then each provider."""
    default = _default(node)
    for table in node.fields.values() if default else ():
        if not default.isdisjoint(table.fields):
            yield from (entry.start for key, entry in table.fields.items() if key not in default)


def beside_default(node: Node) -> Iterator[int]:
    """Yield where models of a catalogue start that are not its default: `defaultModel: Fast`, and prices."""
    default = _default(node)
    for catalogue in node.fields.values() if default else ():
        entries = [entry for entry in catalogue.entries if is_price(entry)]
        others = [entry for entry in entries if default.isdisjoint(entry.at(key).text for key in _CALLED)]
        if 0 < len(others) < len(entries):
            yield from (entry.at(key).start for entry in others for key in IN_LISTS if entry.at(key).text)


def only_offered(node: Node) -> Iterator[int]:
    """Yield where models of lists start of which no more is said than what they are called."""
    lists = (listed for key, listed in node.fields.items() if may_list_models(snake(key)))
    for entry in (entry for each in lists for entry in each.entries if is_described(entry)):
        if not any(map(is_model_variable, entry.fields)):
            yield from _starts(entry)


def at_first(node: Node) -> Iterator[int]:
    """Yield where models of lists start that are asked if nobody chooses another one."""
    default = _default(node)
    for entry in (entry for each in node.fields.values() for entry in each.entries):
        if _is_first(entry, default):
            yield from _starts(entry)


def _starts(entry: Node) -> Iterator[int]:
    yield entry.start
    yield from (entry.at(key).start for key in IN_LISTS if entry.at(key).text)


def is_set_up(key: str) -> bool:
    """Tell whether a key is one of what is set up for use, and none of a list of what there is."""
    return bool(_USED.match(key))


def is_described(entry: Node) -> bool:
    """Tell whether an entry of a list says more of a model, and nothing of how to ask it."""
    return len(entry.fields) > 1 and not any(map(is_set_up, entry.fields))


def _is_first(entry: Node, default: set[str]) -> bool:
    if any(marks_default(key, each.text) for key, each in entry.fields.items()):
        return True
    return not default.isdisjoint((entry.text, *(entry.at(key).text for key in _CALLED)))


def _default(node: Node) -> set[str]:
    """Return what a mapping says is asked if nobody says otherwise."""
    return {entry.text for key, entry in node.fields.items() if entry.text and key.lower().startswith(_FIRST)}
