"""What checks in Python may say of a repository, which is more than of other subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast import Breach, Check, Exempt, Missing, Rule, Scope, Severity, Site, Undecided, builtin
from holdfast.evaluate.engine import evaluate
from holdfast.evaluate.knowledge import Knowledge
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.catalogue import Catalogue
from holdfast.model.location import Location, Place
from holdfast.model.survey import Survey

Tree = Callable[[Mapping[str, str]], Path]
Judge = Callable[..., tuple[list[str], list[str]]]

RULE = Rule("acme/one", "One", Severity.LOW, Scope.REPOSITORY, remediation="Mend it.")
SITE = Site("shop/files/a.py/gpt", Place(Location("a.py", 3)), related=(("too", Place(Location("b.py"))),))
MANIFEST = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\n"


@pytest.fixture
def judge(tree: Tree, catalogue: Catalogue) -> Judge:
    """Return a function that judges a survey by a check that yields `said`: outcomes, and findings."""

    def run(*said: Any, survey: Survey | None = None) -> tuple[list[str], list[str]]:
        def answer(names: Mapping[str, Any]) -> Iterable[Any]:
            assert survey in (None, names["repository"].survey)
            return said

        surveys = (survey or Survey("", manifests=("ai-manifest.yaml",)),)
        portfolio = load_portfolio([tree({"ai-manifest.yaml": MANIFEST})]).portfolio
        known = Knowledge(catalogue, manifest_schema(), date(2026, 11, 23))
        found = evaluate(portfolio, [Check(RULE, answer)], known, surveys=surveys)
        return [f"{each.subject}={each.outcome}" for each in found.results], [
            f"{each.place.location} {each.outcome} {each.enforcement}: {each.message} <{each.subject}>"
            + "".join(f" ({also.message}: {also.place.location})" for also in each.related)
            for each in found.findings
        ]

    return run


def test_nothing_said_is_a_pass(judge: Judge) -> None:
    assert (["=pass"], []) == judge()


def test_what_does_not_apply(judge: Judge) -> None:
    assert (["two=not-applicable"], []) == judge(Exempt(), survey=Survey("two"))


def test_a_place_of_its_own(judge: Judge) -> None:
    expected = ["a.py:3:1 fail deny: no <shop/files/a.py/gpt> (too: b.py:1:1)"]
    assert (["=fail"], expected) == judge(Breach("no", at=SITE))


def test_what_only_warns_and_what_nobody_can_tell(judge: Judge) -> None:
    missing = Missing("x", "y", "z")
    warning = SITE._replace(warns=True, related=())
    assert (
        ["=unknown"],
        ["a.py:3:1 unknown warn: cannot tell which <shop/files/a.py/gpt>"],
    ) == judge(Undecided((missing,), at=warning, message="which"))


def test_without_a_place_it_is_that_of_the_first_manifest(judge: Judge) -> None:
    assert ["ai-manifest.yaml:3:18 fail deny: no <>"] == judge(Breach("no"))[1]
    assert ["two:1:1 fail deny: no <two>"] == judge(Breach("no"), survey=Survey("two"))[1]


def test_where_nothing_was_searched_nothing_is_judged(catalogue: Catalogue, tree: Tree) -> None:
    portfolio = load_portfolio([tree({"ai-manifest.yaml": MANIFEST})]).portfolio
    known = Knowledge(catalogue, manifest_schema(), date(2026, 11, 23))
    checks = list(builtin.checks())
    assert ((), ()) == (
        evaluate(portfolio, checks, known).results,
        evaluate(portfolio, checks, known).findings,
    )
