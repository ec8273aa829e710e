"""The commands, and the one place that turns errors into exit codes."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from holdfast.cli.errors import shown
from holdfast.cli.streams import OutputError, complain, prepare, say
from holdfast.errors import UsageError, UserError
from holdfast.model.report import EXIT_BUG, EXIT_CLEAN, EXIT_WRONG_RUN

EXIT_INTERRUPTED = 130

COMMANDS: Mapping[str, tuple[str, str]] = {
    "baseline": ("holdfast.cli.baseline", "Accept the failures that there are, so that only new ones fail."),
    "check": ("holdfast.cli.check", "Check manifests against policies."),
    "completion": ("holdfast.cli.completion", "Write what a shell needs to complete command lines."),
    "config": ("holdfast.cli.config", "Show every setting in force, and where it comes from."),
    "detect": ("holdfast.cli.detect", "List the models that a repository names."),
    "explain": ("holdfast.cli.explain", "Say what a rule asks for, why, and what to do."),
    "init": ("holdfast.cli.init", "Write what a repository begins with."),
    "inventory": ("holdfast.cli.inventory", "List applications, models, and what is known of them."),
    "packs": ("holdfast.cli.packs_list", "List the packs in use, and whether they are locked."),
    "packs update": ("holdfast.cli.packs_update", "Lock packs as they are, and show what changed."),
    "policy docs": ("holdfast.cli.policy_docs", "Write a page for each pack."),
    "policy lint": ("holdfast.cli.policy_lint", "Say what weakens policies."),
    "policy new": ("holdfast.cli.policy_new", "Write a policy to begin with."),
    "policy test": ("holdfast.cli.policy_cases", "Run the cases of policies."),
    "rules": ("holdfast.cli.rules", "List what is checked."),
    "waive": ("holdfast.cli.waive", "Write a waiver: let a rule off for a subject, until a day."),
}
"""By the word or two that call it: the module of a command, and what it does.

Only the module of the command that is called is imported. It has `build_parser(command) -> Parser` and
`run_command(arguments) -> int`, which returns the exit code and imports what only a run needs.
"""

ABOUT = """\
Policy as code for AI model stacks.

Each repository declares in ai-manifest.yaml which applications it holds, and
which models they use. `holdfast check` says where that does not keep to the
policies.
"""
OPTIONS = """\
options:
  -h, --help  Show this message and exit; behind a command, what it takes.
"""
MORE = """\
  --version   Show the version and exit.

Examples:
  holdfast init
  holdfast check shop/ billing/
  holdfast inventory --format csv -o inventory.csv
"""


def run_command_line() -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 wrong run, 3 nothing to check, 70 a bug."""
    prepare()
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        complain("\n")  # a terminal shows `^C`, and what comes next begins a line
        code = EXIT_INTERRUPTED
    except UserError as error:
        complain(f"{shown(error)}\n")
        code = EXIT_WRONG_RUN
    except BrokenPipeError:
        # The reader of the output went away; nothing more can be said to it.
        sys.stderr.close()
        code = EXIT_WRONG_RUN
    except OutputError as error:
        complain(f"error: standard output cannot be written: {error}\n")
        sys.stdout = None  # Python would fail on it once more at its end
        code = EXIT_WRONG_RUN
    except Exception:  # noqa: BLE001  # the boundary: anything else is our mistake
        import traceback

        complain(traceback.format_exc())
        complain("\nThis is a bug in Holdfast, not in your files. Please report it with the text above.\n")
        code = EXIT_BUG
    sys.exit(code)


def _run(words: Sequence[str]) -> int:
    # `packs update` goes before `packs`.
    for name, (home, _) in sorted(COMMANDS.items(), key=lambda item: -len(item[0].split())):
        length = len(name.split())
        if name.split() == words[:length]:
            module = import_module(home)
            parser = module.build_parser(f"holdfast {name}")
            arguments = parser.parse(words[length:])
            if arguments is not None:
                return int(module.run_command(arguments))
            say(parser.format_help())
            return EXIT_CLEAN
    return _without_command(words)


def _without_command(words: Sequence[str]) -> int:
    """Answer where no command is called: with all of them, or those of a group such as `policy`."""
    from holdfast.cli.parser import HELP_OPTIONS

    group = f"{words[0]} " if words and _commands(f"{words[0]} ") else ""
    rest = words[1:] if group else words
    if not rest:
        complain(_overview(group))
        return EXIT_WRONG_RUN  # nothing was checked, and a script may have meant to
    if rest[0] in HELP_OPTIONS:
        say(_overview(group))
        return EXIT_CLEAN
    raise _unknown(group, rest[0])


def _overview(group: str) -> str:
    commands = _commands(group)
    width = max(map(len, commands))
    rows = [f"  {name:{width}}  {COMMANDS[group + name][1]}\n" for name in commands]
    usage = f"usage: holdfast {group}COMMAND [OPTION]... [ARGUMENT]...\n\n"
    listed = f"commands:\n{''.join(rows)}\n{OPTIONS}"
    return usage + (listed if group else f"{ABOUT}\n{listed}{MORE}")


def _commands(group: str) -> list[str]:
    return [name.removeprefix(group) for name in COMMANDS if name.startswith(group)]


def _unknown(group: str, word: str) -> UsageError:
    from holdfast.cli.parser import HELP_OPTIONS
    from holdfast.model.escape import quoted
    from holdfast.model.spelling import did_you_mean

    program = f"holdfast {group}".rstrip()
    if word.startswith("-"):
        near = did_you_mean(word, HELP_OPTIONS if group else (*HELP_OPTIONS, "--version"))
        hint = "Options of a command stand behind it: `holdfast check --format json`."
        return UsageError(f"`{program}` has no option {quoted(word)}.", hint=near + hint)
    near = did_you_mean(word, [name.partition(" ")[0] for name in _commands(group)])
    hint = f"`{program} --help` lists the commands."
    return UsageError(f"`{program}` has no command {quoted(word)}.", hint=near + hint)
