"""The part of JSON Schema that our schemas use, compiled to functions that only say yes or not sure.

A valid file is accepted without importing jsonschema, which costs more than the rest of a run. Where
the answer is no, jsonschema says what is wrong; so this must never accept what jsonschema does not. A
keyword that is not known here is therefore refused when the schema is compiled, never passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

Accept = Callable[[Any], bool]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_ANNOTATIONS = {"$comment", "$defs", "default", "description", "examples", "title"}
_AT_ROOT = {"$id", "$schema"}
_DEFINITIONS = "#/$defs/"


class UnsupportedSchemaError(ValueError):
    """The schema says something that cannot be decided here."""


def acceptor(schema: Mapping[str, Any]) -> Accept:
    """Return a function that is true only of data that is valid by `schema`, as `load.validation` reads it.

    Data is what the YAML reader yields: dict with text keys, list, str, int, float, bool and None.
    Raises UnsupportedSchemaError.
    """
    return _Compiler(schema).compile({key: value for key, value in schema.items() if key not in _AT_ROOT})


def anchored(pattern: str) -> str:
    """Return `pattern` for Python, whose `$` also matches before the line feed that ends a block scalar."""
    return pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern


def is_date(text: str) -> bool:
    """Tell whether `text` is a day of the calendar, written `YYYY-MM-DD`."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def repetitions(values: list[Any]) -> Iterator[int]:
    """Yield the index of each value that an earlier one equals, in time linear in their size."""
    seen: set[str | tuple[str]] = set()
    for index, value in enumerate(values):
        # Most are text; what is not is told apart from a text that reads like it.
        key = value if type(value) is str else (json.dumps(value, sort_keys=True),)
        if key in seen:
            yield index
        seen.add(key)


class _Compiler:
    """Compiles the schemas of one document; each definition once, on its first use."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._compiled: dict[str, Accept | None] = {}

    def compile(self, schema: Mapping[str, Any] | bool) -> Accept:  # noqa: FBT001  # a schema may be `true`
        if isinstance(schema, bool):
            return _always if schema else _never
        rest = {key: value for key, value in schema.items() if key not in _ANNOTATIONS}
        checks = [*self._members(rest), *self._others(rest)]
        if rest:
            raise UnsupportedSchemaError(f"cannot decide {', '.join(map(repr, sorted(rest)))}")
        return _all(checks)

    def _members(self, rest: dict[str, Any]) -> Iterator[Accept]:
        """Take out what is said of mappings, which is decided in one pass over their members."""
        taken = [key for key in ("properties", "additionalProperties", "required") if key in rest]
        if not taken:
            return
        properties = {key: self.compile(each) for key, each in rest.pop("properties", {}).items()}
        others = self.compile(rest.pop("additionalProperties", True))
        yield _members(properties, others, tuple(rest.pop("required", ())), _only(rest, "object"))

    def _others(self, rest: dict[str, Any]) -> Iterator[Accept]:
        for key in sorted(rest, key=_FIRST.__contains__, reverse=True):
            if key not in rest:
                continue  # decided with another
            if key == "items":
                yield _entries(self.compile(rest.pop(key)), _only(rest, "array"))
            elif key == "propertyNames":
                yield _names(self.compile(rest.pop(key)))
            elif key == "$ref":
                yield self._reference(rest.pop(key))
            elif key == "enum" and all(type(value) is str for value in rest[key]):
                _only(rest, "string")
                yield _enum(rest.pop(key))
            elif key == "pattern":
                yield _pattern(rest.pop(key), _only(rest, "string"))
            elif key in _KEYWORDS:
                yield _KEYWORDS[key](rest.pop(key))

    def _reference(self, reference: str) -> Accept:
        name = reference.removeprefix(_DEFINITIONS)
        if name == reference or name not in self._root.get("$defs", ()):
            raise UnsupportedSchemaError(f"cannot follow {reference!r}")
        if name not in self._compiled:
            self._compiled[name] = None  # it may refer to itself
            self._compiled[name] = self.compile(self._root["$defs"][name])
        known = self._compiled[name]
        return known or self._later(name)

    def _later(self, name: str) -> Accept:
        """Return the definition that is being compiled, to be looked up when it is used."""

        def accept(value: Any) -> bool:
            compiled = self._compiled[name]
            return compiled is not None and compiled(value)

        return accept


_FIRST = ("items", "enum", "pattern")
"""The keywords with which a type is decided, so that it takes no call of its own."""


def _only(rest: dict[str, Any], kind: str) -> bool:
    """Take out the type where it is `kind`; return what a value of another type is then: accepted or not."""
    if rest.get("type") != kind:
        return True
    del rest["type"]
    return False


def _always(_: Any) -> bool:
    return True


def _never(_: Any) -> bool:
    return False


def _all(checks: list[Accept]) -> Accept:
    if len(checks) == 1:
        return checks[0]
    if not checks:
        return _always

    def accept(value: Any) -> bool:
        for check in checks:  # noqa: SIM110  # a generator costs as much as most checks
            if not check(value):
                return False
        return True

    return accept


def _members(
    properties: Mapping[str, Accept],
    others: Accept,
    required: tuple[str, ...],
    otherwise: bool,  # noqa: FBT001  # what it returns
) -> Accept:
    find = properties.get

    def accept(value: Any) -> bool:
        if type(value) is not dict:
            return otherwise
        for key in required:
            if key not in value:
                return False
        for key, child in value.items():  # noqa: SIM110  # as above
            if not find(key, others)(child):
                return False
        return True

    return accept


def _entries(check: Accept, otherwise: bool) -> Accept:  # noqa: FBT001  # what it returns
    def accept(value: Any) -> bool:
        return all(map(check, value)) if type(value) is list else otherwise

    return accept


def _names(check: Accept) -> Accept:
    return lambda value: type(value) is not dict or all(map(check, value))


def _is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


_TYPES: Mapping[str, Accept] = {
    "object": lambda value: type(value) is dict,
    "array": lambda value: type(value) is list,
    "string": lambda value: type(value) is str,
    "boolean": lambda value: type(value) is bool,
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": lambda value: type(value) is int or (type(value) is float and value.is_integer()),
}


def _type(wanted: str | list[str]) -> Accept:
    names = [wanted] if isinstance(wanted, str) else wanted
    if not set(names) <= _TYPES.keys():
        raise UnsupportedSchemaError(f"cannot decide the type {wanted!r}")
    checks = [_TYPES[name] for name in names]
    return checks[0] if len(checks) == 1 else lambda value: any(check(value) for check in checks)


def _enum(values: list[Any]) -> Accept:
    if all(type(value) is str for value in values):
        known = frozenset(values)
        return lambda value: type(value) is str and value in known
    if any(isinstance(value, dict | list) for value in values):
        raise UnsupportedSchemaError("cannot decide an enum of mappings or lists")
    return lambda value: any(_equal(value, each) for each in values)


def _equal(one: Any, other: Any) -> bool:
    # true is not 1, but 1.0 is
    return (type(one) is bool) is (type(other) is bool) and bool(one == other)


def _pattern(pattern: str, otherwise: bool) -> Accept:  # noqa: FBT001  # what it returns
    search = re.compile(anchored(pattern)).search
    return lambda value: search(value) is not None if type(value) is str else otherwise


def _format(name: str) -> Accept:
    if name != "date":
        raise UnsupportedSchemaError(f"cannot decide the format {name!r}")
    return lambda value: type(value) is not str or is_date(value)


def _unique(wanted: bool) -> Accept:  # noqa: FBT001  # the keyword's value
    if not wanted:
        return _always
    return lambda value: type(value) is not list or next(repetitions(value), None) is None


def _least(kind: Any, least: int) -> Accept:
    return lambda value: type(value) is not kind or len(value) >= least


def _most(kind: Any, most: int) -> Accept:
    return lambda value: type(value) is not kind or len(value) <= most


_KEYWORDS: Mapping[str, Callable[[Any], Accept]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda value: _enum([value]),
    "format": _format,
    "uniqueItems": _unique,
    "minimum": lambda least: lambda value: not _is_number(value) or value >= least,
    "maximum": lambda most: lambda value: not _is_number(value) or value <= most,
    "minLength": lambda least: _least(str, least),
    "maxLength": lambda most: _most(str, most),
    "minItems": lambda least: _least(list, least),
    "maxItems": lambda most: _most(list, most),
    "minProperties": lambda least: _least(dict, least),
    "maxProperties": lambda most: _most(dict, most),
}
