"""From source to a program that can be evaluated many times."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from holdfast.cel import core
from holdfast.cel.closures import compile_node, prepare
from holdfast.cel.errors import BudgetExceededError, CelError, CelEvaluationError, UnknownRaised
from holdfast.cel.failures import Closure
from holdfast.cel.libraries import BUILTINS
from holdfast.cel.values import to_plain
from holdfast.model.function import Function
from holdfast.model.unknown import Unknown

if TYPE_CHECKING:
    from holdfast.cel.trace import Trace, Tracer

DEFAULT_BUDGET = 1_000_000
"""Steps of one evaluation: an element of a loop each, and eight characters of what strings grow by."""


class Program:
    """A compiled expression, `resolved` from its `source`.

    The closures are made when it is first evaluated, or traced: few messages of policies ever are. `run`
    takes the place of the closure of the whole, for who wants to watch it (`is_watched`).
    """

    __slots__ = ("_run", "_tracer", "is_watched", "resolved", "source")

    def __init__(self, source: str, resolved: core.Resolved, run: Closure | None = None) -> None:
        self.source = source
        self.resolved = resolved
        self.is_watched = run is not None
        self._run = run
        self._tracer: Tracer | None = None

    @property
    def run(self) -> Closure:
        """The closure of the whole expression, over a frame of slots."""
        if self._run is None:
            self._run = compile_node(self.resolved.root)
        return self._run

    @property
    def tracer(self) -> Tracer:
        """The closures that record what each part comes to."""
        if self._tracer is None:
            from holdfast.cel.trace import Tracer  # few programs are ever asked why

            self._tracer = Tracer(self.resolved.root)
        return self._tracer

    @property
    def reads(self) -> frozenset[str]:
        """The names of what it takes from the bindings, with every name that an undeclared one may mean."""
        found: set[str] = set()
        for variable in self.resolved.variables:
            if isinstance(variable, core.Variable):
                found.add(variable.name)
            else:
                found.update(name for name, _ in variable.candidates)
        return frozenset(found)

    def evaluate(self, bindings: Mapping[str, Any], *, budget: int | None = None) -> Any:
        """Return the value for `bindings` (plain values, `Record`s and `Unknown`s by name).

        The value is plain Python, a `Record`, or an `Unknown` with all that it rests on. Raises
        CelEvaluationError where there is none, BudgetExceededError after `budget` steps.
        """
        return self._evaluated(self.run, bindings, budget)

    def trace(self, bindings: Mapping[str, Any], *, budget: int | None = None) -> Trace:
        """Evaluate as `evaluate` does, and say what each part of the expression came to; slower.

        Never raises CelError: the error is in the trace.
        """
        from holdfast.cel.trace import Trace

        try:
            with self.tracer.recording() as (run, base):
                value, failure = None, None
                try:
                    value = self._evaluated(run, bindings, budget)
                except CelError as error:
                    failure = error.with_traceback(None)
        except RecursionError:
            return Trace(None, BudgetExceededError("the evaluation nests too deeply"), None)
        return Trace(value, failure, base.parts[0] if base.parts else None)

    def _evaluated(self, run: Closure, bindings: Mapping[str, Any], budget: int | None) -> Any:
        resolved = self.resolved
        frame: list[Any] = [None] * resolved.slots
        frame[0] = DEFAULT_BUDGET if budget is None else budget
        try:
            for variable in resolved.variables:
                frame[variable.slot] = prepare(variable, bindings)
            return to_plain(run(frame))
        except UnknownRaised as unknown:
            unknown.__traceback__ = None  # its frames may hold it, and would stay on with all they know
            return Unknown(unknown.rests_on)
        except CelEvaluationError as error:
            error.__traceback__ = None
            # Nodes raise one error again and again; the caller gets its own.
            raise CelEvaluationError(error.message, error.line, error.column) from None
        except RecursionError:
            # Expressions nest less than this; values, and the programs that records call, may nest more.
            raise BudgetExceededError("the evaluation nests too deeply") from None


def compile(  # noqa: A001  # the field's word, used as holdfast.cel.compile
    source: str,
    *,
    resolved: core.Resolved | None = None,
    variables: Collection[str] | None = None,
    functions: Iterable[Function] = (),
    container: str = "",
) -> Program:
    """Compile `source`; where it was compiled before in the same way, `resolved` is that of its program.

    `variables` are the names that will be bound, or their types by name; without them names, functions
    and numbers of arguments are only checked at evaluation. `container` is the namespace that names are
    looked up in first. Raises CelSyntaxError with line and column for what is not an expression, is too
    large, or names a variable or function that does not exist.
    """
    if resolved is None:
        # Not imported for expressions that were compiled in an earlier run.
        from holdfast.cel.parse import parse
        from holdfast.cel.resolve import resolve

        resolved = resolve(parse(source), variables, functions, container)
    return Program(source, resolved)


def standard_names() -> frozenset[str]:
    """Return the functions and macros of the language, which nobody may define otherwise."""
    from holdfast.cel.macros import NAMES

    return frozenset({*BUILTINS, *NAMES})
