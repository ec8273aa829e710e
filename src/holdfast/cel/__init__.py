"""CEL: text to a program, and a program to a value; knows nothing of manifests."""

from typing import TYPE_CHECKING

from holdfast.cel.core import NODES, Resolved
from holdfast.cel.decision import UNDECIDED, Decision, bound
from holdfast.cel.errors import BudgetExceededError, CelError, CelEvaluationError, CelSyntaxError
from holdfast.cel.libraries import BUILTINS
from holdfast.cel.library import Builtin
from holdfast.cel.program import Program, compile, standard_names  # noqa: A004  # the field's word
from holdfast.cel.time import Duration, Timestamp
from holdfast.cel.values import Record, Remembering, Type, Uint
from holdfast.model.function import Function
from holdfast.model.unknown import Unknown

if TYPE_CHECKING:
    from holdfast.cel.trace import Part, Read, Trace

__all__ = [
    "BUILTINS",
    "NODES",
    "UNDECIDED",
    "BudgetExceededError",
    "Builtin",
    "CelError",
    "CelEvaluationError",
    "CelSyntaxError",
    "Decision",
    "Duration",
    "Function",
    "Part",
    "Program",
    "Read",
    "Record",
    "Remembering",
    "Resolved",
    "Timestamp",
    "Trace",
    "Type",
    "Uint",
    "Unknown",
    "bound",
    "compile",
    "standard_names",
]


def __getattr__(name: str) -> object:
    """Import what only those need who ask why."""
    if name in ("Part", "Read", "Trace"):
        from holdfast.cel import trace

        return getattr(trace, name)
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
