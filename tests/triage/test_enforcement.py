"""Which enforcement a finding ends up with."""

from __future__ import annotations

import pytest

from holdfast.model.finding import Finding, Outcome
from holdfast.model.location import Location, Place
from holdfast.model.policy import Enforcement, Rule, Scope, Severity
from holdfast.triage.enforcement import enforce

DENY, WARN, AUDIT = Enforcement.DENY, Enforcement.WARN, Enforcement.AUDIT


def finding(rule: str, enforcement: Enforcement = DENY) -> Finding:
    return Finding(
        rule=Rule(rule, "Title", Severity.HIGH, Scope.MODEL),
        validation="",
        outcome=Outcome.FAIL,
        severity=Severity.HIGH,
        enforcement=enforcement,
        message="message",
        place=Place(Location("ai-manifest.yaml")),
    )


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, DENY),
        ({"pack": WARN}, WARN),
        ({"other": WARN}, DENY),
        ({"pack/rule": AUDIT, "pack": WARN}, AUDIT),
        ({"pack/*": WARN, "pack/rule": DENY}, DENY),
        ({"*": AUDIT, "pack/r*": WARN}, WARN),
        ({"pack": WARN, "pack/rule": DENY}, DENY),
    ],
)
def test_the_most_specific_pattern_holds(settings: dict[str, Enforcement], expected: Enforcement) -> None:
    assert [finding("pack/rule")._replace(enforcement=expected)] == list(
        enforce([finding("pack/rule")], settings)
    )


def test_what_is_not_yet_in_force_is_not_made_stricter() -> None:
    assert [finding("pack/rule", WARN)] == list(enforce([finding("pack/rule", WARN)], {"pack": DENY}))


def test_the_pack_manifest_is_always_enforced() -> None:
    assert [finding("manifest/schema")] == list(enforce([finding("manifest/schema")], {"*": AUDIT}))
