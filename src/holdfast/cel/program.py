"""From source to a program that can be evaluated many times."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from holdfast.cel.standard import STANDARD
from holdfast.cel.values import CelEvaluationError, CelSyntaxError, Function, Unknown

MAX_SOURCE = 10_000
"""Characters of source; cel-python's parser takes time proportional to it (1 MB ran for 8 s)."""

MAX_NESTING = 30
"""Open brackets at once; cel-python's tree nests some fifteen nodes a bracket and is walked recursively."""

DEFAULT_BUDGET = 2_000_000
"""Steps of one evaluation, a visited node or an element of a loop each."""

_RESERVED = ("has", "dyn")


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled expression."""

    source: str
    _tree: Any
    _functions: Mapping[str, Function]

    def evaluate(self, bindings: Mapping[str, Any], *, budget: int | None = None) -> Any:
        """Return the value for `bindings` (plain values, `Record`s and `Unknown`s by name).

        The value is plain Python, a `Record`, or an `Unknown` with all that it rests on. Raises
        CelEvaluationError where there is none, BudgetExceededError after `budget` steps.
        """
        from celpy.evaluation import CELEvalError  # 130 ms, paid only by those who evaluate

        from holdfast.cel.conversion import UnknownValue, from_cel
        from holdfast.cel.interpreter import Interpreter

        interpreter = Interpreter(self._tree, bindings, self._functions, budget or DEFAULT_BUDGET)
        try:
            with _recursion_limit():
                value = interpreter.visit(self._tree)
        except RecursionError:
            raise CelEvaluationError("the expression nests too deeply") from None
        except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
            # cel-python lets these escape from some operators; its texts speak of its own classes.
            raise CelEvaluationError("an operator does not take these values") from error
        if isinstance(value, UnknownValue):
            return Unknown(value.rests_on)
        if isinstance(value, CELEvalError):
            raise CelEvaluationError(_plain(value), value.line or 1, value.column or 1)
        return from_cel(value)


def compile(  # noqa: A001  # the field's word, used as holdfast.cel.compile
    source: str,
    *,
    variables: Collection[str] | None = None,
    functions: Iterable[Function] = (),
    container: str = "",  # noqa: ARG001  # part of the interface; nothing of ours uses one
) -> Program:
    """Compile `source`.

    `variables` are the names that will be bound; without them names are only checked at evaluation.
    Raises CelSyntaxError with line and column for what is not an expression, is too large, or names
    a variable or function that does not exist.
    """
    own = {function.name: function for function in (*STANDARD, *functions)}
    _check_size(source)
    tree = _parse(source)
    _check_names(tree, variables, own)
    return Program(source, tree, own)


class _recursion_limit:  # noqa: N801  # used as a context manager only
    """cel-python needs some 25 Python frames a level; the limit goes back to what it was."""

    def __enter__(self) -> None:
        self._before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(self._before, 10_000))

    def __exit__(self, *_: object) -> None:
        sys.setrecursionlimit(self._before)


@cache
def _parser() -> Any:
    from celpy.celparser import CELParser  # 130 ms, and 220 ms for its tables

    return CELParser()


def standard_names() -> frozenset[str]:
    """Return the functions, macros and reserved words of the language, which nobody may redefine."""
    from celpy.evaluation import base_functions

    from holdfast.cel.interpreter import MACROS

    return frozenset({*base_functions, *MACROS, *_RESERVED, *(function.name for function in STANDARD)})


def _parse(source: str) -> Any:
    from celpy.celparser import CELParseError

    try:
        with _recursion_limit():
            return _parser().parse(source)
    except CELParseError as error:
        line, column = error.line or 0, error.column or 0
        if line < 1:  # the parser says so where the source ends too early
            line, column = _end_of(source)
        raise CelSyntaxError("this is not a CEL expression from here on", line, column) from None
    except RecursionError:
        raise CelSyntaxError("the expression nests too deeply") from None


def _end_of(source: str) -> tuple[int, int]:
    lines = source.rstrip().split("\n")
    return len(lines), len(lines[-1]) + 1


def _check_size(source: str) -> None:
    if len(source) > MAX_SOURCE:
        raise CelSyntaxError(f"the expression is longer than {MAX_SOURCE:,} characters")
    if not source.strip():
        raise CelSyntaxError("the expression is empty")
    depth = 0
    for character in source:
        # Brackets inside strings count too: a bound needs no exactness.
        depth += (character in "([{") - (character in ")]}")
        if depth > MAX_NESTING:
            raise CelSyntaxError(f"the expression nests deeper than {MAX_NESTING} brackets")


def _check_names(tree: Any, variables: Collection[str] | None, own: Mapping[str, Function]) -> None:
    from celpy.evaluation import base_functions

    from holdfast.cel.interpreter import MACROS

    known = {*base_functions, *own, *_RESERVED}
    for kind, token, bound in _names(tree, frozenset()):
        name = token.value
        if kind == "method" and name in MACROS:
            continue
        if kind == "variable":
            if variables is not None and name not in {*variables, *bound, *base_functions}:
                _reject(token, f"there is no variable `{name}` here", name, [*variables, *bound])
        elif name not in known:
            _reject(token, f"there is no function `{name}`", name, [*known, *MACROS])


def _reject(token: Any, message: str, name: str, candidates: Sequence[str]) -> None:
    near = difflib.get_close_matches(name, sorted(candidates), 1)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    raise CelSyntaxError(message + hint, token.line, token.column)


def _names(tree: Any, bound: frozenset[str]) -> Iterator[tuple[str, Any, frozenset[str]]]:
    """Yield every variable, function and method with the macro variables that are bound there."""
    from holdfast.cel.interpreter import MACROS, innermost

    stack = [(tree, bound)]
    while stack:
        node, names = stack.pop()
        if node.data in ("ident", "dot_ident"):
            yield "variable", node.children[0], names
        elif node.data in ("ident_arg", "dot_ident_arg"):
            yield "function", node.children[0], names
        elif node.data == "member_dot_arg":
            method = node.children[1]
            yield "method", method, names
            if method.value in MACROS:
                _, _, *listed = node.children
                arguments = listed[0].children if listed else []
                variable = innermost(arguments[0]) if arguments else None
                expected = (2, 3) if method.value == "map" else (2,)
                if variable is None or variable.data != "ident" or len(arguments) not in expected:
                    raise CelSyntaxError(
                        f"{method.value}() takes a variable and an expression: x.{method.value}(e, …)",
                        method.line,
                        method.column,
                    )
                stack.append((node.children[0], names))
                inner = names | {variable.children[0].value}
                stack.extend((body, inner) for body in arguments[1:])
                continue
        stack.extend((child, names) for child in node.children if hasattr(child, "data"))


def _plain(error: Any) -> str:
    """Return cel-python's message without what it adds of the bindings."""
    message = str(error.args[0]) if error.args else "the expression has no value"
    if message.startswith(("found no matching overload", "no such overload")):
        return "an operator or function does not take these values"
    if message == "return error for overflow":
        _, _, *rest = error.args
        cause = rest[0][0] if rest and rest[0] else "overflow"
        return f"out of range: {cause}"
    return message.partition(" (in activation")[0]
