"""The values and facts that a finding shows as what its verdict rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., Any]
"""The fixture that evaluates a policy: see conftest."""

MANY = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: many}
applications:
"""


def evidence(judge: Judge, scope: str, expression: str, more: str = "", **given: Any) -> list[str]:
    judged = judge(f"scope: {scope}\n{more}validations:\n  - expression: {expression!r}\n", **given)
    first = judged.evaluation.findings[0]
    return [
        f"{each.place.location.line}:{each.place.location.column} {each.name} is {each.value}"
        + (f" ({each.source})" if each.source else "")
        for each in first.evidence
    ]


@pytest.mark.parametrize(
    ("scope", "expression", "expected"),
    [
        ("application", "app.criticality == 'low'", ["6:18 app.criticality is `high`"]),
        ("application", "app.lifecycle == 'pilot'", ["5:9 app.lifecycle is `production` (by default)"]),
        ("application", "has(app.dpia)", ["5:9 app.dpia is not set"]),
        ("application", "!has(app.criticality)", ["6:18 app.criticality is `high`"]),
        ("application", "app.owner == 'x'", ["5:9 app.owner is `group:web` (from what else is declared)"]),
        ("manifest", "manifest.name == 'x'", ["3:18 manifest.name is `shop`"]),
        ("use", "model.origin == 'FR'", ["14:22 model.origin is `US` (catalogue: the case)"]),
        ("use", "has(model.retires)", []),  # unknown is no evidence
        (
            "use",
            "model.origin in ['US'] && model.openWeights",
            ["14:22 model.openWeights is false (catalogue: the case)"],
        ),
        (
            "use",
            "[model.model, model.origin].all(o, o == 'big-1')",
            ["14:22 model.origin is `US` (catalogue: the case)"],
        ),
        ("contract", "contract.end > date('2028-01-01')", ["20:21 contract.end is `2027-03-31`"]),
        ("backend", "size(backend.models) > 1", ["14:10 model.id is `big`"]),
        (
            "use",
            "model.id == 'small' || backend.id == 'own'",
            ["14:10 model.id is `big`", "17:10 backend.id is `cloud`"],
        ),
        (
            "portfolio",
            "portfolio.uses.filter(u, u.role == 'fallback').size() > 1",
            ["9:15 use.ref is `small`"],
        ),
        (
            "portfolio",
            "portfolio.uses.filter(u, u.role == 'primary').map(u, u.model.origin).distinct().size() > 2",
            [
                "8:14 model.origin is `US` (catalogue: the case)",
                "12:20 model.origin is `FR` (catalogue: the case)",
            ],
        ),
        (
            "portfolio",
            "portfolio.models.all(m, m.origin == 'FR')",
            ["14:22 model.origin is `US` (catalogue: the case)"],
        ),
        (
            "portfolio",
            "portfolio.applications.exists(a, a.id == 'x')",
            ["5:9 app.id is `chat`", "10:9 app.id is `search`"],
        ),
    ],
)
def test_only_what_tells_is_evidence(judge: Judge, scope: str, expression: str, expected: list[str]) -> None:
    assert expected == evidence(judge, scope, expression)


def test_what_variables_read_is_evidence(judge: Judge) -> None:
    more = (
        "variables:\n  - {name: here, expression: model.origin}\n"
        "  - {name: unread, expression: model.openWeights}\n"
        "  - {name: near, expression: \"variables.here in ['FR']\"}\n"
    )
    assert ["14:22 model.origin is `US` (catalogue: the case)"] == evidence(
        judge, "use", "variables.near", more
    )


def test_an_unknown_verdict_shows_what_is_known(judge: Judge) -> None:
    assert ["14:10 model.id is `big`"] == evidence(
        judge, "use", "model.id == 'small' || model.retires == null"
    )


def test_a_declared_fact_is_placed_where_it_is_declared(judge: Judge) -> None:
    text = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: own}\n"
        "applications: [{id: chat, models: [{ref: ours}]}]\n"
        "models:\n  - {id: ours, model: ours-7b, backend: here, facts: {origin: DE}}\n"
        "  - {id: tuned, model: x-7b, backend: here,"
        " derivedFrom: {model: mistral-large-2512, relation: finetune}}\n"
        "backends: [{id: here}]\n"
    )
    given = {"manifests": {"ai-manifest.yaml": text}}
    assert ["6:63 model.origin is `DE` (declared)"] == evidence(judge, "use", "model.origin == 'FR'", **given)
    (derived,) = evidence(
        judge, "portfolio", "portfolio.models.filter(m, m.id == 'tuned').map(m, m.baseOrigin) == []", **given
    )
    assert derived.startswith("7:24 model.baseOrigin is `FR` (by its base: ")


def test_evidence_is_bounded_and_its_text_is_short_and_safe(judge: Judge) -> None:
    apps = "".join(f'  - {{id: a{n}, description: "\\e[31m{"x" * 500}", models: []}}\n' for n in range(40))
    shown = evidence(
        judge,
        "portfolio",
        "portfolio.applications.exists(a, a.description == '')",
        manifests={"ai-manifest.yaml": MANY + apps},
    )
    assert 25 == len(shown)
    assert "5:27 app.description is `\\x1b[31m" + "x" * 51 + "…`" == shown[0]


def test_an_error_has_no_evidence(judge: Judge) -> None:
    assert [] == evidence(judge, "use", "1 / 0 == 1")
