"""Every known difference from other implementations: an example, who is right and why, and what it explains.

A difference explains a parting only where it says what both answers are, or at least what ours must be: no
other mistake of ours can hide behind it. Sources are files of github.com/google: cel-spec is the language
definition, cel-go and cel-cpp implement it, and cel-expr-python is a binding of cel-cpp.
"""

from __future__ import annotations

import base64
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from answers import ERROR, OPAQUE, REFUSED, Answer, Parting, ours, written
from expressions import Tree, shape


class Difference(NamedTuple):
    """What `engine` says of an example (None: not always the same), and which partings come of the same."""

    engine: str
    example: Tree
    theirs: Answer | None
    reason: str
    source: str
    explains: Callable[[Parting], bool]


def made(text: str, *operands: str | Tree, kind: str = "any") -> Tree:
    """Return the expression of a shape over operands."""
    parsed = shape(text)
    trees = (Tree("any", shape(operand)) if isinstance(operand, str) else operand for operand in operands)
    return Tree(kind, parsed, tuple(trees), {name: name for name in parsed.variables})


GOOGLE, COMMUNITY = "cel-expr-python", "cel-python"
NAN = ["double", "nan"]
TRUE, FALSE = ["bool", True], ["bool", False]


def sign_of_nan(p: Parting) -> bool:
    said = (["string", "nan"], ["string", "-nan"])
    return p.operation == "string(_)" and p.operand(0) == NAN and (p.ours, p.theirs) == said


def six_digits(p: Parting) -> bool:
    """Tell whether theirs is what we say of doubles that have six digits at most."""
    if ".format(" not in p.operation:
        return False
    first, *others = p.operation.split("_")
    rounded = (
        written(_in_six_digits(answer)) + word for (answer,), word in zip(p.operands, others, strict=True)
    )
    return ours(first + "".join(rounded)) == p.theirs


def _in_six_digits(answer: Answer) -> Answer:
    kind, value = answer[0], answer[-1]
    if kind == "double":
        return [kind, f"{float(value):.6g}"]
    if kind == "list":
        return [kind, [_in_six_digits(item) for item in value]]
    if kind == "map":
        return [kind, [[key, _in_six_digits(item)] for key, item in value]]
    return answer


def short_years(p: Parting) -> bool:
    if ".format(" not in p.operation or p.ours[0] != "string" or p.theirs[0] != "string":
        return False
    return p.ours[1] != p.theirs[1] == re.sub(r"0+(\d+-\d\d-\d\dT\d\d:)", r"\1", p.ours[1])


def bad_utf8(p: Parting) -> bool:
    """Tell whether bytes were written as text: theirs is no text, ours that of Python's decoder."""
    return (
        ".format(" in p.operation and p.ours[0] == "string" and "\ufffd" in p.ours[1] and p.theirs == OPAQUE
    )


def whole_substring(p: Parting) -> bool:
    if not p.operation.endswith(".substring(_, _)") or p.theirs != ERROR:
        return False
    (kind, text), (_, start), end = (p.operand(position) for position in range(3))
    return kind == "string" and end == ["int", len(text)] and p.ours == ["string", text[start:]]


def spaced_base64(p: Parting) -> bool:
    if p.operation != "base64.decode(_)" or p.ours != ERROR or p.theirs[0] != "bytes":
        return False
    text = "".join(p.operand(0)[1].split())
    return text != p.operand(0)[1] and base64.b64decode(text + "=" * (-len(text) % 4)).hex() == p.theirs[1]


def element_by_number(p: Parting) -> bool:
    """Tell whether an element was asked for by a uint or a double, and ours is that element."""
    if p.operation != "_[?_]" or p.operand(1)[0] not in ("uint", "double") or p.theirs != ERROR:
        return False
    (_, values), index = p.operand(0), float(p.operand(1)[1])
    if not index.is_integer():
        return False
    return p.ours == ["list", [values[int(index)]] if 0 <= index < len(values) else []]


def int_of_bool(p: Parting) -> bool:
    if p.operation not in ("int(_)", "uint(_)", "double(_)") or p.operand(0)[0] != "bool":
        return False
    return p.ours == ERROR and p.theirs == ["int", int(p.operand(0)[1])]


def number_literals(p: Parting) -> bool:
    """Tell whether they refuse what is an error here too."""
    return re.match(r"math\.(greatest|least)\(", p.operation) is not None and _refused(p)


def sorted_literal(p: Parting) -> bool:
    return ".sortBy(" in p.operation and _refused(p)


def _refused(p: Parting) -> bool:
    return p.ours == ERROR and p.theirs == REFUSED


def stale_slot(p: Parting) -> bool:
    """Tell whether a bound name meets a loop, and theirs is ours once the operands are written out."""
    binds = re.search(r"cel\.bind\(|\.(optMap|optFlatMap|sortBy)\(", p.text)
    loops = re.search(r"\.(all|exists|exists_one|existsOne|transformList)\(", p.text)
    return binds is not None and loops is not None and p.on_values == p.ours


def has_of_optional(p: Parting) -> bool:
    """Tell whether a `has()` of an optional failed, and theirs is ours once the operands are written out."""
    return re.search(r"has\([^)]*\.\?", p.text) is not None and p.theirs == ERROR and p.on_values == p.ours


def order_of_keys(p: Parting) -> bool:
    """Tell whether both hold the same, made from a map."""
    if not re.match(r"_\.(map|filter|transformList)\(", p.operation) or p.operand(0)[0] != "map":
        return False
    return Counter(map(str, p.ours[-1])) == Counter(map(str, p.theirs[-1]))


def sorted_nan(p: Parting) -> bool:
    """Tell whether ours is ordered with nan at the end, and theirs holds the same."""
    if (
        not p.operation.endswith(".sort()")
        or p.ours[0] != "list"
        or p.theirs[0] != "list"
        or NAN not in p.ours[1]
    ):
        return False
    numbers = [float(value) for _, value in p.ours[1]]
    in_order = sorted(numbers, key=lambda number: (math.isnan(number), number))
    return repr(in_order) == repr(numbers) and Counter(map(str, p.ours[1])) == Counter(map(str, p.theirs[1]))


def unstable(p: Parting) -> bool:
    """Tell whether all were sorted by one key, and ours are as they were."""
    if not p.operation.endswith(".sortBy(@x, _)") or len({str(key) for key in p.operands[-1]}) > 1:
        return False
    return p.ours == p.operand(0) and Counter(map(str, p.ours[1])) == Counter(map(str, p.theirs[-1]))


def flat_map_of_anything(p: Parting) -> bool:
    """Tell whether an optFlatMap() of what is no optional made ours fail."""
    return re.search(r"\.optFlatMap\((\w), \1\)", p.text) is not None and p.ours == ERROR


def left_out(_: Parting) -> bool:
    """Explain nothing: random expressions do not do this."""
    return False


def small_negative(p: Parting) -> bool:
    if p.operation != "uint(_)" or p.operand(0)[0] != "double":
        return False
    return -1 < float(p.operand(0)[1]) < 0 and (p.ours, p.theirs) == (ERROR, ["uint", 0])


def modulo_overflow(p: Parting) -> bool:
    smallest = (["int", -(2**63)], ["int", -1])
    return p.operation.endswith("_ % _)") and (*p.operands,)[-2:] == ((smallest[0],), (smallest[1],))


def contains_of_sum(p: Parting) -> bool:
    """Tell whether theirs is ours once the operands are written out."""
    return p.operation == "_.contains(_)" and " + " in p.text and p.theirs == ERROR and p.on_values == p.ours


def not_absorbed(p: Parting) -> bool:
    """Tell whether theirs is ours once the operands are written out."""
    logic = "&&" in p.operation or "||" in p.operation
    return logic and p.theirs == ERROR and p.on_values == p.ours


KNOWN = (
    Difference(
        GOOGLE, made("string($double)", "0.0 / 0.0"), ["string", "-nan"],
        "it writes the sign of nan, which no expression can tell",
        "cel-spec doc/langdef.md, Numbers: there is one NaN", sign_of_nan,
    ),
    Difference(
        GOOGLE, made("'%s'.format([$double])", "123456789.0"), ["string", "1.23457e+08"],
        "it writes doubles in format() with six digits, so that unlike numbers look alike",
        "cel-go ext/formatting.go: with as many digits as it takes", six_digits,
    ),
    Difference(
        GOOGLE, made("'%s'.format([$timestamp])", "timestamp('0999-01-01T00:00:00Z')"),
        ["string", "999-01-01T00:00:00Z"],
        "it writes years in format() without leading zeros",
        "cel-spec doc/langdef.md, Types and Conversions: RFC 3339, whose years have four digits", short_years,
    ),
    Difference(
        GOOGLE, made("'%s'.format([$bytes])", "b'\\xff'"), OPAQUE,
        "it writes bytes in format() that are not UTF-8, and then cannot return the string",
        "cel-spec doc/langdef.md, String and Bytes Values: strings are of code points", bad_utf8,
    ),
    Difference(
        GOOGLE, made("$string.substring($int, $int)", "'abc'", "1", "3"), ERROR,
        "it refuses a substring that ends where the string does",
        "cel-go ext/strings.go: the end may be the size", whole_substring,
    ),
    Difference(
        GOOGLE, made("base64.decode($string)", "'Y Q=='"), ["bytes", "61"],
        "it skips spaces in base64; line breaks, everybody does",
        "cel-go ext/encoders.go: Go's base64.StdEncoding", spaced_base64,
    ),
    Difference(
        GOOGLE, made("$list[?$uint]", "[1]", "0u", kind="optional"), ERROR,
        "it takes an optional element by an int alone, but an element by any number",
        "cel-go common/types/list.go: IndexOrError", element_by_number,
    ),
    Difference(
        GOOGLE, made("int($bool)", "true"), ["int", 1],
        "it converts a bool to an int",
        "cel-spec doc/langdef.md, Types and Conversions: not among the conversions to int", int_of_bool,
    ),
    Difference(
        GOOGLE, made("false ? $int : 1", made("math.greatest($any, 1)", "'a'")), REFUSED,
        "it refuses a literal that is no number in math.greatest() and least() before evaluating anything",
        "cel-spec doc/langdef.md, Gradual Type Checking: without a check it fails where it is evaluated",
        number_literals,
    ),
    Difference(
        GOOGLE, made("false ? $list : []", made("$any.sortBy(@x, $int)", "2.5", "1")), REFUSED,
        "it refuses sortBy() of a literal that is no list before evaluating anything",
        "cel-spec doc/langdef.md, Gradual Type Checking: without a check it fails where it is evaluated",
        sorted_literal,
    ),
    Difference(
        GOOGLE, made("$bool ? $int : $int", "['b', 'a'].exists(y, true)", "cel.bind(x, 1, x)", "0"),
        ["string", "a"],
        "a name that is bound after a loop that stopped early has what the loop left behind: 1 is 'a'",
        "cel-go ext/bindings.go: a name has the value that it is bound to", stale_slot,
    ),
    Difference(
        GOOGLE, made("($bool && $bool)", "has({'a': 1}.?a.b)", "false"), ERROR,
        "an error in has() of an optional is not absorbed",
        "cel-spec doc/langdef.md, Logical Operators", has_of_optional,
    ),
    Difference(
        GOOGLE, made("{1: 'a', 1u: 'b'}.size()"), ["int", 2],
        "it lets 1 and 1u be two keys of one map",
        "cel-spec doc/langdef.md, Aggregate Values: an error; Numbers: they are equal", left_out,
    ),
    Difference(
        GOOGLE, made("$map.map(@k, @k)", "{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9}"), None,
        "it walks a map in an order that changes with the process; ours is that in which it was written",
        "cel-spec doc/langdef.md, Macros: the order is not defined", order_of_keys,
    ),
    Difference(
        GOOGLE, made("$list.sort()", "[0.0/0.0, 2.0, 1.0]"),
        ["list", [NAN, ["double", "1.0"], ["double", "2.0"]]],
        "it leaves nan where it meets it, and may leave the others unsorted; ours comes last",
        "cel-spec doc/langdef.md, Ordering: nan has none", sorted_nan,
    ),
    Difference(
        GOOGLE, made("$list.sortBy(@x, $int)", "lists.range(20)", "0"), None,
        "it changes the order of what is equal in a long list",
        "cel-go ext/lists.go: Go's sort.Slice need not keep it either", unstable,
    ),
    Difference(
        GOOGLE, made("lists.range($int)", "-1"), ERROR,
        "it fails to reserve room for fewer than no elements",
        "cel-go ext/lists.go: genRange makes an empty list", left_out,
    ),
    Difference(
        GOOGLE, made("$string.split('')", "''"), ["list", [["string", ""]]],
        "it makes one empty string of an empty string that is split into its characters",
        "cel-go ext/strings.go: Go's strings.Split makes an empty list", left_out,
    ),
    Difference(
        GOOGLE, made("$list.exists_one(@i, @x, $bool)", "[1]", "true"), ERROR,
        "of two variables it has existsOne() alone",
        "cel-go ext/comprehensions.go has exists_one() too", left_out,
    ),
    Difference(
        GOOGLE, made("$list.existsOne(@x, $bool)", "[1]", "true"), ERROR,
        "of one variable it has exists_one() alone",
        "cel-go parser/macro.go has existsOne() too", left_out,
    ),
    Difference(
        GOOGLE, made("$map.transformMap(@k, @v, $any)", "{'a': 1}", "v"), ERROR,
        "it lacks the function that transformMap() and transformMapEntry() expand to",
        "cel-go ext/comprehensions.go", left_out,
    ),
    Difference(
        GOOGLE, made("optional.of($list)[$int].hasValue()", "[1]", "3"), TRUE,
        "an element outside the list in an optional is an error within the optional",
        "cel-go interpreter/attributes.go: applyQualifiers makes it optional.none()", left_out,
    ),
    Difference(
        GOOGLE, made("[$any].size()", "optional.of(1).optFlatMap(x, x)"), ["int", 1],
        "at evaluation it does not look whether optFlatMap() makes an optional",
        "cel-go cel/library.go: it takes what makes one", flat_map_of_anything,
    ),
    Difference(
        GOOGLE, made("int($string)", "' 1'"), ["int", 1],
        "it reads numbers with spaces around them",
        "cel-go common/types/string.go: Go's strconv.ParseInt", left_out,
    ),
    Difference(
        GOOGLE, made("double($string)", "'0x10'"), ["double", "16.0"],
        "it reads hexadecimal doubles without an exponent",
        "cel-go common/types/string.go: Go's strconv.ParseFloat", left_out,
    ),
    Difference(
        COMMUNITY, made("uint($double)", "-0.5"), ["uint", 0],
        "it rounds before it looks at the range",
        "cel-spec doc/langdef.md, Types and Conversions: out of range is an error", small_negative,
    ),
    Difference(
        COMMUNITY, made("($int % $int)", "-9223372036854775808", "-1"), ["int", 0],
        "it does not see the overflow of the quotient",
        "cel-spec doc/langdef.md, Overflow", modulo_overflow,
    ),
    Difference(
        COMMUNITY, made("$string.contains($string)", "('a' + 'b')", "'a'"), ERROR,
        "what + makes of strings has no contains()",
        "cel-spec doc/langdef.md, String Functions", contains_of_sum,
    ),
    Difference(
        COMMUNITY, made("$bool && $bool", "false", "[1].exists_one(x, x > 1 / 0)"), ERROR,
        "some errors are not absorbed, such as those in exists_one()",
        "cel-spec doc/langdef.md, Logical Operators", not_absorbed,
    ),
    *(
        Difference(COMMUNITY, made(example), theirs, reason, f"cel-spec doc/langdef.md, {source}", left_out)
        for example, theirs, reason, source in (
            ("0.0 / 0.0", ["double", "inf"], "any double by zero is inf", "Numeric Values"),
            ("[1, 2][-1]", ["int", 2], "it counts negative indexes from the end", "List Operators"),
            ("1 == 1.0", ERROR, "it compares no int with a double", "Numbers"),
            ("1 == 'a'", ERROR, "it does not compare unlike values", "Equality"),
            ("size(null)", ["int", 0], "null has a size", "Standard Environment"),
            ("string(true)", ["string", "True"], "a bool is written as Python does", "Types and Conversions"),
            ("{'a': 1 / 0}.size()", ["int", 1], "an error may be a value of a map", "Runtime Errors"),
            ("has({}.a.b)", FALSE, "any error in has() is false", "Field Selection"),
            ("true && 1", ["int", 1], "a last operand need not be a bool", "Logical Operators"),
            ("[1].filter(x, 1)", ["list", [["int", 1]]], "any value is a condition", "Macros"),
            ("[1].map(x, true, x)", ERROR, "map() has no condition", "Macros"),
            ("int('0x10')", ["int", 16], "it reads hexadecimal numbers", "Types and Conversions"),
            ("timestamp('2026-01-01')", ["timestamp", 1767225600000000], "a date is a timestamp",
             "Types and Conversions"),
            ("duration('1.5s').getMilliseconds()", ["int", 1500], "it does not take the seconds off",
             "Date/Time Functions"),
            ("'''a\nb'''", ["string", "ab"], "it drops line breaks of long strings",
             "String and Bytes Values"),
            ("[1, 2,].size()", ERROR, "it has no trailing commas", "Syntax"),
            ("'a'.charAt(0)", ERROR, "it has none of the extensions", "Extension Functions"),
        )
    ),
)  # fmt: skip
