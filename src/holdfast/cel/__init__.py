"""CEL: text to a program, and a program to a value; knows nothing of manifests."""

from holdfast.cel.program import Program, compile, standard_names  # noqa: A004  # the field's word
from holdfast.cel.values import (
    BudgetExceededError,
    CelError,
    CelEvaluationError,
    CelSyntaxError,
    Function,
    Record,
    Uint,
    Unknown,
)

__all__ = [
    "BudgetExceededError",
    "CelError",
    "CelEvaluationError",
    "CelSyntaxError",
    "Function",
    "Program",
    "Record",
    "Uint",
    "Unknown",
    "compile",
    "standard_names",
]
