"""The command line of one command: what is read, and what is said of each kind of misuse."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.cli.errors import shown
from holdfast.cli.parser import Parser
from holdfast.errors import UsageError


def parser(arguments: str) -> Parser:
    made = Parser("holdfast try", arguments, description="Try.\n")
    made.add_argument("--flag", action="store_true", help="A flag.")
    made.add_argument("-o", "--output", action="append", default=[], metavar="PATH", help="Repeatable.")
    made.add_argument("--number", type=int)
    return made


def read(*words: str, arguments: str = "[TARGET]...") -> dict[str, Any]:
    """Return what is not as it would be without any words."""
    found = parser(arguments).parse(words)
    assert found is not None
    plain = {"flag": False, "output": [], "number": None, "arguments": []}
    return {name: value for name, value in vars(found).items() if plain.get(name) != value}


def refused(*words: str, arguments: str = "[TARGET]...") -> str:
    with pytest.raises(UsageError) as raised:
        parser(arguments).parse(words)
    return shown(raised.value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {}),
        (["a", "b"], {"arguments": ["a", "b"]}),
        (["--flag", "a"], {"flag": True, "arguments": ["a"]}),
        (["a", "--flag", "b", "-o", "x", "c"], {"flag": True, "output": ["x"], "arguments": ["a", "b", "c"]}),
        (["-ox", "-o", "y", "--output", "z", "--output=u"], {"output": ["x", "y", "z", "u"]}),
        (["--output=a=b", "--output="], {"output": ["a=b", ""]}),
        (["-o", "-", "-"], {"output": ["-"], "arguments": ["-"]}),
        (["a", "--", "--flag", "b"], {"arguments": ["a", "--flag", "b"]}),
        (["--", "--"], {"arguments": ["--"]}),
        (["--", "a", "--", "--help"], {"arguments": ["a", "--", "--help"]}),
        (["", "a b"], {"arguments": ["", "a b"]}),
        (["\udcff\x1b", "@file"], {"arguments": ["\udcff\x1b", "@file"]}),
    ],
    ids=str,
)
def test_what_is_read(words: list[str], expected: dict[str, Any]) -> None:
    assert expected == read(*words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["RULE", "--flag"], {"flag": True, "arguments": ["RULE"]}),
        (["--flag", "--", "-r", "x"], {"flag": True, "arguments": ["-r", "x"]}),
    ],
    ids=str,
)
def test_an_argument_that_is_needed(words: list[str], expected: dict[str, Any]) -> None:
    assert expected == read(*words, arguments="RULE [TARGET]...")


@pytest.mark.parametrize(
    "words", [["-h"], ["a", "--help"], ["--nonsense", "-h"], ["--number", "x", "-h"]], ids=str
)
def test_help_wins_over_what_is_wrong(words: list[str]) -> None:
    assert parser("RULE").parse(words) is None


HELP = "`holdfast try --help` shows what it takes."
ENDS = "Behind a `--` it is an argument."


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["--x"], "`holdfast try` has no option `--x`.", f"{HELP} {ENDS}"),
        (["-x"], "`holdfast try` has no option `-x`.", f"{HELP} {ENDS}"),
        (["-1"], "`holdfast try` has no option `-1`.", f"{HELP} {ENDS}"),
        (["-a b"], "`holdfast try` has no option `-a b`.", f"{HELP} {ENDS}"),
        (["--flga"], "`holdfast try` has no option `--flga`.", f"Did you mean `--flag`? {HELP} {ENDS}"),
        (
            ["--ouptut=secret"],
            "`holdfast try` has no option `--ouptut`.",
            f"Did you mean `--output`? {HELP} {ENDS}",
        ),
        (["--fl"], "`holdfast try` has no option `--fl`.", f"Did you mean `--flag`? {HELP} {ENDS}"),
        (["-flag"], "`holdfast try` has no option `-flag`.", f"Did you mean `--flag`? {HELP} {ENDS}"),
        (["--\x1b[31m\udcff"], r"`holdfast try` has no option `--\x1b[31m\udcff`.", f"{HELP} {ENDS}"),
        (["--output"], "`--output` needs a value.", "Write `--output=PATH`."),
        (["-o"], "`--output` needs a value.", "Write `--output=PATH`."),
        (["-o", "--flag"], "`--output` needs a value.", "Write `--output=PATH`."),
        (["--output", "--", "x"], "`--output` needs a value.", "Write `--output=PATH`."),
        (["--number"], "`--number` needs a value.", "Write `--number=NUMBER`."),
        (
            ["--number 1"],
            "`--number` came with its value in one word, apart by a space.",
            "Write `--number=NUMBER`.",
        ),
        (["--flag x"], "`holdfast try` has no option `--flag x`.", f"Did you mean `--flag`? {HELP} {ENDS}"),
        (["--flag=yes"], "`--flag` takes no value.", "Write `--flag` alone."),
        (["--help=yes"], "`--help` takes no value.", "Write `--help` alone."),
        (["--number", "x\x1b"], r"`--number`: invalid int value: 'x\x1b'.", HELP),
    ],
    ids=lambda value: str(value) if isinstance(value, list) else None,
)
def test_misuse(words: list[str], message: str, hint: str) -> None:
    assert f"error: {message}\n  = help: {hint}" == refused(*words)


@pytest.mark.parametrize(
    ("arguments", "words", "message"),
    [
        ("", ["x"], "`holdfast try` does not take `x`."),
        ("", ["--flag", "--", "--x"], "`holdfast try` does not take `--x`."),
        ("RULE", ["a", "b\n"], r"`holdfast try` does not take `b\x0a`."),
        ("RULE", [], "`holdfast try` needs a RULE."),
        ("RULE [TARGET]...", ["--flag"], "`holdfast try` needs a RULE."),
        ("FROM TO", ["a"], "`holdfast try` needs a TO."),
    ],
)
def test_too_few_and_too_many_arguments(arguments: str, words: list[str], message: str) -> None:
    assert f"error: {message}\n  = help: {HELP}" == refused(*words, arguments=arguments)


def test_where_there_are_no_arguments_none_is_offered() -> None:
    assert f"error: `holdfast try` has no option `--x`.\n  = help: {HELP}" == refused("--x", arguments="")


def test_what_argparse_itself_would_end_the_process_for() -> None:
    made = parser("")
    made.add_argument("--reason", required=True)
    with pytest.raises(UsageError) as raised:
        made.parse([])
    said = "`holdfast try`: the following arguments are required: --reason."
    assert f"error: {said}\n  = help: {HELP}" == shown(raised.value)


def test_help_is_the_same_in_every_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    expected = """\
usage: holdfast try [OPTION]... [TARGET]...

Try.

options:
  -h, --help         Show this message and exit.
  --flag             A flag.
  -o, --output PATH  Repeatable.
  --number NUMBER
"""
    assert expected == parser("[TARGET]...").format_help()
