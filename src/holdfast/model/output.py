"""An output format: a name, and a function from a report to text."""

from collections.abc import Callable
from typing import NamedTuple

from holdfast.model.report import Report


class OutputFormat(NamedTuple):
    """A format for `--format` and `-o`. `render` is pure; `summary` says in a line what it is for.

    `render_in_colour` is for formats that a terminal shows, and None for the others. A format that
    `asks_for_line_hashes` finds `Report.line_hashes` filled, for which files are read once more.
    """

    name: str
    render: Callable[[Report], str]
    summary: str
    render_in_colour: Callable[[Report], str] | None = None
    asks_for_line_hashes: bool = False
