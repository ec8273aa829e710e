"""Random expressions of CEL, mostly well typed, with names of their own macros in scope."""

from __future__ import annotations

import random

KINDS = ("int", "uint", "double", "bool", "string", "bytes", "list", "map", "timestamp", "duration", "null")

_LITERALS: dict[str, tuple[str, ...]] = {
    "int": ("0", "1", "-1", "2", "3", "7", "-5", "9223372036854775807", "(-9223372036854775808)"),
    "uint": ("0u", "1u", "2u", "7u", "18446744073709551615u"),
    "double": ("0.0", "1.0", "-1.5", "2.5", "1e300", "0.1", "(1.0/0.0)", "(0.0/0.0)"),
    "bool": ("true", "false"),
    "string": ("''", "'a'", "'ab'", "'é😀'", "'b,a,c'", "'A b'", "'12'", "'1.5'", "'%'", "'true'"),
    "bytes": ("b''", "b'a'", "b'ab'", "b'\\xff'"),
    "list": ("[]", "[1, 2, 3]", "['b', 'a']", "[1, 1.0, 1u]", "[true]", "[[1], [2, [3]]]", "[2, 1, 2]",
    "[null]"),
    "map": ("{}", "{'a': 1}", "{1: 'x'}", "{'a': {'b': 2}}", "{true: 1}", "{2u: 3}"),
    "timestamp": (
        "timestamp('2024-02-29T23:59:59.5Z')", "timestamp(0)", "timestamp('0001-01-01T00:00:00Z')",
        "timestamp('2024-07-01T12:00:00+02:00')",
    ),
    "duration": ("duration('0s')", "duration('90m')", "duration('-1.5s')", "duration('1ms')"),
    "null": ("null",),
}  # fmt: skip

_SHAPES: dict[str, tuple[str, ...]] = {
    # {kind} is an expression of that kind; « and » are the brackets of a map.
    "int": (
        "({int} + {int})", "({int} - {int})", "({int} * {int})", "({int} / {int})", "({int} % {int})",
        "(-{int})", "size({string})", "size({list})", "{map}.size()", "{bytes}.size()", "int({double})",
        "int({string})", "int({uint})", "{string}.indexOf({string})", "{string}.lastIndexOf({string})",
        "{string}.indexOf({string}, {int})", "{timestamp}.getDayOfYear()", "{timestamp}.getHours('+05:30')",
        "{timestamp}.getDayOfWeek('America/New_York')", "{duration}.getMinutes()", "{list}[{int}]",
        "{map}.a",
        "{map}['a']", "math.greatest({int}, {int})", "math.abs({int})", "math.sign({int})",
        "math.bitAnd({int}, {int})", "math.bitXor({int}, {int})", "math.bitShiftRight({int}, {int})",
        "math.bitShiftLeft({int}, {int})", "math.bitNot({int})", "cel.bind(b, {int}, (b + b))",
        "{list}.first().orValue({int})", "{map}.?a.orValue({int})", "{list}[?{int}].orValue({int})",
        "({bool} ? {int} : {int})", "int({timestamp})", "optional.of({int}).optMap(o, o + 1).value()",
        "{list}.last().value()", "{timestamp}.getMilliseconds()", "{duration}.getMilliseconds()",
    ),
    "uint": (
        "({uint} + {uint})", "({uint} - {uint})", "({uint} * {uint})", "({uint} / {uint})",
        "({uint} % {uint})", "uint({int})", "uint({double})", "math.least({uint}, {uint})",
        "math.bitOr({uint}, {uint})", "math.bitNot({uint})", "({bool} ? {uint} : {uint})",
    ),
    "double": (
        "({double} + {double})", "({double} - {double})", "({double} * {double})", "({double} / {double})",
        "(-{double})", "double({int})", "double({uint})", "double({string})", "math.ceil({double})",
        "math.round({double})", "math.trunc({double})", "math.floor({double})", "math.sqrt({double})",
        "math.greatest({double}, {double})", "math.abs({double})", "({bool} ? {double} : {double})",
    ),
    "bool": (
        "({int} < {int})", "({int} <= {double})", "({uint} > {int})", "({double} >= {double})",
        "({string} < {string})", "({bytes} < {bytes})", "({any} == {any})", "({any} != {any})",
        "({list} == {list})", "({map} == {map})", "({timestamp} < {timestamp})",
        "({duration} >= {duration})", "({bool} && {bool})", "({bool} || {bool})",
        "({bool} && {bool} && {bool})", "({bool} || {int})", "({bool} || {bool} || {bool})", "(!{bool})",
        "({any} in {list})", "({string} in {map})", "({int} in {map})", "{string}.contains({string})",
        "{string}.startsWith({string})", "{string}.endsWith({string})", "{string}.matches('[ab]+')",
        "has({map}.a)", "has({map}.a.b)", "{list}.all(x, {bool})", "{list}.exists(x, {bool})",
        "{list}.exists_one(x, {bool})", "{list}.all(x, x == {any})", "{list}.exists(x, x != {any})",
        "{map}.all(x, x == {any})", "{list}.all(i, x, i < 2 || x == {any})",
        "{list}.exists(i, x, i > 0 && {bool})",
        "{list}.existsOne(i, x, x == {any})", "sets.contains({list}, {list})",
        "sets.intersects({list}, {list})",
        "sets.equivalent({list}, {list})", "bool({string})", "({bool} ? {bool} : {bool})",
        "math.isNaN({double})",
        "math.isInf({double})", "({any} < {any})", "(type({any}) == type({any}))",
        "optional.of({any}).hasValue()",
        "optional.ofNonZeroValue({any}).hasValue()", "{list}.first().hasValue()", "(1 / {int} > 0)",
    ),
    "string": (
        "({string} + {string})", "string({int})", "string({uint})", "string({double})", "string({bool})",
        "string({bytes})", "string({timestamp})", "string({duration})", "{string}.charAt({int})",
        "{string}.lowerAscii()", "{string}.upperAscii()", "{string}.replace({string}, {string})",
        "{string}.replace({string}, {string}, {int})", "{string}.substring({int})", "{string}.trim()",
        "{string}.substring({int}, {int})", "{string}.reverse()", "['a', {string}].join({string})",
        "{list}.join()", "strings.quote({string})", "'%s'.format([{string}])",
        "'%s-%d'.format([{list}, {int}])",
        "'%x|%b|%o'.format([{int}, {int}, {uint}])", "'%.2f'.format([{double}])", "'%e'.format([{double}])",
        "'%s'.format([{map}])", "'%s %s'.format([{timestamp}, {duration}])", "base64.encode({bytes})",
        "({bool} ? {string} : {string})", "'%X'.format([{string}])",
    ),
    "bytes": ("({bytes} + {bytes})", "bytes({string})", "base64.decode(base64.encode({bytes}))"),
    "list": (
        "({list} + {list})", "[{any}, {any}]", "[{int}, {int}, {int}]", "{list}.map(x, {any})",
        "{list}.filter(x, {bool})", "{list}.filter(x, x != {any})", "{list}.map(x, {bool}, {any})",
        "{list}.map(x, x)", "{list}.transformList(i, x, i)", "{list}.transformList(i, x, {bool}, x)",
        "{string}.split({string})", "{string}.split({string}, {int})", "{list}.distinct()",
        "{list}.flatten()",
        "{list}.flatten(2)", "{list}.slice({int}, {int})", "[{int}, {int}, {int}].sort()",
        "[{string}, {string}].sort()", "{list}.sort()", "{list}.reverse()", "lists.range(size({list}))",
        "[{int}, {int}, {int}].sortBy(x, -x)", "[{string}, {string}].sortBy(x, size(x))",
        "[?{map}.?a, {any}]",
        "({bool} ? {list} : {list})", "[{double}, {double}].sort()", "[{any}, {any}, {any}].distinct()",
    ),
    "map": (
        "«'a': {any}»", "«{int}: {any}»", "«'a': {any}, 'b': {any}»", "«?'a': {map}.?a»",
        "«{bool}: {any}, {int}: {any}»", "({bool} ? {map} : {map})",
    ),
    "timestamp": ("({timestamp} + {duration})", "({timestamp} - {duration})", "timestamp({int})"),
    "duration": ("({duration} + {duration})", "({duration} - {duration})", "({timestamp} - {timestamp})"),
    "null": ("({bool} ? null : null)",),
}  # fmt: skip


def expression(source: random.Random, kind: str, depth: int, names: tuple[str, ...] = ()) -> str:
    """Return an expression of `kind` whose operators nest no deeper than `depth`."""
    if kind == "any" or source.random() < _ILL_TYPED:
        kind = source.choice(KINDS)
    if names and source.random() < _USES_NAME:
        return source.choice(names)
    if depth == 0 or source.random() < _STOPS:
        return source.choice(_LITERALS[kind])
    shape = source.choice(_SHAPES[kind])
    return _filled(source, shape, depth - 1, names)


_ILL_TYPED, _USES_NAME, _STOPS = 0.02, 0.25, 0.1


def _filled(source: random.Random, shape: str, depth: int, names: tuple[str, ...]) -> str:
    inner = (*names, "x") if "(x, " in shape or "(i, x" in shape else names
    pieces: list[str] = []
    rest = shape
    while rest:
        before, brace, after = rest.partition("{")
        pieces.append(before)
        if not brace:
            break
        kind, _, rest = after.partition("}")
        # The receiver of a macro does not see its variable.
        seen = inner if any("x, " in piece for piece in pieces) else names
        pieces.append(expression(source, kind, depth, seen))
    return "".join(pieces).replace("«", "{").replace("»", "}")


_SIMPLE: dict[str, tuple[str, ...]] = {
    "int": (
        "({int} + {int})", "({int} - {int})", "({int} * {int})", "size({string})", "[{int}, {int}].size()",
        "({bool} ? {int} : {int})", "[{int}, {int}][0]",
    ),
    "bool": (
        "({int} < {int})", "({int} >= {int})", "({string} == {string})", "({string} < {string})",
        "({int} != {int})", "({bool} && {bool})", "({bool} || {bool})", "(!{bool})",
        "'ab'.contains({string})", "'ab'.startsWith({string})", "({int} in [{int}, {int}])",
        "[{int}, {int}].all(x, x > {int})", "[{int}, {int}].exists(x, x == {int})",
        "['a', {string}].exists_one(x, x == {string})", "[{int}, {int}].filter(x, x > {int}).size() > 1",
    ),
    "string": ("({string} + {string})", "({bool} ? {string} : {string})"),
}  # fmt: skip
_SIMPLE_LITERALS = {"int": ("0", "1", "2", "7"), "bool": ("true", "false"), "string": ("'a'", "'ab'", "'é'")}


def simple(source: random.Random, kind: str, depth: int) -> str:
    """Return an expression of what cel-python is known to get right, none of which fails."""
    if depth == 0:
        return source.choice(_SIMPLE_LITERALS[kind])
    rest, pieces = source.choice(_SIMPLE[kind]), []
    while rest:
        before, brace, after = rest.partition("{")
        pieces.append(before)
        if not brace:
            break
        inner, _, rest = after.partition("}")
        pieces.append(simple(source, inner, depth - 1))
    return "".join(pieces)
