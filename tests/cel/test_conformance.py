"""The official conformance suite of CEL, as far as it needs no protobuf messages."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast import cel

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "cel-conformance" / "cases.json"

if not DATA.exists():
    pytest.skip("the conformance cases are not beside this checkout", allow_module_level=True)

CASES = json.loads(DATA.read_text(encoding="utf-8"))

KNOWN = {
    "parse/bytes_literals/triple_double_quoted_unescaped_punctuation": (
        "wants a backslash that its expression lacks; Google's C++ implementation gives our value too"
    ),
}
"""Cases that fail, and why that is right."""


def decoded(value: list[Any]) -> Any:
    """Return a value of the data as plain Python."""
    kind, payload = value
    if kind == "list":
        return [decoded(item) for item in payload]
    if kind == "map":
        return {decoded(key): decoded(item) for key, item in payload}
    if kind in ("timestamp", "duration"):
        nanoseconds = payload[0] * 10**9 + payload[1]
        return (cel.Timestamp if kind == "timestamp" else cel.Duration)(nanoseconds).plain()
    return _SCALARS[kind](payload)


_SCALARS = {
    "null": lambda _: None,
    "bool": bool,
    "int": int,
    "uint": cel.Uint,
    "double": float,
    "string": str,
    "bytes": base64.b64decode,
    "type": cel.Type,
}


def tagged(value: Any) -> Any:
    """Return `value` so that 1, 1u, 1.0 and true are four things, nan is itself, and 0.0 is not -0.0."""
    if isinstance(value, list):
        return ["list", [tagged(item) for item in value]]
    if isinstance(value, Mapping):
        return ["map", sorted(([tagged(key), tagged(item)] for key, item in value.items()), key=repr)]
    if isinstance(value, float):
        return ["float", "nan" if math.isnan(value) else repr(value)]
    return [type(value).__name__, value]


def outcome(case: dict[str, Any]) -> Any:
    bindings = {name: decoded(value) for name, value in case["bindings"].items()}
    try:
        program = cel.compile(case["expr"], container=case.get("container") or "")
        return tagged(program.evaluate(bindings))
    except (cel.CelSyntaxError, cel.CelEvaluationError):
        return ["error", None]


@pytest.mark.parametrize("group", sorted({case["id"].rsplit("/", 1)[0] for case in CASES}))
def test_conformance(group: str) -> None:
    wrong = {}
    for case in CASES:
        if case["id"].rsplit("/", 1)[0] != group or case["id"] in KNOWN:
            continue
        expected = ["error", None] if case["want"][0] == "error" else tagged(decoded(case["want"]))
        actual = outcome(case)
        if expected != actual:
            wrong[case["id"]] = f"{case['expr']} is {actual}, not {expected}"
    assert {} == wrong


def test_the_known_exceptions_still_fail() -> None:
    failing = {
        case["id"] for case in CASES if case["id"] in KNOWN and tagged(decoded(case["want"])) != outcome(case)
    }
    assert set(KNOWN) == failing


def test_the_visible_suite_is_whole() -> None:
    counts = {group: sum(case["group"] == group for case in CASES) for group in ("core", "extension")}
    assert {"core": 753, "extension": 365} == counts
