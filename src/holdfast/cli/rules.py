"""`holdfast rules`: what is checked."""

from __future__ import annotations

from argparse import Namespace

from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.model.policy import Rule
from holdfast.model.report import EXIT_CLEAN

HELP = """\
List every rule of the installed packs: id, severity and title.

Exit codes:
  0   the rules are listed
  2   the run is wrong

Example:
  holdfast rules
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast rules`."""
    return Parser(command, description=HELP)


def run_command(_: Namespace) -> int:
    """List the rules."""
    found = all_rules()
    width = max(len(rule.id) for rule in found)
    say("".join(f"{rule.id:{width}}  {rule.severity:8}  {rule.title}\n" for rule in found))
    return EXIT_CLEAN


def all_rules() -> list[Rule]:
    """Return the rules of all installed packs and checks, by id. Raises UserError."""
    from holdfast.cli.plugins import installed
    from holdfast.requirements import existing_rules

    return existing_rules(installed())
