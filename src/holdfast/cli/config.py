"""`holdfast config`: what is in force, and where it comes from."""

from __future__ import annotations

from argparse import Namespace

from holdfast.cli.check import add_fail_on, add_what_is_checked, request_of
from holdfast.cli.options import add_format
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.model.policy import Severity
from holdfast.model.report import EXIT_CLEAN

FORMATS = ("text", "json")

HELP = """\
Show every setting in force, and where it comes from.

TARGET is as for `holdfast check`, and so are the options: what is shown is
what a check of TARGET would go by.

Exit codes:
  0   the settings are shown
  2   the run is wrong

Examples:
  holdfast config
  holdfast config shop/ --org-config organisation.yaml --format json
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast config`."""
    parser = Parser(command, "[TARGET]...", description=HELP)
    add_what_is_checked(parser)
    add_fail_on(parser)
    add_format(parser.add_argument_group("output"), FORMATS)
    return parser


def run_command(arguments: Namespace) -> int:
    """Show the settings."""
    request = request_of(arguments)
    from holdfast.effective import effective
    from holdfast.output.settings import render_json, render_text

    fail_on = Severity(arguments.fail_on) if arguments.fail_on else None
    shown = effective(request._replace(fail_on=fail_on))
    say(render_json(shown) if arguments.format == "json" else render_text(shown))
    return EXIT_CLEAN
