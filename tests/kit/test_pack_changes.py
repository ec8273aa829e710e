"""The difference between packs: rules that came, went, or say something else."""

from __future__ import annotations

from holdfast.kit.pack_changes import FieldChange, changes
from holdfast.load.packs import policy_of
from holdfast.load.rule_fields import rule_fields
from holdfast.load.yaml import read_document
from holdfast.model.lock import Fields, LockedPack

POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: rule
title: Rule
severity: low
scope: application
forEach: app.kpis
params: {least: {type: integer, default: 1}}
matchConditions: [{name: live, expression: app.lifecycle == 'production'}]
variables: [{name: kpi, expression: item.metric}]
validations:
  - {name: one, expression: 'true', message: No, severity: high, effectiveFrom: 2027-01-01, fieldPath: metric}
  - {name: two, expression: 'false', messageExpression: "'x'", effectiveFromExpression: date('2027-01-01')}
rationale: Because.
remediation: Do.
"""


def fields(text: str = POLICY) -> Fields:
    return rule_fields(policy_of(read_document(text.encode(), "acme/rule.yaml"), "acme"))


def pack(
    digest: str, version: str = "1.0.0", source: str = "./acme", **rules: Fields
) -> dict[str, LockedPack]:
    return {
        "acme": LockedPack(
            "acme", version, source, digest, {f"acme/{name}": said for name, said in rules.items()}
        )
    }


def test_what_a_rule_says() -> None:
    assert {
        "title": "Rule",
        "severity": "low",
        "scope": "application",
        "forEach": "app.kpis",
        "params.least": '{"default": 1, "type": "integer"}',
        "matchConditions.live": "app.lifecycle == 'production'",
        "variables.kpi": "item.metric",
        "validations.one.expression": "true",
        "validations.one.message": "No",
        "validations.one.fieldPath": "metric",
        "validations.one.severity": "high",
        "validations.one.effectiveFrom": "2027-01-01",
        "validations.two.expression": "false",
        "validations.two.messageExpression": "'x'",
        "validations.two.effectiveFromExpression": "date('2027-01-01')",
    } == fields()


def test_texts_that_only_explain_are_no_difference() -> None:
    assert fields() == fields(POLICY.replace("Because", "Since").replace("Do.", "Act."))


def test_the_same_is_no_change() -> None:
    assert () == changes(pack("a", rule=fields()), pack("a", rule=fields()))


def test_rules_that_came_went_and_changed() -> None:
    other = fields(POLICY.replace("severity: low", "severity: high").replace("name: live", "name: alive"))
    before = pack("a", gone=fields(), kept=fields(), rule=fields())
    (change,) = changes(before, pack("b", new=fields(), kept=fields(), rule=other))
    gone, new, rule = change.rules
    assert [("acme/gone", True, False), ("acme/new", False, True), ("acme/rule", True, True)] == [
        (each.rule, each.before is not None, each.after is not None) for each in (gone, new, rule)
    ]
    assert (
        FieldChange("severity", "low", "high"),
        FieldChange("matchConditions.alive", "", "app.lifecycle == 'production'"),
        FieldChange("matchConditions.live", "app.lifecycle == 'production'", ""),
    ) == rule.fields


def test_packs_that_came_and_went() -> None:
    (came,), (went,) = changes({}, pack("a", rule=fields())), changes(pack("a", rule=fields()), {})
    assert (None, "acme", "acme", None) == (came.before, came.id, went.id, went.after)
    assert ["acme/rule"] == [rule.rule for rule in came.rules] == [rule.rule for rule in went.rules]


def test_another_version_source_or_content_without_another_rule_is_a_change_too() -> None:
    before = pack("a", rule=fields())
    after = (
        pack("b", rule=fields()),
        pack("a", "2.0.0", rule=fields()),
        pack("a", source="x", rule=fields()),
    )
    assert [1, 1, 1] == [len(changes(before, each)) for each in after]
    assert [(), (), ()] == [changes(before, each)[0].rules for each in after]
