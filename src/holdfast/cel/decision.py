"""A program that many subjects are put to: what stays the same for all of them is bound once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.cel import core
from holdfast.cel.closures import prepare
from holdfast.cel.errors import ABSORBED, BudgetExceededError, CelError, OperationError, UnknownRaised
from holdfast.cel.failures import Closure, Raised, at
from holdfast.cel.program import Program
from holdfast.cel.values import Remembering, adapt, to_plain
from holdfast.model.unknown import Unknown

UNDECIDED: Any = object()
"""No value; the program itself says why."""

_NOWHERE = core.Constant(None, 1, 1)


class Decision:
    """The quick way to the value of `program`: where that has none, it says only that.

    Both ways run the same closure in frames that hold the same, so that they come to the same. `blank`
    is a frame with what stays the same; `opened` are the slots of it that are yet to be filled. Where
    `kept_with` names the only one of them, what it says of a record is kept with the record.
    """

    __slots__ = ("blank", "kept_with", "opened", "program", "run")

    def __init__(self, program: Program, fixed: Mapping[str, Any]) -> None:
        resolved = program.resolved
        self.program = program
        self.run: Closure | None = None
        self.kept_with = ""
        self.blank: list[Any] = [None] * resolved.slots
        self.opened: list[tuple[int, str]] = []
        for variable in resolved.variables:
            if isinstance(variable, core.Variable) and variable.name not in fixed:
                self.opened.append((variable.slot, variable.name))
            else:
                self.blank[variable.slot] = prepare(variable, fixed)

    def compiled(self) -> Closure:
        """Return the closure, which is made where it is first needed."""
        self.run = self.program.run
        return self.run

    @staticmethod
    def first_false(decisions: Sequence[Decision], bound: Mapping[str, Any], budget: int) -> int:
        """Return which is the first that is false; how many there are where all are true.

        -1: one that comes before is neither, so whoever wants to know has to ask in another way.
        """
        first = 0
        try:
            for decision in decisions:
                value = (decision.kept if decision.kept_with else decision.asked)(bound, budget)
                if value is not True:
                    return first if value is False else -1
                first += 1
        except (CelError, UnknownRaised, RecursionError) as failure:
            failure.__traceback__ = None  # its frames may hold it, and would stay on with all they know
            return -1
        return first

    def asked(self, bound: Mapping[str, Any], budget: int) -> Any:
        """Return what the closure returns, and raise what it raises."""
        frame = self.blank.copy()
        frame[0] = budget
        for slot, name in self.opened:
            frame[slot] = bound[name]
        return (self.run or self.compiled())(frame)

    def kept(self, bound: Mapping[str, Any], budget: int) -> Any:
        """Return the same, and ask only once of one record where that is true or false."""
        record = bound[self.kept_with]
        if not isinstance(record, Remembering):
            return self.asked(bound, budget)
        value = record.remembered.get(self)
        if value is None:
            value = self.asked(bound, budget)
            if value is True or value is False:
                record.remembered[self] = value
        return value

    def value(self, bound: Mapping[str, Any], budget: int) -> Any:
        """Return the value as `Program.evaluate` does, UNDECIDED where that raises CelEvaluationError.

        Raises BudgetExceededError, which nothing absorbs: not even where one decision reads another.
        `bound` has what `bound()` makes of each binding.
        """
        try:
            value = self.asked(bound, budget)
            return value if value is True or value is False else to_plain(value)
        except UnknownRaised as unknown:
            unknown.__traceback__ = None  # as above
            return Unknown(unknown.rests_on)
        except BudgetExceededError:
            raise
        except RecursionError:
            raise BudgetExceededError("the evaluation nests too deeply") from None
        except CelError as error:
            error.__traceback__ = None
            return UNDECIDED


def bound(value: Any) -> Any:
    """Return a binding as a frame holds it: a value of CEL, or the failure to be one."""
    if isinstance(value, Remembering):
        return value
    try:
        return adapt(value)
    except OperationError as error:
        return Raised(at(_NOWHERE, error.message))
    except ABSORBED as error:
        return Raised(error)
