"""`holdfast rules`: what is checked."""

from __future__ import annotations

from argparse import Namespace

from holdfast.cli.known_rules import add_policies, known_rules
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.model.report import EXIT_CLEAN

HELP = """\
List every rule of the installed packs, and of those that the configuration,
--org-config or --policies names: id, severity and title.

Exit codes:
  0   the rules are listed
  2   the run is wrong

Examples:
  holdfast rules
  holdfast rules --policies policies/acme
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast rules`."""
    parser = Parser(command, description=HELP)
    add_policies(parser)
    return parser


def run_command(arguments: Namespace) -> int:
    """List the rules."""
    from holdfast.output.strings import prose

    found = known_rules(arguments).rules.values()
    width = max(len(rule.id) for rule in found)
    # A configured pack may be a stranger's: nothing of it reaches the terminal as it is.
    say("".join(f"{rule.id:{width}}  {rule.severity:8}  {prose(rule.title)}\n" for rule in found))
    return EXIT_CLEAN
