"""Policies with a mistake, what is said of them, and where in their files."""

from __future__ import annotations

import textwrap

import pytest

from holdfast.evaluate.compile import compile_policies
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.load.packs import policy_of
from holdfast.load.schema import check_schema, manifest_schema, named_schema
from holdfast.load.yaml import read_document

DAY = "a day is written date('2027-04-01')"
HEAD = "apiVersion: holdfast/v1\nkind: Policy\nid: rule\ntitle: The rule\nseverity: high\n"


def compiled(text: str) -> tuple[list[str], list[str]]:
    """Return the errors and the warnings of a policy (what follows its severity)."""
    source = (HEAD + textwrap.dedent(text)).encode()
    document, problems = check_schema(read_document(source, "rule.yaml"), named_schema("policy"))
    assert () == problems
    policies, errors = compile_policies([policy_of(document, "test")], FUNCTIONS, manifest_schema())
    return (
        [f"{error.location}: {error.message.removeprefix('test/rule: ')}" for error in errors],
        [f"{note.location}: {note.message}" for policy in policies for note in policy.studied.warnings],
    )


def wrong(text: str) -> list[str]:
    return compiled(text)[0]


WRONG = {
    "field of a joined object": (
        """\
        scope: use
        validations:
          - expression: model.backend.contract.clauses.exitt.status == 'agreed'
        """,
        ["rule.yaml:8:48: `contract.clauses` has no field `exitt`; did you mean `exit`?"],
    ),
    "field inside has": (
        """\
        scope: application
        validations:
          - expression: has(app.migration.dok)
        """,
        ["rule.yaml:8:35: `app.migration` has no field `dok`; did you mean `doc`?"],
    ),
    "value that an enum does not have": (
        """\
        scope: application
        validations:
          - expression: "app.criticality != 'hihg'"
        """,
        ["rule.yaml:8:37: `app.criticality` is never `hihg`; did you mean `high`?"],
    ),
    "value that a fact does not have": (
        """\
        scope: model
        validations:
          - expression: model.openness in ['open-source', 'weights-permisive']
        """,
        ["rule.yaml:8:51: `model.openness` is never `weights-permisive`; did you mean `weights-permissive`?"],
    ),
    "fact that does not exist": (
        """\
        scope: model
        validations:
          - expression: "!('orign' in model.unknown)"
        """,
        ["rule.yaml:8:20: `model.unknown` never holds `orign`; did you mean `origin`?"],
    ),
    "date against text": (
        """\
        scope: contract
        validations:
          - expression: contract.end > '2027-01-01'
        """,
        [f"rule.yaml:8:30: `>` compares unlike types: timestamp and string; {DAY}"],
    ),
    "validation that is no boolean": (
        """\
        scope: application
        validations:
          - expression: app.id
        """,
        ["rule.yaml:8:21: a validation must be bool, not string"],
    ),
    "condition that is no boolean": (
        """\
        scope: application
        matchConditions: [{name: some, expression: app.uses.size()}]
        validations: [{expression: 'true'}]
        """,
        ["rule.yaml:7:53: the condition `some` must be bool, not int"],
    ),
    "message that is no string": (
        """\
        scope: application
        validations:
          - {expression: has(app.owner), messageExpression: app.data.classes}
        """,
        ["rule.yaml:8:62: messageExpression must be string, not list(string)"],
    ),
    "day that is no day": (
        """\
        scope: manifest
        validations:
          - {expression: 'has(manifest.targets)', effectiveFromExpression: manifest.name}
        """,
        ["rule.yaml:8:77: effectiveFromExpression must be timestamp, not string"],
    ),
    "forEach that is no list": (
        """\
        scope: application
        forEach: app.migration
        validations: [{expression: item.metric == 'cost'}]
        """,
        ["rule.yaml:7:14: forEach must be list, not app.migration"],
    ),
    "field of an item": (
        """\
        scope: application
        forEach: app.kpis
        validations: [{expression: item.actaul > 1.0, fieldPath: targt}]
        """,
        [
            "rule.yaml:8:33: `app.kpis` has no field `actaul`; did you mean `actual`?",
            "rule.yaml:8:58: `app.kpis` has no field `targt`; did you mean `target`?",
        ],
    ),
    "fieldPath": (
        """\
        scope: application
        validations:
          - {expression: has(app.owner), fieldPath: data.clases}
        """,
        ["rule.yaml:8:50: `app.data` has no field `clases`; did you mean `classes`?"],
    ),
    "fieldPath into a list": (
        """\
        scope: application
        validations:
          - {expression: has(app.owner), fieldPath: models.ref}
        """,
        ["rule.yaml:8:52: `fieldPath` goes into list(use), whose elements are named by number: `0`"],
    ),
    "fieldPath into a string": (
        """\
        scope: use
        validations:
          - {expression: has(backend.region), fieldPath: ref.id}
        """,
        ["rule.yaml:8:54: `fieldPath` goes into string, which has no fields"],
    ),
    "parameter": (
        """\
        scope: portfolio
        params: {fewest: {type: integer, default: 3}}
        validations:
          - expression: portfolio.models.size() >= params.fewst || portfolio.uses.size() > params.fewest + '1'
        """,
        [
            "rule.yaml:9:51: `params` has no field `fewst`; did you mean `fewest`?",
            "rule.yaml:9:98: `+` does not take int and string",
        ],
    ),
    "variable that does not exist": (
        """\
        scope: use
        variables: [{name: foreign, expression: model.origin != 'DE'}]
        validations: [{expression: '!variables.forein'}]
        """,
        ["rule.yaml:8:40: `variables` has no field `forein`; did you mean `foreign`?"],
    ),
    "type of a variable that is written later": (
        """\
        scope: use
        variables:
          - {name: both, expression: variables.late + 1}
          - {name: late, expression: model.origin}
        validations: [{expression: variables.both == 'x'}]
        """,
        ["rule.yaml:8:45: `+` does not take string or null and int"],
    ),
    "variables that read themselves": (
        """\
        scope: use
        variables:
          - {name: free, expression: variables.one}
          - {name: one, expression: variables.two}
          - {name: two, expression: has(variables.one)}
          - {name: self, expression: variables.self + 1}
        validations: [{expression: variables.free == 'x'}]
        """,
        [
            "rule.yaml:9:29: the variable `one` reads itself: `one` → `two` → `one`",
            "rule.yaml:11:30: the variable `self` reads itself: `self` → `self`",
        ],
    ),
    "argument of a function of ours": (
        """\
        scope: use
        validations:
          - expression: geo.expand(['eu']).exists(c, c == model.orign) && days('3') < days(4)
        """,
        [
            "rule.yaml:8:57: `model` has no field `orign`; did you mean `origin`?",
            "rule.yaml:8:72: days() needs int here, not string",
        ],
    ),
    "regular expression": (
        """\
        scope: model
        validations:
          - expression: model.model.matches('gpt-(')
        """,
        ["rule.yaml:8:37: the pattern does not compile: missing ): gpt-("],
    ),
    "line of a block scalar": (
        """\
        scope: application
        validations:
          - expression: |
              app.id != '' &&
                app.nmae == 'x'
        """,
        ["rule.yaml:10:13: `app` has no field `nmae`; did you mean `name`?"],
    ),
    "folded scalar": (
        """\
        scope: application
        validations:
          - expression: >-
              app.id != '' &&
              app.nmae == 'x'
        """,
        ["rule.yaml:10:11: `app` has no field `nmae`; did you mean `name`?"],
    ),
    "annotations have no keys to look among": (
        """\
        scope: manifest
        validations:
          - expression: "'team' in manifest.metadata.annotations"
        """,
        ["rule.yaml:8:25: `in` needs a list or a map, not manifest.metadata.annotations"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_where_it_was_written(name: str) -> None:
    policy, expected = WRONG[name]
    assert expected == wrong(policy)


def test_warnings_are_kept_with_the_policy() -> None:
    errors, warnings = compiled(
        """\
        scope: application
        matchConditions:
          - {name: models, expression: "app.uses.all(u, u.role == 'primary')"}
        variables:
          - {name: fixed, expression: "['a', 'b']"}
        validations:
          - {name: one, expression: "app.uses.all(u, u.role == 'primary')"}
          - {name: two, expression: app.criticality != 'low'}
          - {name: three, expression: "true"}
        """
    )
    assert [] == errors
    assert [
        "rule.yaml:12:39: all() is true of an empty list",
        "rule.yaml:13:45: `app.criticality` may be absent, and then `!=` is unknown, not true",
        "rule.yaml:14:32: the expression is always the same",
    ] == warnings


def test_any_fact_may_be_known_to_be_nothing() -> None:
    policy = "scope: model\nvalidations: [{expression: model.licence != null && model.retires == null}]\n"
    assert ([], []) == compiled(policy)


def test_the_routing_of_an_application_may_be_that_of_its_manifest() -> None:
    assert ([], []) == compiled(
        "scope: application\nvalidations: [{expression: app.routing == manifest.routing}]\n"
    )
