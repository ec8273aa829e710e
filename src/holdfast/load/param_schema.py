"""The JSON Schema of a parameter: a closed part of the language, without references, decided here.

A pack is data from anybody, so nothing of its schemas goes to a general validator: that would follow a
`$ref` to wherever it leads, and match a `pattern` by backtracking.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from holdfast.errors import PolicyError
from holdfast.load.acceptor import repetitions
from holdfast.model.document import Document
from holdfast.model.escape import quoted
from holdfast.model.location import Pointer
from holdfast.model.spelling import did_you_mean, listed

ParamSchema = Mapping[str, Any]

MAX_INSTRUCTIONS = 1_000
"""A pattern may become so many of RE2: a text is held against it in at most that times its length."""

_PATTERN_MEMORY = 1 << 20
_NUMBERS = ("integer", "number")
_TYPES: Mapping[str, str] = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "array": "a list",
}
_PLURALS: Mapping[str, str] = {
    "string": "texts",
    "integer": "whole numbers",
    "number": "numbers",
    "boolean": "`true` and `false`",
    "array": "lists",
}
_MEANT_FOR: Mapping[str, tuple[str, ...]] = {
    "items": ("array",),
    "minItems": ("array",),
    "maxItems": ("array",),
    "uniqueItems": ("array",),
    "minimum": _NUMBERS,
    "maximum": _NUMBERS,
    "minLength": ("string",),
    "maxLength": ("string",),
    "pattern": ("string",),
    "enum": ("string", *_NUMBERS),
}
"""The types that each keyword says something of."""
_DIRECTIONS: Mapping[str, tuple[str, ...]] = {
    "lower": _NUMBERS,
    "higher": _NUMBERS,
    "subset": ("array",),
    "superset": ("array",),
}


class Wrong(NamedTuple):
    """What is wrong with a value: `message` ends a sentence; `pointer` leads from the value to the place."""

    message: str
    hint: str = ""
    pointer: Pointer = ()


def wrong_value(value: Any, schema: ParamSchema) -> Wrong | None:
    """Return the first thing that is wrong with a value of a parameter with `schema`; None where nothing is.

    `schema` is one in which `schema_errors` finds nothing.
    """
    if not _IS[schema["type"]](value):
        return Wrong(f"must be {_wanted(schema)}, but is {_shown(value)}", _quotes(value, schema))
    if isinstance(value, list):
        return _wrong_list(value, schema)
    return next(
        (wrong for key, check in _CHECKS.items() if key in schema and (wrong := check(value, schema))), None
    )


def schema_errors(
    document: Document, pointer: Pointer, name: str, schema: ParamSchema
) -> Iterator[PolicyError]:
    """Yield what is wrong with the schema of the parameter `name`, which keeps to that of a policy."""
    found = [*_keyword_errors(document, pointer, schema)]
    if "items" in schema and not found:
        found += _keyword_errors(document, (*pointer, "items"), schema["items"])
    stricter = schema.get("stricter")
    if stricter and schema["type"] not in _DIRECTIONS[stricter]:
        meant, kind = _several(*_DIRECTIONS[stricter]), _TYPES[schema["type"]]
        found.append(
            PolicyError(
                f"`stricter: {stricter}` is for {meant}; the parameter {quoted(name)} is {kind}.",
                location=document.locate((*pointer, "stricter")),
                hint="Remove `stricter`, or say a direction that such values have.",
            )
        )
    if not found and (wrong := wrong_value(schema["default"], schema)):
        found.append(
            PolicyError(
                f"the default of the parameter {quoted(name)} {wrong.message}.",
                location=document.locate((*pointer, "default", *wrong.pointer)),
                hint=wrong.hint or "Correct the default, or what the parameter allows.",
            )
        )
    yield from found


def _keyword_errors(document: Document, pointer: Pointer, schema: ParamSchema) -> Iterator[PolicyError]:
    kind = schema["type"]
    for key, meant in _MEANT_FOR.items():
        if key in schema and kind not in meant:
            yield PolicyError(
                f"`{key}` says nothing of {_several(kind)}.",
                location=document.locate_key((*pointer, key)),
                hint=f"It is for {_several(*meant)}. Remove it, or correct `type`.",
            )
    if kind == "string" and isinstance(refused := _compiled(schema.get("pattern", "")), str):
        yield PolicyError(
            f"the pattern does not compile: {refused}.",
            location=document.locate((*pointer, "pattern")),
            hint="Write it in the syntax of RE2, which has neither look-around nor back-references.",
        )
    for index, value in enumerate(schema.get("enum", ()) if kind in _MEANT_FOR["enum"] else ()):
        if wrong := wrong_value(value, {"type": kind}):
            yield PolicyError(
                f"entry {index + 1} of `enum` {wrong.message}.",
                location=document.locate((*pointer, "enum", index)),
                hint=wrong.hint or "Write values of the parameter's own type.",
            )


def _wrong_list(value: list[Any], schema: ParamSchema) -> Wrong | None:
    if len(value) < schema.get("minItems", 0):
        return Wrong(f"must have at least {_entries(schema['minItems'])}, but has {len(value)}")
    if len(value) > schema.get("maxItems", len(value)):
        return Wrong(f"must have at most {_entries(schema['maxItems'])}, but has {len(value)}")
    for index, element in enumerate(value if "items" in schema else ()):
        if wrong := wrong_value(element, schema["items"]):
            return Wrong(f"has an entry {index + 1} that {wrong.message}", wrong.hint, (index,))
    repeated = next(repetitions(value), None) if schema.get("uniqueItems") else None
    if repeated is not None:
        return Wrong(f"names {_shown(value[repeated])} twice", "Keep one of them.", (repeated,))
    return None


def _wrong_enum(value: Any, schema: ParamSchema) -> Wrong | None:
    allowed = schema["enum"]
    if value in allowed:
        return None
    names = [str(each) for each in allowed]
    return Wrong(
        f"must be one of {listed(names)}, but is {_shown(value)}", did_you_mean(str(value), names).strip()
    )


def _wrong_number(value: Any, schema: ParamSchema) -> Wrong | None:
    if schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return None
    return Wrong(f"must be {_wanted(schema)}, but is {_shown(value)}")


def _wrong_length(value: str, schema: ParamSchema) -> Wrong | None:
    if schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return None
    return Wrong(f"must be {_wanted(schema)}, but has {len(value)}")


def _wrong_pattern(value: str, schema: ParamSchema) -> Wrong | None:
    compiled = _compiled(schema["pattern"])
    if not isinstance(compiled, str) and compiled.search(value) is not None:
        return None
    return Wrong(f"must match {quoted(schema['pattern'])}, but is {_shown(value)}")


_CHECKS: Mapping[str, Callable[[Any, ParamSchema], Wrong | None]] = {
    "enum": _wrong_enum,
    "minimum": _wrong_number,
    "maximum": _wrong_number,
    "minLength": _wrong_length,
    "maxLength": _wrong_length,
    "pattern": _wrong_pattern,
}

_IS: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: type(value) is str,
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in {int, float},
    "boolean": lambda value: type(value) is bool,
    "array": lambda value: type(value) is list,
}


@lru_cache(maxsize=40)
def _compiled(pattern: str) -> Any:
    """Return the compiled pattern, or as text why it is refused."""
    import re2  # native, and few policies use it

    options = re2.Options()
    options.log_errors = False  # RE2 would print to standard error
    options.max_mem = _PATTERN_MEMORY
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0] if error.args else "it is too large"
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return compiled if compiled.programsize <= MAX_INSTRUCTIONS else "it is too large"


def _wanted(schema: ParamSchema) -> str:
    said = [_TYPES[schema["type"]]]
    said += [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "at least"), ("maximum", "at most"))
        if key in schema
    ]
    lengths = (("minLength", "at least"), ("maxLength", "at most"))
    said += [f"of {word} {schema[key]} characters" for key, word in lengths if key in schema]
    return ", ".join(said)


def _several(*kinds: str) -> str:
    names = [_PLURALS[kind] for kind in kinds]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _quotes(value: Any, schema: ParamSchema) -> str:
    is_plain = schema["type"] == "string" and value is not None and not isinstance(value, list | dict)
    return "Put it in quotes." if is_plain else ""


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    return quoted(
        value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    )
