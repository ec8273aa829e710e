"""Answers to expressions as plain data, in which other implementations can answer too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from reference import EPOCH, scalar

from holdfast import cel

Answer = list[Any]
"""A kind and a value, as JSON can hold it; an ERROR, or REFUSED where the expression does not compile.

Times are in microseconds; the keys of maps are as Python spells them; `opaque` is what cannot be said.
"""

ERROR, REFUSED, OPAQUE = ["error"], ["refused"], ["opaque"]
_KINDS = {
    bool: "bool",
    cel.Uint: "uint",
    int: "int",
    float: "double",
    str: "string",
    bytes: "bytes",
    datetime: "timestamp",
    timedelta: "duration",
}


def ours(source: str) -> Answer:
    """Return our answer."""
    try:
        program = cel.compile(source)
    except cel.CelSyntaxError:
        return REFUSED
    try:
        return tagged(program.evaluate({}))
    except cel.CelEvaluationError:
        return ERROR


def tagged(value: Any) -> Answer:
    """Return `value` as the reference process writes it."""
    if value is None:
        return ["null"]
    if isinstance(value, list):
        return ["list", [tagged(item) for item in value]]
    if isinstance(value, dict):
        pairs = ((int(key) if isinstance(key, cel.Uint) else key, item) for key, item in value.items())
        return ["map", sorted([repr(key), tagged(item)] for key, item in pairs)]
    if isinstance(value, cel.Timestamp | cel.Duration):
        return [type(value).__name__.lower(), value.nanoseconds // 1000]
    if isinstance(value, cel.Type):
        return ["type", value.name]
    answer: Answer = scalar(_KINDS[type(value)], int(value) if isinstance(value, cel.Uint) else value)
    return answer


def written(answer: Answer) -> str:
    """Return an expression of the value."""
    kind, value = answer[0], answer[-1]
    if kind == "list":
        return f"[{', '.join(map(written, value))}]"
    if kind == "map":
        return "{" + ", ".join(f"{key}: {written(item)}" for key, item in value) + "}"
    if kind == "string":
        return "'" + "".join(f"\\U{ord(character):08x}" for character in value) + "'"
    if kind == "bytes":
        return "b'" + "".join(f"\\x{byte:02x}" for byte in bytes.fromhex(value)) + "'"
    if kind == "double":
        return f"double('{value}')"
    if kind == "timestamp":
        return f"timestamp('{(EPOCH + timedelta(microseconds=value)).isoformat()}')"
    plain = {
        "null": "null",
        "error": "(1 / 0)",
        "bool": str(value).lower(),
        "uint": f"{value}u",
        "duration": f"duration('{value}us')",
    }
    return plain.get(kind, str(value))


def agree(our: Answer, their: Answer) -> bool:
    """Tell whether both are the same value, or no value."""
    failures = (ERROR, REFUSED)
    return our == their or (our in failures and their in failures)


class Parting(NamedTuple):
    """An operation on whose operands two implementations agree, and on whose result they do not.

    Of each operand there are the answers of all its evaluations: one, except within a macro. `on_values` is
    their answer where the operands are written out as values, except those that have several.
    """

    text: str
    operation: str
    operands: tuple[tuple[Answer, ...], ...]
    ours: Answer
    theirs: Answer
    on_values: Answer

    def operand(self, position: int) -> Answer:
        """Return the answer of an operand that is evaluated once."""
        (answer,) = self.operands[position]
        return answer
