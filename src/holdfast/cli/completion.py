"""`holdfast completion`: what a shell needs to complete a command line."""

from __future__ import annotations

import re
from argparse import Action, Namespace
from importlib import import_module
from typing import TYPE_CHECKING

from holdfast.cli.options import OneOf, one_of
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.model.report import EXIT_CLEAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.kit.completion import Command, Option

SHELLS = ("bash", "fish", "zsh")

HELP = """\
Write a script by which a shell completes commands, options and their values.

SHELL is bash, fish or zsh. Put the line of your shell into its start-up file:

  bash   eval "$(holdfast completion bash)"                    ~/.bashrc
  zsh    source <(holdfast completion zsh)                     ~/.zshrc
  fish   holdfast completion fish | source                     config.fish

Exit codes:
  0   the script is written
  2   there is none for that shell

Examples:
  holdfast completion bash
  holdfast completion zsh > ~/.zfunc/_holdfast
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast completion`."""
    return Parser(command, "SHELL", description=HELP)


def run_command(arguments: Namespace) -> int:
    """Write the script."""
    from holdfast.kit import completion

    [shell] = arguments.arguments
    one_of("shell", SHELLS)(shell)
    say(completion.SHELLS[shell](described()))
    return EXIT_CLEAN


def described() -> Sequence[Command]:
    """Return every command as its parser has it."""
    from holdfast.cli.commands import COMMANDS
    from holdfast.kit.completion import Command

    rules, formats = _rules(), _formats()
    found = []
    for name, (home, meaning) in sorted(COMMANDS.items()):
        parser: Parser = import_module(home).build_parser(f"holdfast {name}")
        options = tuple(_option(action, rules, formats) for action in parser.options)
        taken = [word.strip("[].") for word in parser.takes]
        kinds = {kind for word in taken for kind in [_KINDS.get(word, "")]}
        values = [value for word in taken for value in (rules if word == "RULE" else _WORDS.get(word, ()))]
        found.append(Command(name, meaning, options, tuple(values), "".join(sorted(kinds))))
    return found


_KINDS = {
    **dict.fromkeys(("TARGET", "PATH", "PATH|PACK"), "files"),
    **dict.fromkeys(("FOLDER", "PACK", "PACK/ID"), "folders"),
}
"""By what is to be written, whether it is the name of a file or a folder."""

_WORDS = {"SHELL": SHELLS}


def _option(action: Action, rules: Sequence[str], formats: Sequence[str]) -> Option:
    from holdfast.kit.completion import Option

    wanted = str(action.metavar or "")
    if isinstance(action.type, OneOf):
        values: Sequence[str] = action.type.names
    elif wanted == "FORMAT=PATH":
        values = [f"{name}=" for name in formats]
    else:
        values = {"RULE": rules, "NAME": formats}.get(wanted, ())
    return Option(
        tuple(action.option_strings),
        re.split(r"\. |: | \(|; ", action.help or "")[0].rstrip(".") + ".",
        action.nargs != 0,
        tuple(values),
        _KINDS.get(wanted, ""),
    )


def _rules() -> list[str]:
    """Return the ids of the rules that ship, by the names of their files: to read those takes too long."""
    from holdfast.builtin import policy_packs
    from holdfast.load.packs import CASES_SUFFIX, PACK_FILE
    from holdfast.load.rules import BUILT_IN_RULES

    files = [path for pack in policy_packs() for path in pack.glob("*.yaml")]
    policies = [path for path in files if path.name != PACK_FILE and not path.name.endswith(CASES_SUFFIX)]
    shipped = [f"{path.parent.name}/{path.stem}" for path in policies]
    return sorted({*(rule.id for rule in BUILT_IN_RULES), *shipped})


def _formats() -> list[str]:
    from holdfast.builtin import output_formats

    return [each.name for each in output_formats()]
