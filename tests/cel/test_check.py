"""What the static checks say of an expression, and where; and that what they accept is not of wrong types."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast import cel
from holdfast.cel import check as checking
from holdfast.cel import core
from holdfast.cel.check import Checked, check
from holdfast.cel.libraries import BUILTINS
from holdfast.cel.notes import ABSENT, CONSTANT, EMPTY_ALL
from holdfast.cel.types import (
    BOOL,
    DURATION,
    DYN,
    INT,
    NOTHING,
    NULL,
    STRING,
    TIMESTAMP,
    AnyType,
    Either,
    Field,
    Lazy,
    ListOf,
    MapOf,
    Object,
    Text,
    join,
    parse_type,
    show,
)

LEVEL = Text(("low", "high"))
APP = Object(
    "app",
    Lazy(
        {
            "id": lambda: Field(STRING),
            "level": lambda: Field(LEVEL, may_be_absent=True),
            "stage": lambda: Field(Text(("pilot", "production"))),
            "kinds": lambda: Field(ListOf(Text(("personal", "health"))), may_be_absent=True),
            "end": lambda: Field(TIMESTAMP),
            "retires": lambda: Field(Either((TIMESTAMP, NULL))),
            "other": lambda: Field(APP),
            "all": lambda: Field(ListOf(APP)),
            "notes": lambda: Field(Object("app.notes", {}, STRING)),
        }
    ),
)
VARIABLES: dict[str, AnyType] = {
    "app": APP,
    "n": INT,
    "flag": BOOL,
    "days": DURATION,
    "numbers": ListOf(INT),
    "labels": MapOf(STRING, STRING),
    "params": Object("params", {"most": Field(INT)}, is_map=True),
    "any": DYN,
}
DAY = "a day is written date('2027-04-01')"
FUNCTIONS = (
    cel.Function("share", ("list(dyn)",), "double", lambda values: 1.0 / len(values)),
    cel.Function("half", ("double",), "double", lambda value: value / 2),
    cel.Function("odd", ("unheard-of",), "whatever", lambda value: value),
)


def checked(source: str, wanted: AnyType = DYN) -> Checked:
    program = cel.compile(source, variables=VARIABLES, functions=FUNCTIONS)
    return check(program.resolved, VARIABLES, wanted)


def said(source: str, wanted: AnyType = DYN) -> list[str]:
    return [f"{note.line}:{note.column} {note.message}" for note in checked(source, wanted).errors]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("app.levle == 'low'", "1:5 `app` has no field `levle`; did you mean `level`?"),
        ("has(app.levle)", "1:9 `app` has no field `levle`; did you mean `level`?"),
        ("app.other.all[0].Level", "1:18 `app` has no field `Level`; did you mean `level`?"),
        ("app.all.exists(a, a.nothing)", "1:21 `app` has no field `nothing`"),
        ("app['levle']", "1:5 `app` has no field `levle`; did you mean `level`?"),
        ("app.?levle.orValue('')", "1:6 `app` has no field `levle`; did you mean `level`?"),
        ("params.least", "1:8 `params` has no field `least`"),
        ("cel.bind(a, app.other, a.ned)", "1:26 `app` has no field `ned`; did you mean `end`?"),
        ("app.all.map(a, a.other)[0].sage", "1:28 `app` has no field `sage`; did you mean `stage`?"),
        ("app.id.name", "1:8 `.name` needs an object, not string"),
        ("has(app.all.id)", "1:13 `.id` needs an object, not list(app)"),
        ("app.id == 1", "1:8 `==` compares unlike types: string and int"),
        ("app != app.id", "1:5 `!=` compares unlike types: app and string"),
        (
            "app.id == null",
            "1:8 `==` compares unlike types: string and null; has() tells whether a field is set",
        ),
        (
            "app.end < '2027-01-01'",
            "1:9 `<` compares unlike types: timestamp and string; a day is written date('2027-04-01')",
        ),
        (
            "app.retires == '2027-01-01'",
            f"1:13 `==` compares unlike types: timestamp or null and string; {DAY}",
        ),
        ("days > 30", "1:6 `>` compares unlike types: duration and int"),
        ("app.all == numbers", "1:9 `==` compares unlike types: list(app) and list(int)"),
        ("numbers.distinct() == ['a']", "1:20 `==` compares unlike types: list(int) and list(string)"),
        ("app < app.other", "1:5 `<` compares unlike types: app and app"),
        ("'a' in numbers", "1:5 `in` looks for string in list(int)"),
        ("1 in ['a', 'b']", "1:3 `in` looks for int in list(string)"),
        ("'a' in app.id", "1:5 `in` needs a list or a map, not string"),
        ("'a' in app.notes", "1:5 `in` needs a list or a map, not app.notes"),
        ("[1] in labels", "1:5 `in` looks for list(int) in map(string)"),
        ("app.level == 'hihg'", "1:14 `app.level` is never `hihg`; did you mean `high`?"),
        ("'hihg' != app.level", "1:1 `app.level` is never `hihg`; did you mean `high`?"),
        ("app.level in ['low', 'hgh']", "1:22 `app.level` is never `hgh`; did you mean `high`?"),
        ("'helth' in app.kinds", "1:1 `app.kinds` never holds `helth`; did you mean `health`?"),
        ("app.kinds.exists(k, k == 'x')", "1:26 `k` is never `x`; there are `personal`, `health`"),
        ("app.all[0].stage == 'pilto'", "1:21 this is never `pilto`; did you mean `pilot`?"),
        ("app.level == app.stage", "1:11 `==` compares what never has a value in common"),
        ("n + 'a'", "1:3 `+` does not take int and string"),
        ("n + 1 + 1.0", "1:7 `+` does not take int and double"),
        ("app.end + app.end", "1:9 `+` does not take timestamp and timestamp"),
        ("-app.id", "1:6 `-` needs int or double here, not string"),
        ("!n", "1:2 `!` needs bool here, not int"),
        ("flag && app.id", "1:13 `&&` needs bool here, not string"),
        ("n ? 1 : 2", "1:1 `?:` needs bool here, not int"),
        ("numbers.all(x, x)", "1:16 all() needs bool here, not int"),
        ("app.all(x, true)", "1:5 all() needs a list or a map, not app"),
        ("labels.sortBy(x, x)", "1:8 sortBy() needs a list, not map(string)"),
        ("numbers['a']", "1:9 `[]` needs number here, not string"),
        ("n[0]", "1:2 `[]` needs a list or a map, not int"),
        ("n.size()", "1:1 size() needs string or bytes or list or map here, not int"),
        ("numbers.startsWith('a')", "1:1 startsWith() needs string here, not list(int)"),
        ("app.id.contains(1)", "1:17 contains() needs string here, not int"),
        ("numbers.join(', ')", "1:1 join() needs list(string) here, not list(int)"),
        ("app.all.sort()", "1:9 sort() needs what has an order, not app"),
        ("numbers.sortBy(x, [x])", "1:9 sortBy() needs what has an order, not list(int)"),
        ("share(n)", "1:7 share() needs list here, not int"),
        ("app.id.matches('(')", "1:16 the pattern does not compile: missing ): ("),
        ("numbers.first() + 1", "1:17 `+` does not take optional(int) and int"),
        ("n.orValue(1)", "1:1 orValue() needs optional here, not int"),
        ("{1.5: 1}", "1:2 a key needs string or bool or int or uint here, not double"),
        ("app.id == 'a' &&\n  app.levle == 'low'", "2:7 `app` has no field `levle`; did you mean `level`?"),
    ],
)
def test_a_mistake_is_told_at_its_place(source: str, expected: str) -> None:
    assert [expected] == said(source)


def test_all_mistakes_of_an_expression_are_told() -> None:
    assert [
        "1:5 `app` has no field `levle`; did you mean `level`?",
        "1:34 `app.stage` is never `plot`; did you mean `pilot`?",
        "1:46 `<` compares unlike types: int and string",
    ] == said("app.levle == 'x' || app.stage == 'plot' || n < ''")


def test_the_whole_must_be_what_is_wanted() -> None:
    assert ["1:5 the expression must be bool, not string"] == said("app.id", BOOL)
    assert [] == said("any", BOOL)
    assert [] == said("flag ? true : null", BOOL)


def test_what_nobody_declared_is_told_too() -> None:
    failing = check(cel.compile("nope(1) == missing").resolved, {})
    assert [(1, 1, "there is no function `nope`")] == [note[:3] for note in failing.errors]


@pytest.mark.parametrize(
    "source",
    [
        "any.what.ever[0] + 1 < 'a' || 'x' in any",
        "app.retires == null || app.retires > app.end + days",
        "1 == 1.0 && 1u < 2.5 && n in [1.0]",
        "(flag ? 'a' : 1) == 1",
        "[1, 'a'][0] + 1 == 2",
        "(flag ? [] : ['a']).map(x, x + 'b')",
        "{}.a == 1",
        "labels.team == 'x' && 'team' in labels && has(labels.team) && labels.all(k, k != '')",
        "app.notes.team == 'x' && has(app.notes.what) && app.notes['team'] == 'y'",
        "'most' in params && params.size() == 1 && params.all(k, v, v == 1 && k != '')",
        "app == app.other && app in app.all && [app] == app.all",
        "app.all.map(a, a.id).distinct().sort().join(', ') == ''",
        "app.all.filter(a, a.level == 'high').size() > n",
        "numbers.first().orValue(0) + 1 == math.greatest(numbers)",
        "app.?level.orValue('none') == 'whatever'",
        "app.?level.optMap(l, l == 'high').orValue(false)",
        "numbers.transformMap(i, v, v * i)[1] == 2",
        "numbers.sortBy(x, -x)[0] - 1 == 0",
        "[[1], [2]].flatten()[0] + 1 == 2",
        "half(n) < 1.0 && half(2.5) > 0.5 && odd(app) == 1 && odd('x').y",
        "type(app.id) == string && type(n) != type(1.5)",
        "string(n) + string(app.end) + string(days) == ''",
        "app.end.getFullYear() == 2027 && days.getHours() > 1",
        "timestamp('2027-01-01T00:00:00Z') - app.end > duration('1h')",
        "[?app.?level, 'x'].size() == 1",
        "google.protobuf.Int32Value{value: 1} == 1",
        "'%s %d'.format([app.id, n]) == app.id.reverse()",
        "app.kinds == ['personal'] || app.level == app.id",
        "numbers + [1] == numbers.slice(0, 1) && b'a' + b'b' < b'c'",
        "math.abs(n) + math.bitAnd(n, 1) == 3 && math.ceil(1.5) + 1.0 > 2.0",
        "optional.none().orValue(1) == 1 && optional.of('a').value() == 'a'",
    ],
)
def test_what_may_be_right_is_not_called_wrong(source: str) -> None:
    assert [] == said(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("app.all.all(a, a.id != '')", [(EMPTY_ALL, "1:9 all() is true of an empty list")]),
        ("[1, n].all(x, x > 0)", []),
        ("numbers.size() > 0 && numbers.all(x, x > 0)", []),
        (
            "app.level != 'low'",
            [(ABSENT, "1:11 `app.level` may be absent, and then `!=` is unknown, not true")],
        ),
        ("has(app.level) && app.level != 'low'", []),
        ("app.stage != 'pilot'", []),
        ("1 + 1 == 2", [(CONSTANT, "1:7 the expression is always the same")]),
        ("flag || 1 == 1", [(CONSTANT, "1:11 this part is always the same")]),
    ],
)
def test_warnings(source: str, expected: list[tuple[str, str]]) -> None:
    found = checked(source)
    assert () == found.errors
    assert expected == [(note.kind, f"{note.line}:{note.column} {note.message}") for note in found.warnings]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("app.all.map(a, a.level)", "list(string)"),
        ("numbers.map(x, x * 2).first()", "optional(int)"),
        ("flag ? 1 : null", "int or null"),
        ("app.other.other", "app"),
        ("{'a': app}", "map(app)"),
        ("[]", "list"),
        ("share([1]) + half(2)", "double"),
        ("app.end - app.end", "duration"),
        ("app.all.transformMap(i, a, a.end)", "map(timestamp)"),
        ("cel.bind(x, app.all, x.filter(a, a.id == ''))", "list(app)"),
    ],
)
def test_types_are_inferred(source: str, expected: str) -> None:
    assert expected == show(checked(source).type)


def test_declarations_of_all_functions_are_understood() -> None:
    open_ended = {name for name, function in BUILTINS.items() if DYN in map(parse_type, function.parameters)}
    assert {
        "dyn", "math.greatest", "math.least", "optional.of", "optional.ofNonZeroValue", "type",
    } == open_ended  # fmt: skip


def test_joining_types() -> None:
    assert LEVEL == join(NOTHING, LEVEL)
    assert Text(("a", "b", "c")) == join(Text(("a", "b")), Text(("b", "c")))
    assert STRING == join(LEVEL, STRING)
    assert DYN == join(DYN, INT)
    assert ListOf(Either((INT, STRING))) == join(ListOf(INT), ListOf(STRING))


def test_types_that_double_at_each_level_take_no_time() -> None:
    source = "x == [x, [x], {'a': x}, optional.of(x)]"
    for _ in range(6):
        source = f"cel.bind(x, [[x], {{'a': x}}, optional.of(x), {{'b': [x]}}], {source})"
    assert [] == said(f"cel.bind(x, [1], {source})")


# What the checker accepts does not fail for its types, for values of the declared types. What may be one of
# several types, or anything, is let pass and may fail: expressions with such a part are left out.

BINDINGS_TYPES: dict[str, AnyType] = {
    "i": INT,
    "s": STRING,
    "b": BOOL,
    "t": TIMESTAMP,
    "d": DURATION,
    "li": ListOf(INT),
    "ls": ListOf(STRING),
    "m": MapOf(INT, STRING),
    "o": Object("o", Lazy({"i": lambda: Field(INT), "s": lambda: Field(STRING), "o": lambda: OBJECT})),
}
OBJECT = Field(BINDINGS_TYPES["o"])


class Cyclic:
    """A record whose field `o` is itself."""

    identity = "o"

    def lookup(self, name: str) -> Any:
        return {"i": 3, "s": "x", "o": self}[name]

    def has(self, name: str) -> bool:
        return self.lookup(name) is not None


BINDINGS = {
    "i": 2,
    "s": "ab",
    "b": True,
    "t": cel.Timestamp(0),
    "d": cel.Duration(10**9),
    "li": [1, 2],
    "ls": ["a", "b"],
    "m": {"a": 1, "i": 2, "s": 3, "o": 4},
    "o": Cyclic(),
}
LEAVES = st.sampled_from([*BINDINGS, "1", "'a'", "true", "1.5", "2u", "null", "[1]", "['a']"])
SHAPES = (
    "({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} / {1})", "({0} % {1})", "(-({0}))", "(!{0})",
    "({0} == {1})", "({0} < {1})", "({0} in {1})", "({0} && {1})", "({0} || !{1})", "({0} ? {1} : {1})",
    "{0}.i", "{0}.o", "{0}.s", "{0}.x", "has({0}.i)", "has({0}.x)", "{0}[{1}]", "{0}['i']", "[{0}, {0}]",
    "{{'a': {0}}}", "{0}.size()", "{0}.contains({1})", "{0}.join({1})", "{0}.map(v, v)",
    "{0}.map(v, v + {1})", "{0}.filter(v, v == {1})", "{0}.all(v, v < {1})", "{0}.exists(v, {1})",
    "{0}.first().orValue({0}[0])",
    "{0}.distinct()", "{0}.reverse()", "{0}.?i.orValue(1)", "cel.bind(v, {0}, v + {1})", "string({0})",
    "{0}.getHours()", "{0}.transformMap(k, v, v)", "{0}.sort()", "math.greatest({0}, {0})", "{0}.flatten()",
    "{0}.sortBy(v, v)", "sets.contains({0}, {1})", "optional.of({0}).optMap(v, v + {1}).value()",
)  # fmt: skip
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda shape, first, second: shape.format(first, second), st.sampled_from(SHAPES), inner, inner
    ),
    max_leaves=6,
)
OF_TYPES = (
    "has no field", "does not take", "needs a", "needs an", "was expected here", "not a boolean",
    "takes a field", "have no order", "not of one type", "takes a list",
)  # fmt: skip


def is_sure(kind: AnyType) -> bool:
    """Tell whether a type says exactly what a value is."""
    parts = (getattr(kind, "element", None), getattr(kind, "value", None), getattr(kind, "key", None))
    return kind != DYN and not isinstance(kind, Either) and all(is_sure(part) for part in parts if part)


class Recording(checking._Checker):  # to see the type of every part
    """Keeps in mind whether every part was sure."""

    sure = True

    def type_of(self, node: core.Node) -> AnyType:
        kind = super().type_of(node)
        self.sure = self.sure and is_sure(kind)
        return kind


@settings(max_examples=1500, deadline=None)
@given(EXPRESSIONS)
def test_what_is_accepted_does_not_fail_for_its_types(source: str) -> None:
    program = cel.compile(source, variables=BINDINGS_TYPES)
    recording = Recording(BINDINGS_TYPES)
    recording.type_of(program.resolved.root)
    assert tuple(sorted(set(recording.errors))) == check(program.resolved, BINDINGS_TYPES).errors
    if recording.errors or not recording.sure:
        return
    said = ""
    try:
        program.evaluate(BINDINGS)
    except cel.CelEvaluationError as error:
        said = error.message
    assert [] == [words for words in OF_TYPES if words in said], said
