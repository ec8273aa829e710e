"""What policies see in each scope, and what their verdicts become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from holdfast.model.finding import Outcome
from holdfast.model.policy import Enforcement

Judge = Callable[..., Any]
"""The fixture that evaluates a policy: see conftest."""

BROKEN = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: broken\n"
SECOND = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: bank}
applications: []
"""


def assertion(scope: str, expression: str, more: str = "") -> str:
    return f"scope: {scope}\nvalidations:\n  - expression: {expression!r}\n{more}"


def test_every_scope_has_its_subjects(judge: Judge) -> None:
    seen = {
        scope: judge(assertion(scope, "true")).results
        for scope in ("portfolio", "manifest", "application", "use", "model", "backend", "contract")
    }
    assert {
        "portfolio": [" pass"],
        "manifest": ["shop pass"],
        "application": ["shop/applications/chat pass", "shop/applications/search pass"],
        "use": [
            "shop/applications/chat/models/big pass",
            "shop/applications/chat/models/small pass",
            "shop/applications/search/models/small pass",
        ],
        "model": ["shop/models/big pass", "shop/models/small pass"],
        "backend": ["shop/backends/cloud pass", "shop/backends/own pass"],
        "contract": ["shop/contracts/main pass"],
    } == seen


@pytest.mark.parametrize(
    ("scope", "expression"),
    [
        ("application", "app.uses[0].model.backend.manifest == manifest"),
        ("application", "app.uses.all(u, u.app == app)"),
        ("application", "app.models == app.uses"),
        ("use", "use.model == model && model.backend == backend"),
        ("use", "model.uses.exists(u, u == use)"),
        ("use", "backend.uses.exists(u, u == use) && backend.models.exists(m, m == model)"),
        ("model", "model.uses.all(u, u.model == model)"),
        ("backend", "backend.id == 'own' || backend.contract.uses.size() == 1"),
        ("contract", "contract.backends.map(b, b.id) == ['cloud'] && contract.models[0].id == 'big'"),
        ("contract", "contract.end == date('2027-03-31') && contract.end > now + days(100)"),
        ("manifest", "manifest.uses.size() == 3 && manifest.applications.map(a, a.id) == ['chat', 'search']"),
        ("contract", "contract.clauses.exit.status == 'missing' && !has(contract.clauses.exit)"),
        ("portfolio", "portfolio.models.map(m, m.origin) == ['US', 'FR']"),
        ("portfolio", "portfolio.manifests[0].name == 'shop' && portfolio.contracts.size() == 1"),
        ("application", "app.owner == 'group:web' && has(app.owner)"),
        ("application", "app.lifecycle == 'production' && !has(app.lifecycle)"),
        ("use", "use.role in ['primary', 'fallback']"),
        ("application", "app.id == 'chat' || app.data.regulated"),
        ("application", "app.id == 'chat' || app.data.residency == 'any'"),
        ("application", "!has(app.migration) && !has(app.migration.status) && !has(app.dpia)"),
        ("model", "('retires' in model.unknown) == (model.id == 'big')"),
        ("model", "model.id == 'big' || (model.retires == null && !has(model.retires))"),
        ("model", "'DE' in geo.expand(['eu']) && !(model.origin == 'GB')"),
        ("backend", "backend.id == 'own' || backend.operatorParent == 'amazon'"),
        ("backend", "backend.id == 'own' || backend.operatorCountry == 'US'"),
        ("backend", "(backend.id == 'own') == ('operatorParent' in backend.unknown)"),
        ("model", "now == timestamp('2026-11-23T00:00:00Z')"),
    ],
)
def test_expressions_see_joined_objects(judge: Judge, scope: str, expression: str) -> None:
    assert [] == judge(assertion(scope, expression)).findings


def test_a_finding_about_a_whole_manifest_points_at_its_name(judge: Judge) -> None:
    failing = judge(assertion("manifest", "false")).findings
    assert ["ai-manifest.yaml:3:18 fail: The rule"] == failing
    missing = judge(
        assertion("manifest", "has(manifest.governance)", "    fieldPath: governance.roles\n")
    ).findings
    assert ["ai-manifest.yaml:3:18 fail: The rule"] == missing


def test_a_failure_points_where_the_field_path_says(judge: Judge) -> None:
    judged = judge(assertion("use", "model.origin != 'US'", "    message: from the US\n    fieldPath: ref\n"))
    assert ["ai-manifest.yaml:8:14 fail: from the US"] == judged.findings
    (finding,) = judged.evaluation.findings
    assert [
        ("model `big`", "ai-manifest.yaml:14:10"),
        ("backend `cloud`", "ai-manifest.yaml:17:10"),
    ] == [(related.message, str(related.place.location)) for related in finding.related]
    assert ("shop/applications/chat/models/big", ("applications", 0, "models", 0, "ref")) == (
        finding.subject,
        finding.pointer,
    )


def test_a_message_expression_that_fails_gives_way_to_the_message(judge: Judge) -> None:
    more = "    message: plain\n    messageExpression: \"'%s'.format([model.retires, 1])\"\n"
    judged = judge(assertion("model", "model.origin != 'US'", more))
    assert ["ai-manifest.yaml:14:10 fail: plain"] == judged.findings


def test_what_nobody_declared_is_unknown_and_named(judge: Judge) -> None:
    judged = judge(assertion("application", "app.criticality == 'high'"))
    assert ["shop/applications/chat pass", "shop/applications/search unknown"] == judged.results
    assert ["ai-manifest.yaml:10:9 unknown: cannot tell: The rule [app.criticality]"] == judged.findings
    (missing,) = judged.evaluation.findings[0].missing
    assert ("application `search` does not say", "Add `criticality` to application `search`.") == (
        missing.reason,
        missing.remedy,
    )


@pytest.mark.parametrize(
    ("expression", "outcomes"),
    [
        ("model.licence == 'MIT'", ["unknown", "unknown"]),
        ("model.licence == 'MIT' || true", ["pass", "pass"]),
        ("model.licence == 'MIT' && model.origin == 'FR'", ["fail", "unknown"]),
        ("has(model.licence)", ["unknown", "unknown"]),
        ("model.retires == null", ["unknown", "pass"]),
        ("model.openWeights ? true : true", ["pass", "unknown"]),
        ("[model.openWeights].size() == 1", ["pass", "unknown"]),
        ("!model.openWeights", ["pass", "unknown"]),
        ("model.uses.all(u, u.app.criticality != 'low')", ["pass", "unknown"]),
        ("model.uses.exists(u, u.app.criticality == 'high')", ["pass", "pass"]),
        ("portfolio.models.filter(m, m.openWeights).size() == 0 || model.id == 'small'", ["unknown", "pass"]),
    ],
)
def test_unknown_is_never_a_pass(judge: Judge, expression: str, outcomes: list[str]) -> None:
    judged = judge(assertion("model", expression))
    assert outcomes == [result.rpartition(" ")[2] for result in judged.results]


def test_a_dangling_reference_is_unknown_where_it_is_read(judge: Judge) -> None:
    manifest = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
        "applications: [{id: chat, models: [{ref: gone}]}]\n"
    )
    judged = judge(assertion("use", "model.origin == 'FR'"), {"ai-manifest.yaml": manifest})
    assert ["ai-manifest.yaml:4:42 unknown: cannot tell: The rule [use.model]"] == judged.findings


def test_an_empty_list_of_classes_says_nothing(judge: Judge) -> None:
    manifest = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
        "applications: [{id: chat, data: {classes: []}, models: []}]\n"
    )
    judged = judge(assertion("application", "!app.data.regulated"), {"ai-manifest.yaml": manifest})
    assert ["shop/applications/chat unknown"] == judged.results


def test_an_unset_object_has_no_defaults(judge: Judge) -> None:
    judged = judge(assertion("application", "app.data.residency == 'any'"))
    assert ["shop/applications/chat unknown", "shop/applications/search pass"] == judged.results


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        ("app.id == 'search'", "not-applicable"),
        ("app.criticality == 'high'", "fail"),
        ("app.dpia == 'x'", "unknown"),
        ("app.dpia == 'x' && app.id == 'none'", "not-applicable"),
        ("1 / 0 == 1", "error"),
        ("app.id", "error"),
    ],
)
def test_match_conditions(judge: Judge, condition: str, outcome: str) -> None:
    policy = f"""\
        scope: application
        matchConditions:
          - name: first
            expression: {condition!r}
          - name: second
            expression: "app.dpia == 'y' || app.id == 'chat'"
        validations:
          - expression: 'false'
        """
    assert f"shop/applications/chat {outcome}" == judge(policy, checked=False).results[0]


def test_a_false_condition_wins_over_an_unknown_one(judge: Judge) -> None:
    policy = """\
        scope: application
        matchConditions:
          - {name: unknown, expression: app.dpia == 'x'}
          - {name: never, expression: app.id == 'none'}
        validations: [{expression: 'false'}]
        """
    assert ["shop/applications/chat not-applicable", "shop/applications/search not-applicable"] == judge(
        policy
    ).results


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (
            "app.critcality == 'high'",
            "5:19 error: the policy cannot be evaluated: `app` has no field `critcality`",
        ),
        ("app.id", "5:1 error: the policy cannot be evaluated: the expression is not true or false"),
        ("'a' < 1", "5:1 error: the policy cannot be evaluated: the operator does not take these values"),
        (
            "app.uses[7].role == 'primary'",
            "5:1 error: the policy cannot be evaluated: the index is outside the list",
        ),
        ("app.id.matches('(')", ""),
        ("geo.expand(['atlantis']) == []", ""),
    ],
)
def test_a_mistake_of_the_policy_is_an_error_at_its_place(judge: Judge, expression: str, said: str) -> None:
    judged = judge(assertion("application", expression), checked=False)
    assert ["shop/applications/chat error", "shop/applications/search error"] == judged.results
    (finding,) = judged.evaluation.findings
    assert ("test/rule.yaml", 8) == (finding.place.location.path, finding.place.location.line)
    assert ("Met on 2 subjects, the first: shop/applications/chat.",) == finding.notes
    if said:
        assert said.partition(" ")[2] == f"{finding.outcome}: {finding.message}"


def test_an_error_in_a_block_scalar_has_its_own_line_and_column(judge: Judge) -> None:
    policy = """\
        scope: application
        validations:
          - name: first
            expression: |
              app.id != '' &&
                app.nmae == 'x'
        """
    (finding,) = judge(policy, checked=False).evaluation.findings
    # POLICY has five lines; the second line of the block scalar is the eleventh.
    assert "test/rule.yaml:11:13" == str(finding.place.location)
    assert ("        app.nmae == 'x'",) == finding.place.excerpt


def test_variables_are_evaluated_when_read(judge: Judge) -> None:
    policy = """\
        scope: model
        variables:
          - {name: unused, expression: 1 / 0}
          - {name: foreign, expression: model.origin != 'FR'}
          - {name: both, expression: variables.foreign && model.id == 'big'}
        validations:
          - expression: '!variables.both'
        """
    assert ["shop/models/big fail", "shop/models/small pass"] == judge(policy).results


def test_a_variable_that_reads_itself_is_an_error(judge: Judge) -> None:
    policy = """\
        scope: manifest
        variables:
          - {name: one, expression: variables.two}
          - {name: two, expression: variables.one}
        validations:
          - expression: variables.one == 1
        """
    assert ["shop error"] == judge(policy, checked=False).results


def test_params_have_defaults_and_can_be_set(judge: Judge) -> None:
    policy = """\
        scope: portfolio
        params:
          fewest: {type: integer, default: 3}
        validations:
          - expression: portfolio.models.size() >= params.fewest
        """
    assert ([" fail"], [" pass"]) == (judge(policy).results, judge(policy, params={"fewest": 2}).results)


def test_for_each_makes_every_element_a_subject(judge: Judge) -> None:
    manifest = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
        "applications:\n"
        "  - id: chat\n    models: []\n    kpis:\n"
        "      - {metric: cost, target: 1, actual: 2}\n"
        "      - {metric: latency, target: 3, actual: 2}\n"
        "  - id: none\n    models: []\n"
    )
    policy = """\
        scope: application
        forEach: app.kpis
        validations:
          - expression: item.actual <= item.target
            message: missed
            fieldPath: actual
        """
    judged = judge(policy, {"ai-manifest.yaml": manifest})
    assert [
        "shop/applications/chat/kpis/cost fail",
        "shop/applications/chat/kpis/latency pass",
        "shop/applications/none unknown",
    ] == judged.results
    assert [
        "ai-manifest.yaml:8:43 fail: missed",
        "ai-manifest.yaml:10:9 unknown: cannot tell: The rule [app.kpis]",
    ] == judged.findings


def test_a_list_that_nobody_wrote_is_left_out_where_a_condition_says_so(judge: Judge) -> None:
    manifest = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
        "applications: [{id: none, models: []}, {id: chat, criticality: low, models: []}]\n"
    )
    policy = """\
        scope: application
        forEach: app.kpis
        matchConditions:
          - {name: measured, expression: "item.metric == 'cost' && has(app.kpis)"}
        validations:
          - {expression: item.actual <= item.target}
        """
    manifests = {"ai-manifest.yaml": manifest}
    assert ["shop/applications/chat not-applicable", "shop/applications/none not-applicable"] == judge(
        policy, manifests
    ).results
    judged = judge(policy.replace("has(app.kpis)", "app.criticality == 'low'"), manifests)
    assert ["shop/applications/chat unknown", "shop/applications/none unknown"] == judged.results


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("contract.end", ("In force from 2027-03-31; a warning until then.",)),
        ("now", ()),
        ("contract.start", ("In force from 2027-01-01; a warning until then.",)),
    ],
    ids=["later", "today", "where nobody says, the plain day"],
)
def test_the_day_may_differ_from_subject_to_subject(
    judge: Judge, day: str, expected: tuple[str, ...]
) -> None:
    more = f"    effectiveFrom: 2027-01-01\n    effectiveFromExpression: {day}\n"
    (finding,) = judge(assertion("contract", "false", more)).evaluation.findings
    assert (expected, Enforcement.WARN if expected else Enforcement.DENY) == (
        finding.notes,
        finding.enforcement,
    )


def test_a_day_that_nobody_knows_has_come(judge: Judge) -> None:
    more = "    effectiveFromExpression: contract.start\n"
    (finding,) = judge(assertion("contract", "false", more)).evaluation.findings
    assert Enforcement.DENY is finding.enforcement


def test_a_list_that_nobody_wrote_concerns_only_whom_the_policy_applies_to(judge: Judge) -> None:
    manifest = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
        "applications:\n"
        "  - {id: live, criticality: high, models: []}\n"
        "  - {id: lab, lifecycle: pilot, criticality: high, models: []}\n"
        "  - {id: new, models: []}\n"
    )
    policy = """\
        scope: application
        forEach: app.kpis
        matchConditions:
          - {name: live, expression: app.lifecycle == 'production'}
          - {name: high, expression: app.criticality == 'high'}
          - {name: cost, expression: item.metric == 'cost'}
        validations:
          - expression: item.actual <= item.target
        """
    judged = judge(policy, {"ai-manifest.yaml": manifest})
    assert [
        "shop/applications/lab not-applicable",
        "shop/applications/live unknown",
        "shop/applications/new unknown",
    ] == judged.results


def test_a_text_in_a_list_is_named_by_itself_wherever_it_stands(judge: Judge) -> None:
    manifest = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\n"
        "contracts: [{id: main, families: [qwen, llama]}]\n"
    )
    policy = """\
        scope: contract
        forEach: contract.families
        validations:
          - expression: item != 'llama'
        """
    assert [
        "shop/contracts/main/families/llama fail",
        "shop/contracts/main/families/qwen pass",
    ] == judge(policy, {"ai-manifest.yaml": manifest}).results


def test_before_its_date_a_validation_only_warns(judge: Judge) -> None:
    more = "    effectiveFrom: 2027-01-01\n"
    before = judge(assertion("contract", "false", more)).evaluation.findings[0]
    after = judge(assertion("contract", "false", more), as_of=date(2027, 1, 1)).evaluation.findings[0]
    assert (Enforcement.WARN, ("In force from 2027-01-01; a warning until then.",)) == (
        before.enforcement,
        before.notes,
    )
    assert (Enforcement.DENY, ()) == (after.enforcement, after.notes)


DATED = """\
scope: contract
matchConditions:
  - {name: long, expression: contract.noticeDays > 0}
validations:
  - {name: soon, expression: contract.term == 'fixed', effectiveFrom: 2027-01-01}
  - {name: later, expression: contract.term == 'fixed', effectiveFrom: 2027-06-01}
"""
UNDATED = DATED.replace(", effectiveFrom: 2027-06-01", "")
SOON = "In force from 2027-01-01; a warning until then."
LATER = "In force from 2027-06-01; a warning until then."


def _contract(*written: str) -> dict[str, str]:
    manifest = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
    return {"ai-manifest.yaml": manifest + f"contracts: [{{{', '.join(('id: main', *written))}}}]\n"}


@pytest.mark.parametrize(
    ("policy", "day", "expected"),
    [
        pytest.param(DATED, date(2026, 12, 31), (Enforcement.WARN, (SOON,)), id="before the first date"),
        pytest.param(DATED, date(2027, 1, 1), (Enforcement.DENY, ()), id="on the first date"),
        pytest.param(DATED, date(2027, 1, 2), (Enforcement.DENY, ()), id="after the first date"),
        pytest.param(UNDATED, date(2026, 12, 31), (Enforcement.DENY, ()), id="one has no date"),
    ],
)
def test_a_condition_in_doubt_counts_when_the_first_validation_does(
    judge: Judge, policy: str, day: date, expected: object
) -> None:
    (finding,) = judge(policy, _contract(), as_of=day).evaluation.findings
    assert (Outcome.UNKNOWN, expected) == (finding.outcome, (finding.enforcement, finding.notes))


def test_a_doubt_is_said_once_for_each_date(judge: Judge) -> None:
    evaluation = judge(DATED, _contract("noticeDays: 30"), as_of=date(2026, 12, 31)).evaluation
    assert [(LATER,), (SOON,)] == [finding.notes for finding in evaluation.findings]


def test_while_a_manifest_is_unreadable_nothing_is_known_of_the_portfolio(judge: Judge) -> None:
    files = {"b/ai-manifest.yaml": BROKEN, "c/ai-manifest.yaml": SECOND}
    judged = judge(assertion("portfolio", "portfolio.models.size() == 0"), files)
    assert ["c/ai-manifest.yaml:3:18 unknown: cannot tell: The rule [portfolio]"] == judged.findings
    local = judge(assertion("manifest", "manifest.models.size() == 0"), files)
    assert ["bank pass"] == local.results
    reading = judge(assertion("manifest", "portfolio.models.size() == 0"), files)
    assert ["bank unknown"] == reading.results


def test_a_portfolio_finding_points_into_the_first_manifest_by_name(judge: Judge) -> None:
    files = {"x/ai-manifest.yaml": SECOND.replace("bank", "zoo"), "y/ai-manifest.yaml": SECOND}
    (finding,) = judge(assertion("portfolio", "false"), files).evaluation.findings
    assert "y/ai-manifest.yaml:3:18" == str(finding.place.location)
    assert [("manifest `zoo`", "x/ai-manifest.yaml:3:18")] == [
        (related.message, str(related.place.location)) for related in finding.related
    ]


def test_a_policy_that_does_not_end_is_an_error(judge: Judge) -> None:
    nested = "portfolio.models"
    body = "true"
    for index in range(9):
        body = f"{nested}.all(m{index}, {body})"
    big = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\nmodels:\n"
        + "".join(f"  - {{id: m{index}, model: big-1, backend: b}}\n" for index in range(12))
    )
    (finding,) = judge(
        assertion("portfolio", body + " || true"), {"ai-manifest.yaml": big}
    ).evaluation.findings
    assert (
        "the policy cannot be evaluated: the expression takes more steps than it is allowed"
        == finding.message
    )


def test_doubts_of_several_validations_at_one_place_are_said_once(judge: Judge) -> None:
    policy = """\
        scope: application
        validations:
          - {name: one, expression: app.criticality == 'high'}
          - {name: two, expression: app.criticality != 'low'}
        """
    assert ["ai-manifest.yaml:10:9 unknown: cannot tell: The rule [app.criticality]"] == judge(
        policy
    ).findings


@pytest.mark.parametrize(
    ("scope", "expression", "expected"),
    [
        ("application", "has(app.migration)", "fail"),
        ("application", "has(app.migration.doc)", "fail"),
        ("manifest", "has(manifest.metadata.annotations)", "fail"),
        ("manifest", "has(manifest.metadata.annotations.lei)", "fail"),
        ("manifest", "manifest.metadata.annotations.lei != ''", "unknown"),
        ("backend", "has(backend.contract)", "fail"),
        ("backend", "has(backend.contract.dpa)", "unknown"),
        ("backend", "has(backend.contract) && has(backend.contract.dpa)", "fail"),
    ],
)
def test_has_asks_about_the_last_step_of_a_path(
    judge: Judge, scope: str, expression: str, expected: str
) -> None:
    manifest = SECOND.replace(
        "applications: []", "applications: [{id: chat, models: []}]\nmodels: []\nbackends: [{id: own}]"
    )
    (result,) = judge(assertion(scope, expression), {"ai-manifest.yaml": manifest}).results
    assert expected == result.rpartition(" ")[2]
