"""Values on the command line that several commands read, and the day where none is given."""

from __future__ import annotations

import re
from argparse import Namespace, _ArgumentGroup
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from holdfast.errors import UsageError
from holdfast.model.escape import quoted
from holdfast.model.spelling import did_you_mean

if TYPE_CHECKING:
    from holdfast.cli.parser import Parser
    from holdfast.load.cache import Cache

AS_OF = "The day that facts and dates are judged by (default: today, UTC)."
"""What `--as-of` is for."""

NO_CACHE = "Use nothing that was worked out before, and keep nothing."
"""What `--no-cache` is for."""

_NUMBER = r"[1-9][0-9]{0,3}"
# datetime.strptime reads the same and imports the locale; date.fromisoformat reads other spellings too.
_DAY = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"


def day(text: str) -> date:
    """Return the day that is written `YYYY-MM-DD`. Raises UsageError."""
    written = re.fullmatch(_DAY, text)
    try:
        if written:
            return date(*map(int, written.groups()))
    except ValueError:
        pass  # such as the 30th of February
    raise UsageError(f"{quoted(text)} is not a day.", hint="Write YYYY-MM-DD, such as 2027-04-01.")


def at_least_one(text: str) -> int:
    """Return the whole number that is written, 1 or more. Raises UsageError."""
    if not re.fullmatch(_NUMBER, text):
        raise UsageError(f"{quoted(text)} is no number of processes.", hint="Write 1 or more.")
    return int(text)


class OneOf:
    """What reads one of `names`, each a `kind`."""

    __slots__ = ("kind", "names")

    def __init__(self, kind: str, names: Sequence[str]) -> None:
        self.kind = kind
        self.names = tuple(names)

    def __call__(self, text: str) -> str:
        """Return `text` if it is one of the names. Raises UsageError."""
        if text not in self.names:
            known = ", ".join(f"`{name}`" for name in self.names)
            hint = f"{did_you_mean(text, self.names)}Write one of {known}."
            raise UsageError(f"{quoted(text)} is no {self.kind}.", hint=hint)
        return text


def one_of(kind: str, names: Sequence[str]) -> OneOf:
    """Return what reads one of `names`, each a `kind`."""
    return OneOf(kind, names)


def add_format(options: Parser | _ArgumentGroup, names: Sequence[str]) -> None:
    """Add the option `--format`, which reads one of `names`; the first is the default."""
    *others, last = (f"{names[0]} (default)", *names[1:])
    options.add_argument(
        "--format",
        type=one_of("format", names),
        default=names[0],
        metavar="NAME",
        help=f"Format of standard output: {', '.join(others)} or {last}.",
    )


def add_config(options: Parser | _ArgumentGroup) -> None:
    """Add the option that names a configuration."""
    options.add_argument(
        "--config",
        type=Path,
        metavar="PATH",
        help="Configuration in place of the nearest .holdfast.yaml.",
    )


def add_org_config(options: Parser | _ArgumentGroup, effect: str) -> None:
    """Add the option that names the configuration of an organisation; `effect` is what it does here."""
    options.add_argument(
        "--org-config", type=Path, metavar="PATH", help=f"Configuration of the organisation{effect}"
    )


def add_no_config(options: Parser | _ArgumentGroup) -> None:
    """Add the option with which no configuration is read."""
    options.add_argument("--no-config", action="store_true", help="Read no configuration.")


def add_jobs(options: Parser | _ArgumentGroup) -> None:
    """Add the option that says how many processes share the work."""
    options.add_argument(
        "--jobs",
        type=at_least_one,
        metavar="N",
        help="Processes that share the work (default: one for each core, where that pays).",
    )


def target_paths(arguments: Sequence[str]) -> tuple[Path, ...]:
    """Return the targets. Raises UsageError for an empty one, which would stand for the current folder."""
    if not all(arguments):
        raise UsageError(
            "a TARGET is empty.",
            hint="Is a variable of your script unset? Write `.` for the current folder.",
        )
    return tuple(map(Path, arguments))


def cache_of(arguments: Namespace, checked: Sequence[Path]) -> Cache:
    """Return the cache for a run on the paths `checked`; `arguments` has the option `--no-cache`."""
    from holdfast.load.cache import NO_CACHE, user_cache

    return NO_CACHE if arguments.no_cache else user_cache(checked)


def today() -> date:
    """Return the day in UTC. No other module reads the clock."""
    return datetime.now(UTC).date()


def seconds() -> float:
    """Return seconds from some start, by a clock that nobody sets."""
    return monotonic()
