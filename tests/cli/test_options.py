"""Values on the command line that several commands read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from holdfast.cli.errors import shown
from holdfast.cli.options import add_format, day, one_of, target_paths
from holdfast.cli.parser import Parser
from holdfast.errors import UsageError


@pytest.mark.parametrize("text", ["2027-04-01", "2027-4-1"])
def test_a_day(text: str) -> None:
    assert date(2027, 4, 1) == day(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "tomorrow", "2027-02-29", "0000-01-01", "2027-13-01", "20270401", "2027-W01-1", "27-04-01"),
        *("2027-04-01T00:00", " 2027-04-01", "2027-04-01\n", "٢٠٢٧-٠٤-٠١", "\x1b[31m\udcff", "9" * 10_000),
    ],
    ids=ascii,
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        day(text)
    shown_text = text if len(text) <= 60 else text[:59] + "…"
    escaped = shown_text.replace("\n", r"\x0a").replace("\x1b", r"\x1b").replace("\udcff", r"\udcff")
    assert (f"error: `{escaped}` is not a day.\n  = help: Write YYYY-MM-DD, such as 2027-04-01.") == shown(
        raised.value
    )


def test_one_of() -> None:
    assert "low" == one_of("severity", ["high", "low"])("low")


@pytest.mark.parametrize(
    ("text", "near"),
    [("hgh", "Did you mean `high`? "), ("HIGH", "Did you mean `high`? "), ("x", ""), ("", "")],
)
def test_none_of(text: str, near: str) -> None:
    with pytest.raises(UsageError) as raised:
        one_of("severity", ["high", "low"])(text)
    assert (f"error: `{text}` is no severity.\n  = help: {near}Write one of `high`, `low`.") == shown(
        raised.value
    )


def test_targets() -> None:
    assert () == target_paths([])
    assert (Path("a"), Path("b/c")) == target_paths(["a", "b/c/"])


def test_an_empty_target_does_not_stand_for_the_current_folder() -> None:
    with pytest.raises(UsageError) as raised:
        target_paths(["a", ""])
    assert (
        "error: a TARGET is empty.\n"
        "  = help: Is a variable of your script unset? Write `.` for the current folder."
    ) == shown(raised.value)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("text", "json"), "text (default) or json."),
        (("text", "csv", "json"), "text (default), csv or json."),
    ],
)
def test_the_format_of_a_command(names: tuple[str, ...], expected: str) -> None:
    parser = Parser("holdfast x", description="")
    add_format(parser, names)
    assert f"Format of standard output: {expected}" == parser.options[-1].help
    for words, chosen in (([], "text"), (["--format", "json"], "json")):
        found = parser.parse(words)
        assert found is not None
        assert chosen == found.format
    with pytest.raises(UsageError):
        parser.parse(["--format", "xml"])
