"""The errors that a user can mend: each says what is wrong, where, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.model.location import Location


class UserError(Exception):
    """The run itself is wrong; it ends with exit code 2.

    `message` is one sentence; `location` is where it was written, if it was written anywhere;
    `hint` is what to do next.
    """

    def __init__(self, message: str, *, location: Location | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.location = location
        self.hint = hint


class UserErrors(UserError):  # noqa: N818  # it is several
    """Several errors of one run, in the order in which they are to be shown; never empty."""

    def __init__(self, errors: Sequence[UserError]) -> None:
        super().__init__(errors[0].message, location=errors[0].location, hint=errors[0].hint)
        self.errors = tuple(errors)


class UsageError(UserError):
    """The command line cannot be understood."""


class TargetError(UserError):
    """A target on the command line cannot be checked."""


class ConfigError(UserError):
    """A configuration file, or an option that stands for one, is wrong."""


class PolicyError(UserError):
    """A pack or a policy cannot be loaded."""


class CatalogueError(UserError):
    """A file of catalogue facts cannot be loaded."""


class PluginError(UserError):
    """A plugin does not load, raises, or names a hook that does not exist."""


class WorkerError(UserError):
    """A process that had a part of the work ended before it was done."""
