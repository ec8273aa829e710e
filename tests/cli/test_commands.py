"""The command line as a whole: which command is called, and what is said where none is."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

from holdfast import __version__
from holdfast.cli.commands import COMMANDS

OVERVIEW = """\
usage: holdfast COMMAND [OPTION]... [ARGUMENT]...

Policy as code for AI model stacks.

Each repository declares in ai-manifest.yaml which applications it holds, and
which models they use. `holdfast check` says where that does not keep to the
policies.

commands:
  baseline      Accept the failures that there are, so that only new ones fail.
  check         Check manifests against policies.
  completion    Write what a shell needs to complete command lines.
  config        Show every setting in force, and where it comes from.
  detect        List the models that a repository names.
  explain       Say what a rule asks for, why, and what to do.
  init          Write what a repository begins with.
  inventory     List applications, models, and what is known of them.
  packs         List the packs in use, and whether they are locked.
  packs update  Lock packs as they are, and show what changed.
  policy docs   Write a page for each pack.
  policy lint   Say what weakens policies.
  policy new    Write a policy to begin with.
  policy test   Run the cases of policies.
  rules         List what is checked.
  waive         Write a waiver: let a rule off for a subject, until a day.

options:
  -h, --help  Show this message and exit; behind a command, what it takes.
  --version   Show the version and exit.

Examples:
  holdfast init
  holdfast check shop/ billing/
  holdfast inventory --format csv -o inventory.csv
"""
GROUP = """\
usage: holdfast policy COMMAND [OPTION]... [ARGUMENT]...

commands:
  docs  Write a page for each pack.
  lint  Say what weakens policies.
  new   Write a policy to begin with.
  test  Run the cases of policies.

options:
  -h, --help  Show this message and exit; behind a command, what it takes.
"""


@pytest.mark.parametrize(
    ("words", "shown"),
    [(["-h"], OVERVIEW), (["--help"], OVERVIEW), (["policy", "-h"], GROUP), (["policy", "--help"], GROUP)],
    ids=" ".join,
)
def test_help_is_what_was_asked_for(holdfast: Any, words: list[str], shown: str) -> None:
    ran = holdfast(*words)
    assert (0, shown, "") == (ran.code, ran.out, ran.err)


@pytest.mark.parametrize(("words", "shown"), [([], OVERVIEW), (["policy"], GROUP)], ids=["alone", "group"])
def test_without_a_command_nothing_was_checked(holdfast: Any, words: list[str], shown: str) -> None:
    ran = holdfast(*words)
    assert (2, "", shown) == (ran.code, ran.out, ran.err)


IN_HELP = "Options of a command stand behind it: `holdfast check --format json`."


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ["chekc"],
            "`holdfast` has no command `chekc`.",
            "Did you mean `check`? `holdfast --help` lists the commands.",
        ),
        (["x"], "`holdfast` has no command `x`.", "`holdfast --help` lists the commands."),
        ([""], "`holdfast` has no command ``.", "`holdfast --help` lists the commands."),
        (
            ["plicy", "test"],
            "`holdfast` has no command `plicy`.",
            "Did you mean `policy`? `holdfast --help` lists the commands.",
        ),
        (
            ["policy", "tset"],
            "`holdfast policy` has no command `tset`.",
            "Did you mean `test`? `holdfast policy --help` lists the commands.",
        ),
        (
            ["\x1b[31m\udcff\u202e"],
            r"`holdfast` has no command `\x1b[31m\udcff\u202e`.",
            "`holdfast --help` lists the commands.",
        ),
        (["--format", "json"], "`holdfast` has no option `--format`.", IN_HELP),
        (["--versoin"], "`holdfast` has no option `--versoin`.", f"Did you mean `--version`? {IN_HELP}"),
        (["policy", "--version"], "`holdfast policy` has no option `--version`.", IN_HELP),
        (["--", "check"], "`holdfast` has no option `--`.", IN_HELP),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_no_command_is_a_wrong_run(holdfast: Any, words: list[str], message: str, hint: str) -> None:
    ran = holdfast(*words)
    assert (2, "", f"error: {message}\n  = help: {hint}\n") == (ran.code, ran.out, ran.err)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_its_exit_codes_and_an_example(holdfast: Any, name: str) -> None:
    ran = holdfast(*name.split(), "--help")
    assert (0, "") == (ran.code, ran.err)
    assert ran.out.startswith(f"usage: holdfast {name} [OPTION]...")
    assert "\nExit codes:\n  0   " in ran.out
    assert f"  holdfast {name}" in ran.out.split("\nExample")[1]
    assert ran.out == holdfast(*name.split(), "-h").out


def test_what_is_said_without_a_command_fits_on_a_page() -> None:
    lines = OVERVIEW.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


def test_commands_are_in_order_and_there() -> None:
    assert sorted(COMMANDS) == list(COMMANDS)
    for home, _ in COMMANDS.values():
        module = import_module(home)
        assert callable(module.build_parser)
        assert callable(module.run_command)


@pytest.mark.parametrize("words", [["--version"], ["--version", "check"]], ids=" ".join)
def test_version(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "holdfast", *words], capture_output=True, check=True)
    assert (f"holdfast, version {__version__}\n".encode(), b"") == (done.stdout, done.stderr)


@pytest.mark.parametrize("words", ["--version", "--help", "rules", "policy test inventory", "x"])
@pytest.mark.parametrize("stream", ["1", "2"])
def test_a_closed_stream_changes_no_exit_code(words: str, stream: str) -> None:
    command = f"{sys.executable} -m holdfast {words}"
    open_, closed = (
        subprocess.run(["bash", "-c", each], capture_output=True, check=False).returncode
        for each in (command, f"{command} {stream}>&-")
    )
    assert open_ == closed


@pytest.mark.parametrize("words", ["--help", "rules", "check --help", "explain inventory/owner"])
def test_a_full_disk_is_told(words: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m holdfast {words} >/dev/full"],
        capture_output=True,
        text=True,
        check=False,
    )
    said = "error: standard output cannot be written: No space left on device\n"
    assert (2, said) == (done.returncode, done.stderr)


def test_an_interrupt_is_130(holdfast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("holdfast.cli.rules.known_rules", interrupt)
    ran = holdfast("rules")
    assert (130, "", "\n") == (ran.code, ran.out, ran.err)
