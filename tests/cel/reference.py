"""Answers expressions with another implementation, in a process of its own: one JSON line for each line.

Run as `python reference.py cel-expr-python` or `cel-python`. The former drops a reference to None on each
null it returns and aborts where Python ends, the latter raises the recursion limit.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

EXTENSIONS = (
    "bindings",
    "encoders",
    "math",
    "optional",
    "strings",
    "sets",
    "lists",
    "two-var-comprehensions",
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def google() -> Callable[[str], Any]:
    from cel_expr_python import cel

    configuration = "name: all\nextensions:\n" + "".join(f"- name: {name}\n" for name in EXTENSIONS)
    environment = cel.NewEnv(config=cel.NewEnvConfigFromYaml(configuration))

    def tagged(value: Any) -> Any:
        kind = value.type().name().partition("<")[0].lower()
        if kind in ("null", "null_type"):
            return ["null"]
        if kind == "error":
            return ["error"]
        plain = value.value()
        if kind == "list":
            return ["list", [tagged(item) for item in plain]]
        if kind == "map":
            return ["map", sorted(([repr(key), tagged(item)] for key, item in plain.items()))]
        return scalar(kind, plain)

    def answer(source: str) -> Any:
        try:
            return tagged(environment.compile(source, disable_check=True).eval(data={}))
        except TypeError:
            return ["opaque"]
        except Exception:  # noqa: BLE001  # it raises many kinds
            return ["error"]

    return answer


def scalar(kind: str, value: Any) -> Any:
    if kind == "timestamp":
        return [kind, (value - EPOCH) // timedelta(microseconds=1)]
    if kind == "duration":
        return [kind, value // timedelta(microseconds=1)]
    if kind == "double":
        return [kind, "0.0" if value == 0 else repr(value)]
    if kind == "bytes":
        return [kind, bytes(value).hex()]
    return [kind, str(value)] if kind == "type" else [kind, value]


def community() -> Callable[[str], Any]:
    import celpy
    from celpy import celtypes

    environment = celpy.Environment()
    kinds = (
        (celtypes.BoolType, "bool", bool),
        (celtypes.UintType, "uint", int),
        (celtypes.IntType, "int", int),
        (celtypes.DoubleType, "double", float),
        (str, "string", str),
    )

    def tagged(value: Any) -> Any:
        if isinstance(value, list):
            return ["list", [tagged(item) for item in value]]
        for kind, name, convert in kinds:
            if isinstance(value, kind):
                return scalar(name, convert(value))
        return ["opaque"]

    def answer(source: str) -> Any:
        try:
            return tagged(environment.program(environment.compile(source)).evaluate({}))
        except Exception:  # noqa: BLE001  # it raises many kinds
            return ["error"]

    return answer


if __name__ == "__main__":
    reply = {"cel-expr-python": google, "cel-python": community}[sys.argv[1]]()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(reply(json.loads(line))) + "\n")
        sys.stdout.flush()
    os._exit(0)
