"""Where the command starts."""

from __future__ import annotations

import sys

from holdfast import __version__


def main() -> None:
    """Run the command line and exit; see `holdfast.cli.commands.run_command_line` for the codes."""
    if sys.argv[1:2] == ["--version"]:
        # Scripts and hooks ask this often: it costs them no import of what a check needs.
        if sys.stdout is not None:  # closed by the caller, as with `>&-`
            sys.stdout.write(f"holdfast, version {__version__}\n")
        return
    from holdfast.cli.commands import run_command_line

    run_command_line()
