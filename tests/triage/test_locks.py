"""The property of locks: whatever a repository sets, what is locked holds or is stricter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.errors import ConfigError
from holdfast.load.files import checked
from holdfast.load.schema import named_schema
from holdfast.model.layers import Layer, merged, overridden
from holdfast.model.location import Location, Place
from holdfast.model.organisation import Locked, Organisation
from holdfast.model.policy import Enforcement, Policy, Rule, Scope, Severity
from holdfast.model.settings import Source
from holdfast.triage.locks import Held, Known, hold

HEAD = {"apiVersion": "holdfast/v1"}
PARAMS: dict[str, dict[str, Any]] = {
    "most": {"type": "integer", "stricter": "lower", "default": 5},
    "least": {"type": "integer", "stricter": "higher", "default": 5},
    "allowed": {"type": "array", "stricter": "subset", "default": ["a", "b"]},
    "needed": {"type": "array", "stricter": "superset", "default": ["a", "b"]},
    "word": {"type": "string", "default": "a"},
}
POLICIES = [
    Policy(Rule(f"{pack}/{name}", "Title", Severity.MEDIUM, scope), (), Place(Location("x.yaml")), PARAMS)
    for pack in ("org", "own")
    for name, scope in (("app", Scope.APPLICATION), ("all", Scope.PORTFOLIO), ("model", Scope.MODEL))
]
RULES = [policy.rule for policy in POLICIES]
BOUND = [rule for rule in RULES if rule.pack == "org"]

words = st.lists(st.sampled_from("abc"), max_size=3)
values = st.fixed_dictionaries(
    {},
    optional={
        "most": st.integers(0, 9),
        "least": st.integers(0, 9),
        "allowed": words,
        "needed": words,
        "word": st.sampled_from("ab"),
    },
).filter(bool)
params = st.dictionaries(st.sampled_from(["org", "org/app", "org/model"]), values, min_size=1)
patterns = st.sampled_from(["org", "own", "*", "org/*", "org/app", "*/all", "org/model"])
shared: dict[str, Any] = {
    "failOn": st.sampled_from([str(each) for each in Severity]),
    "portfolio": st.sampled_from(["part", "whole"]),
    "params": params,
    "applications": st.dictionaries(
        st.sampled_from(["chat", "shop/chat"]), params.map(lambda each: {"params": each}), min_size=1
    ),
    "enforcement": st.dictionaries(patterns, st.sampled_from([str(each) for each in Enforcement])),
    "waivers": st.fixed_dictionaries({}, optional={"maxDays": st.integers(1, 99)}),
}
organisations = st.fixed_dictionaries({}, optional=shared)
repositories = st.fixed_dictionaries(
    {},
    optional={
        **shared,
        "select": st.lists(patterns, min_size=1),
        "ignore": st.lists(patterns),
    },
)
locks = st.builds(
    Locked,
    rules=st.lists(patterns, max_size=2).map(tuple),
    params=st.dictionaries(
        st.sampled_from(["org", "org/app"]), st.lists(st.sampled_from(sorted(PARAMS)), min_size=1).map(tuple)
    ),
    enforcement=st.lists(patterns, max_size=2).map(tuple),
    fail_on=st.booleans(),
)


def layer(source: Source, kind: str, schema: str, data: dict[str, Any]) -> Layer:
    raw = json.dumps({**HEAD, "kind": kind, **data}).encode()
    return Layer(source, checked(raw, f"{kind}.yaml", named_schema(schema), ConfigError), Path())


def is_as_strict(name: str, value: Any, held: Any) -> bool:
    return (
        value == held
        or {
            "most": lambda: value < held,
            "least": lambda: value > held,
            "allowed": lambda: set(value) <= set(held),
            "needed": lambda: set(value) >= set(held),
            "word": lambda: False,
        }[name]()
    )


def value(held: Held, rule: str, name: str, manifest: str, application: str) -> Any:
    """Return what a rule is judged with on an application."""
    tables = held.terms.applications
    by_id = tables.get(application, held.terms.params)
    table = tables.get(f"{manifest}/{application}", by_id)
    return table.get(rule, held.terms.params.get(rule, {})).get(name, PARAMS[name]["default"])


@settings(deadline=None, max_examples=300)
@given(organisations, locks, repositories, st.lists(patterns, max_size=1))
def test_what_is_locked_holds_whatever_a_repository_sets(
    organisation: dict[str, Any], locked: Locked, repository: dict[str, Any], ignored: list[str]
) -> None:
    first = layer(
        Source.ORGANISATION, "OrganisationConfiguration", "organisation-configuration", organisation
    )
    second = layer(Source.CONFIGURATION, "Configuration", "configuration", repository)
    own = Organisation(first, locked)
    known = Known(RULES, POLICIES, BOUND)
    alone = hold(merged([first]), own, known)
    try:
        both = hold(overridden(merged([first, second]), (), (), (), ignored, None), own, known)
    except ConfigError:
        assert not alone.enforcement  # nothing is locked, and nothing was left to check
        return
    on = alone.enforcement.keys()
    assert on <= both.chosen
    assert alone.enforcement == both.enforcement
    assert alone.whole == both.whole
    assert alone.terms.undeclared == both.terms.undeclared
    assert all(both.thresholds[rule] <= alone.thresholds[rule] for rule in on)
    assert not locked.fail_on or both.fail_on <= alone.fail_on
    assert alone.waivers.max_days is None or (both.waivers.max_days or 100) <= alone.waivers.max_days
    assert set(alone.waivers.unwaivable) <= set(both.waivers.unwaivable)
    for rule, name in alone.locked_params:
        for manifest, application in (("shop", "chat"), ("bank", "chat"), ("shop", "search")):
            least, got = (value(held, rule, name, manifest, application) for held in (alone, both))
            assert is_as_strict(name, got, least), (rule, name, manifest, application)
