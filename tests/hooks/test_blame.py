"""What plugins add fails where it is used: the run ends with 2 and the plugin's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast import Breach, Check, Exempt, Function, Missing, Rule, Scope, Severity, Site, Undecided, Unknown
from holdfast.errors import PluginError
from holdfast.hooks.blame import guarded_check, guarded_function
from holdfast.model.location import Location, Place

Install = Callable[..., None]
Run = Callable[..., tuple[int, str, str]]
House = Callable[[str], None]

MEND = "Mend it or uninstall it; Holdfast does not check less than it was told to."
READ = (
    "A check yields `Breach(message, field_path)`, or `Undecided(missing, field_path)` with the `Unknown`s "
    f"that it met. {MEND}"
)
RULE = Rule("acme/one", "One", Severity.LOW, Scope.MODEL)

CHECK = """\
from holdfast import *

def evaluate(names):
    {body}

@hookimpl
def checks():
    return [Check(Rule('acme/one', 'One', Severity.LOW, Scope.MODEL), evaluate)]
"""
FORMAT = """\
from holdfast import *

def render(report):
    {body}

@hookimpl
def output_formats():
    return [OutputFormat('acme', render, 'for tests', render)]
"""
FUNCTION = """\
from pathlib import Path
from holdfast import *

def call(text):
    {body}

@hookimpl
def cel_functions():
    return [Function('acme', ('string',), 'bool', call)]

@hookimpl
def policy_packs():
    return [Path(__file__).parent / 'house']
"""
PACK = "{apiVersion: holdfast/v1, kind: Pack, id: house, version: 1.0.0, title: House}\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: one
title: One
severity: low
scope: model
validations:
  - expression: acme(model.id)
"""

CHECKS = {
    "raises": (
        "return 1 / 0",
        "failed in its check `acme/one`: ZeroDivisionError: division by zero (acme, line 4)",
        MEND,
    ),
    "raises after an answer": (
        "yield Breach('x'); names['nothing']",
        "failed in its check `acme/one`: KeyError: 'nothing' (acme, line 4)",
        MEND,
    ),
    "asks for a field that does not exist": (
        "return names['model'].lookup('nothing')",
        "failed in its check `acme/one`: KeyError: '`model` has no field `nothing`' (acme, line 4)",
        MEND,
    ),
    "exits": ("exit(0)", "failed in its check `acme/one`: SystemExit: 0 (acme, line 4)", MEND),
    "returns nothing": (
        "return None",
        "failed in its check `acme/one`: TypeError: 'NoneType' object is not iterable",
        MEND,
    ),
    "yields a string": ("yield 'bad'", "yielded str from its check `acme/one`.", READ),
    "yields a message that is none": (
        "yield Breach(None)",
        "yielded Breach that Holdfast cannot read from its check `acme/one`.",
        READ,
    ),
    "does not say what it misses": (
        "yield Undecided(())",
        "yielded Undecided that Holdfast cannot read from its check `acme/one`.",
        READ,
    ),
    "misses what nobody could supply": (
        "yield Undecided(('the origin',))",
        "yielded Undecided that Holdfast cannot read from its check `acme/one`.",
        READ,
    ),
}


@pytest.mark.parametrize(("body", "said", "hint"), CHECKS.values(), ids=CHECKS)
def test_a_check_that(install: Install, run: Run, body: str, said: str, hint: str) -> None:
    install("acme", CHECK.format(body=body))
    assert (2, "", f"error: plugin `acme` {said}\n  = help: {hint}\n") == run()


FORMATS = {
    "raises": (
        "return report.nothing",
        (
            "failed in its output format `acme`: AttributeError: 'Report' object has no attribute 'nothing' "
            "(acme, line 4)"
        ),
        MEND,
    ),
    "exits": ("exit('done')", "failed in its output format `acme`: SystemExit: done (acme, line 4)", MEND),
    "returns bytes": (
        "return b''",
        "returned bytes from its output format `acme`.",
        f"A format returns the report as a string. {MEND}",
    ),
}


@pytest.mark.parametrize("colour", ["", "1"], ids=["plain", "in colour"])
@pytest.mark.parametrize(("body", "said", "hint"), FORMATS.values(), ids=FORMATS)
def test_a_format_that(
    install: Install, run: Run, monkeypatch: pytest.MonkeyPatch, body: str, said: str, hint: str, colour: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", colour)
    monkeypatch.delenv("NO_COLOR", raising=False)
    install("acme", FORMAT.format(body=body))
    expected = f"error: plugin `acme` {said}\n  = help: {hint}\n"
    assert (2, "", expected) == run("--format", "acme")


def test_a_format_that_fails_leaves_the_file_as_it_was(install: Install, run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report"
    report.write_text("before")
    install("acme", FORMAT.format(body="return report.nothing"))
    code, out, _ = run("-o", f"acme={report}")
    assert (2, "", "before") == (code, out, report.read_text())


@pytest.fixture
def house(install: Install, tmp_path: Path) -> House:
    """Return a function that installs a CEL function and a policy that calls it."""

    def add(body: str) -> None:
        folder = tmp_path / "site" / "house"
        folder.mkdir()
        (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
        (folder / "one.yaml").write_text(POLICY, encoding="utf-8")
        install("acme", FUNCTION.format(body=body))

    return add


def test_a_function_that_raises_is_the_plugins_failure(house: House, run: Run) -> None:
    house("return {}[text]")
    said = "failed in its CEL function `acme`: KeyError: 'gpt' (acme, line 5)"
    assert (2, "", f"error: plugin `acme` {said}\n  = help: {MEND}\n") == run("--policies", "house")


def test_a_function_that_refuses_its_values_is_the_policys_error(house: House, run: Run) -> None:
    house("raise ValueError('is too short')")
    code, out, err = run("--policies", "house")
    assert (2, "") == (code, err)
    assert "the policy cannot be evaluated: acme(): is too short" in out


def test_a_function_is_called(house: House, run: Run) -> None:
    house("return text == 'gpt'")
    code, _, err = run("--policies", "house")
    assert (0, "") == (code, err)


def test_arguments_and_results_of_a_function_go_through() -> None:
    guarded = guarded_function("acme", Function("twice", ("int",), "int", lambda number: number * 2))
    assert 4 == guarded.call(2)


def answers(*items: object) -> list[Breach | Undecided]:
    """Return what a guarded check says that yields `items`."""
    return list(guarded_check("acme", Check(RULE, lambda _: items)).evaluate({}))  # type: ignore[arg-type, return-value]  # as plugins do


def test_unknowns_are_resolved_to_what_they_rest_on() -> None:
    origin, licence = Missing("model.origin", "a", "b"), Missing("model.licence", "c", "d")
    expected = [Undecided((origin, licence), "facts"), Breach("no", "ref")]
    assert expected == answers(Undecided((Unknown.of(origin), licence), "facts"), Breach("no", "ref"))


def test_an_unknown_of_nothing_says_nothing() -> None:
    with pytest.raises(PluginError):
        answers(Undecided((Unknown(frozenset()),)))


def test_a_check_that_finds_nothing_says_nothing() -> None:
    assert [] == answers()


def test_what_is_said_of_a_repository_goes_through() -> None:
    site = Site("shop/files/a.py", Place(Location("a.py", 3)), warns=True)
    missing = Missing("x", "a", "b")
    expected = [Breach("no", at=site), Undecided((missing,), at=site, message="which"), Exempt()]
    assert expected == answers(
        Breach("no", at=site), Undecided((missing,), at=site, message="which"), Exempt()
    )


@pytest.mark.parametrize("item", [Breach("no", at="a.py:3"), Undecided((1,), at=3)], ids=["breach", "doubt"])  # type: ignore[arg-type]  # as plugins do
def test_a_place_that_is_none_is_refused(item: object) -> None:
    with pytest.raises(PluginError, match="that Holdfast cannot read from its check `acme/one`"):
        answers(item)
