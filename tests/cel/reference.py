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
        if kind == "null":
            return ["null"]  # before value(), which drops a reference to it
        plain = value.value()  # TypeError for an optional, whose type it calls an error, and bad UTF-8
        if kind == "error":
            return ["error"]
        if kind == "list":
            return ["list", [tagged(item) for item in plain]]
        if kind == "map":
            return ["map", sorted(([repr(key), tagged(item)] for key, item in plain.items()))]
        return scalar(kind, google_type(plain) if kind == "type" else plain)

    def answer(source: str) -> Any:
        try:
            compiled = environment.compile(source, disable_check=True)
        except RuntimeError:
            return ["refused"]
        try:
            return tagged(compiled.eval(data={}))
        except TypeError:
            return ["opaque"]
        except Exception:  # noqa: BLE001  # it raises many kinds
            return ["error"]

    return answer


def google_type(kind: Any) -> str:
    name = str(kind).partition("<")[0].lower()
    if name in ("timestamp", "duration"):
        return f"google.protobuf.{name.title()}"
    return "null_type" if name == "null" else name


def scalar(kind: str, value: Any) -> Any:
    if kind == "timestamp":
        return [kind, (value - EPOCH) // timedelta(microseconds=1)]
    if kind == "duration":
        return [kind, value // timedelta(microseconds=1)]
    if kind == "double":
        return [kind, repr(value)]
    if kind == "bytes":
        return [kind, bytes(value).hex()]
    return [kind, value]


def community() -> Callable[[str], Any]:
    import celpy
    from celpy import celtypes

    environment = celpy.Environment()
    kinds = (
        ((celtypes.BoolType, bool), "bool", bool),
        (celtypes.UintType, "uint", int),
        ((celtypes.IntType, int), "int", int),
        ((celtypes.DoubleType, float), "double", float),
        (str, "string", str),
        ((bytes, bytearray), "bytes", bytes),
        (datetime, "timestamp", lambda value: value),
        (timedelta, "duration", lambda value: value),
    )

    def tagged(value: Any) -> Any:
        if value is None:
            return ["null"]
        if isinstance(value, list):
            return ["list", [tagged(item) for item in value]]
        if isinstance(value, dict):
            return ["map", sorted([repr(plain(key)), tagged(item)] for key, item in value.items())]
        for kind, name, convert in kinds:
            if isinstance(value, kind):
                return scalar(name, convert(value))
        return ["opaque"]

    def plain(key: Any) -> Any:
        return str(key) if isinstance(key, str) else int(key)

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
