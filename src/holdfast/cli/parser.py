"""How the command line of one command is read, and how its help looks."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from holdfast.errors import UsageError
from holdfast.model.escape import quoted
from holdfast.model.spelling import did_you_mean

HELP_OPTIONS = ("-h", "--help")

_WIDTH = 80
_INDENT = 26


class Parser(argparse.ArgumentParser):
    """The options of a command, and what it takes besides: its arguments.

    `command` is how it is called (`holdfast check`). `arguments` is how what it takes besides options is
    written: `RULE [TARGET]...`, or nothing. A name in brackets may be left out, dots stand for any number.
    """

    def __init__(self, command: str, arguments: str = "", *, description: str) -> None:
        super().__init__(
            prog=command,
            usage=" ".join(filter(None, ("%(prog)s [OPTION]...", arguments))),
            description=description,
            formatter_class=_Layout,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self._arguments = arguments.split()
        self.add_argument(*HELP_OPTIONS, action="help", help="Show this message and exit.")

    @property
    def options(self) -> Sequence[argparse.Action]:
        """Its options, in the order of its help."""
        return self._actions

    @property
    def takes(self) -> Sequence[str]:
        """What it takes besides options, as it is written in its help."""
        return self._arguments

    def parse(self, words: Sequence[str]) -> argparse.Namespace | None:
        """Return the options by name, and as `arguments` the rest; None where help is asked for.

        Raises UsageError. Options may stand before and after arguments, up to a `--`.
        """
        at = words.index("--") if "--" in words else len(words)
        if any(word in HELP_OPTIONS for word in words[:at]):
            return None
        try:
            # argparse is not told of the arguments: with options between them it reads them differently from
            # one version of Python to the next, and loses a `--`. What it does not know it hands back.
            found, rest = self.parse_known_args(list(words[:at]))
        except argparse.ArgumentError as error:
            raise self._misused(error) from error
        for word in rest:
            if word.startswith("-") and word != "-":
                raise self._in_one_word(word) or self._unknown(word.partition("=")[0])
        found.arguments = [*rest, *words[at + 1 :]]
        self._check(found.arguments)
        return found

    def error(self, message: str) -> NoReturn:
        """Raise UsageError where argparse would end the process."""
        raise UsageError(f"`{self.prog}`: {message}.", hint=self._see_help())

    def _misused(self, error: argparse.ArgumentError) -> UsageError:
        option = str(error.argument_name).rpartition("/")[2]
        if error.message.startswith("expected"):
            action = self._option_string_actions[option]
            value = action.metavar or action.dest.upper()
            return UsageError(f"`{option}` needs a value.", hint=f"Write `{option}={value}`.")
        if error.message.startswith("ignored explicit argument"):
            return UsageError(f"`{option}` takes no value.", hint=f"Write `{option}` alone.")
        return UsageError(f"`{option}`: {error.message}.", hint=self._see_help())

    def _in_one_word(self, word: str) -> UsageError | None:
        """Return what is wrong where an option came with its value in one word; else None.

        A shell parts them, and a list of arguments does not: of a workflow, or of a hook.
        """
        option = word.partition(" ")[0]
        action = self._option_string_actions.get(option)
        if action is None or action.nargs == 0:
            return None
        value = action.metavar or action.dest.upper()
        return UsageError(
            f"`{option}` came with its value in one word, apart by a space.",
            hint=f"Write `{option}={value}`.",
        )

    def _unknown(self, option: str) -> UsageError:
        known = [name for name in self._option_string_actions if name.startswith("--")]
        begun = [name for name in known if name.startswith(option)]  # as in other commands an abbreviation
        near = f"Did you mean `{begun[0]}`? " if len(begun) == 1 else did_you_mean(option, known)
        ends = " Behind a `--` it is an argument." if self._arguments else ""
        hint = near + self._see_help() + ends
        return UsageError(f"`{self.prog}` has no option {quoted(option)}.", hint=hint)

    def _check(self, arguments: Sequence[str]) -> None:
        needed = [name for name in self._arguments if not name.startswith("[")]
        if len(arguments) < len(needed):
            raise UsageError(f"`{self.prog}` needs a {needed[len(arguments)]}.", hint=self._see_help())
        most = len(self._arguments)
        if len(arguments) > most and not any(name.endswith("...") for name in self._arguments):
            said = f"`{self.prog}` does not take {quoted(arguments[most])}."
            raise UsageError(said, hint=self._see_help())

    def _see_help(self) -> str:
        return f"`{self.prog} --help` shows what it takes."


class _Layout(argparse.RawDescriptionHelpFormatter):
    """The same help in every version of Python and for a window of any width."""

    def __init__(self, prog: str) -> None:
        # Where the width is not given, argparse imports shutil to ask for it: once for every option.
        super().__init__(prog, max_help_position=_INDENT, width=_WIDTH)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        value = self._format_args(action, self._get_default_metavar_for_optional(action))
        return f"{', '.join(action.option_strings)} {value}".rstrip()
