"""Where the command starts."""

from __future__ import annotations

import atexit
import gc
import sys

from holdfast import __version__

FIRST_COLLECTION = 100_000
"""So many objects are made before Python looks for garbage among them. A start makes half as many."""

LATER_COLLECTIONS = 1000
"""So many times it looks among what is new before it looks among what was kept. Of many manifests that are
kept for the portfolio none becomes garbage before the end."""


def main() -> None:
    """Run the command line and exit; see `holdfast.cli.commands.run_command_line` for the codes."""
    if sys.argv[1:2] == ["--version"]:
        # Scripts and hooks ask this often: it costs them no import of what a check needs.
        if sys.stdout is not None:  # closed by the caller, as with `>&-`
            sys.stdout.write(f"holdfast, version {__version__}\n")
        return
    # Next to nothing of what a start makes is garbage. To look for it again and again, and at the end twice
    # more, would take a fifth of a short run.
    gc.set_threshold(FIRST_COLLECTION, LATER_COLLECTIONS)
    atexit.register(gc.freeze)
    from holdfast.cli.commands import run_command_line

    run_command_line()
