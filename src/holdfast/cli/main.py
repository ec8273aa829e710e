"""Where the command starts."""

from __future__ import annotations

import sys

from holdfast import __version__


def main() -> None:
    """Run the command line and exit; see `holdfast.cli.group.run_command` for the codes."""
    if sys.argv[1:] == ["--version"]:
        # Scripts and hooks ask this often: it costs them no import of what a check needs.
        sys.stdout.write(f"holdfast, version {__version__}\n")
        return
    from holdfast.cli.group import run_command

    run_command()
