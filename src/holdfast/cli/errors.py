"""A user's error as text for standard error."""

from __future__ import annotations

from holdfast.errors import UserError, UserErrors
from holdfast.model.escape import escape


def shown(error: UserError) -> str:
    """Return the error, or each of several, with its place and what to do next."""
    errors = error.errors if isinstance(error, UserErrors) else (error,)
    return "\n\n".join(_one(item) for item in errors)


def _one(error: UserError) -> str:
    lines = [f"error: {escape(error.message)}"]
    if error.location is not None:
        lines.append(f"  --> {escape(str(error.location))}")
    if error.hint:
        lines.append(f"  = help: {escape(error.hint)}")
    return "\n".join(lines)
