"""The quick way to an outcome, held against the slow one, and how often things are asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from holdfast import cel, facts
from holdfast.cel.trace import Tracer
from holdfast.cli.plugins import installed
from holdfast.evaluate import shapes
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.evaluate.engine import BASE_STEPS, Evaluator, evaluate, needs_portfolio
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.quick import QuickJudge
from holdfast.load.packs import policy_of
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import check_schema, manifest_schema, named_schema
from holdfast.load.yaml import read_document
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome
from holdfast.model.function import Function
from holdfast.model.manifest import Portfolio
from holdfast.model.settings import PackName, Settings
from holdfast.requirements import load_requirements

TOP = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
PACKS = (
    "inventory",
    "model-diversity",
    "sovereignty",
    "eu-ai-act",
    "dora",
    "gdpr-transfers",
    "benchmarks/policies",
)
TREES = sorted({path.parent for path in TOP.glob("examples/**/ai-manifest.yaml")})


@pytest.fixture(scope="module")
def requirements() -> Any:
    packs = tuple(str(TOP / pack) if "/" in pack else pack for pack in PACKS)
    return load_requirements(Settings(packs=tuple(map(PackName, packs))), installed()).items


def compiled(policy: str, functions: tuple[Function, ...] = FUNCTIONS) -> CompiledPolicy:
    head = "apiVersion: holdfast/v1\nkind: Policy\nid: rule\ntitle: The rule\nseverity: high\n"
    document, problems = check_schema(
        read_document((head + policy).encode(), "test/rule.yaml"), named_schema("policy")
    )
    assert () == problems
    (found,), errors = compile_policies([policy_of(document, "test")], functions, manifest_schema())
    assert () == errors
    return found


@pytest.mark.parametrize("tree", TREES, ids=lambda path: path.relative_to(TOP).as_posix())
def test_both_ways_lead_to_the_same(
    tree: Path, requirements: Any, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    portfolio = load_portfolio([tree]).portfolio
    knowledge = Knowledge(catalogue, manifest_schema(), TODAY)
    quick = evaluate(portfolio, requirements, knowledge)
    monkeypatch.setattr(QuickJudge, "outcome", lambda *_: None)
    monkeypatch.setattr(QuickJudge, "items", lambda *_: None)
    slow = evaluate(portfolio, requirements, knowledge)
    assert (slow.results, slow.findings) == (quick.results, quick.findings)


def test_what_complies_takes_the_quick_way(requirements: Any, catalogue: Catalogue) -> None:
    """All but what has a finding, and the list of elements of `forEach`."""
    outcomes: Counter[str] = Counter()
    outcome = QuickJudge.outcome

    def counted(self: QuickJudge, *arguments: Any) -> Outcome | None:
        found = outcome(self, *arguments)
        outcomes[found or "judged"] += 1
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuickJudge, "outcome", counted)
        portfolio = load_portfolio([TOP / "examples" / "muse-spark"]).portfolio
        evaluation = evaluate(portfolio, requirements, Knowledge(catalogue, manifest_schema(), TODAY))
    disputed = {result[:2] for result in evaluation.results if result.outcome in ("fail", "unknown")}
    per_element = sum(1 for item in requirements if getattr(item, "for_each", None)) * 10
    assert len(disputed) <= outcomes["judged"] <= len(disputed) + per_element


MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {{name: shop-{number}}}
applications:
  - {{id: chat, models: [{{ref: gpt}}, {{ref: own}}]}}
models:
  - {{id: gpt, model: gpt-5.5, backend: api}}
  - {{id: own, model: gpt-5.5, backend: api, derivedFrom: {{model: gpt, relation: finetune}}}}
backends: [{{id: api, operator: openai, processing: {{retentionDays: {number}}}}}]
"""


@pytest.fixture
def three(tmp_path: Path) -> Portfolio:
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "ai-manifest.yaml").write_text(MANIFEST.format(number=number))
    return load_portfolio([tmp_path]).portfolio


def test_facts_of_a_model_on_a_backend_are_worked_out_once(
    three: Portfolio, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    known = facts.model_facts

    def model_facts(catalogue: Catalogue, model: Mapping[str, Any], *rest: Any) -> Any:
        asked.append(repr(model))
        return known(catalogue, model, *rest)

    monkeypatch.setattr(facts, "model_facts", model_facts)
    policy = compiled("scope: use\nvalidations: [{expression: model.vendor == 'openai'}]\n")
    evaluate(three, [policy, policy], Knowledge(catalogue, manifest_schema(), TODAY))
    assert len(set(asked)) == len(asked) == 2


def test_facts_rest_on_nothing_but_what_makes_two_questions_different(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """What changes an answer is asked for: no manifest gets the facts of another."""
    entries = {
        "region": ("eu-central-1", "us-east-1"),
        "operator": ("aws", "openai"),
        "country": ("[DE]", "[US]"),
        "regionScope": ("global", "single-region"),
    }
    knowledge = Knowledge(catalogue, manifest_schema(), TODAY)
    for name, values in entries.items():
        for number, value in enumerate(values):
            folder = tmp_path / name / str(number)
            folder.mkdir(parents=True)
            text = MANIFEST.format(number=number).replace("operator: openai", f"{name}: {value}")
            (folder / "ai-manifest.yaml").write_text(text)
    portfolio = load_portfolio([tmp_path / name / str(at) for name in entries for at in (0, 1)]).portfolio
    for manifest in load_portfolio([tmp_path]).portfolio.manifests or portfolio.manifests:
        fresh = Knowledge(catalogue, manifest_schema(), TODAY)
        assert fresh.facts_of(manifest) == knowledge.facts_of(manifest)


def test_a_schema_is_resolved_once(
    three: Portfolio, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    resolve = shapes.resolve
    monkeypatch.setattr(shapes, "resolve", lambda *parts: made.append(1) or resolve(*parts))
    policy = compiled("scope: application\nvalidations: [{expression: app.lifecycle != 'retired'}]\n")
    evaluator = Evaluator([policy], Knowledge(catalogue, manifest_schema(), TODAY))
    evaluator.on(three)
    first = len(made)
    evaluator.on(three)
    assert len(made) == first


def test_a_program_is_compiled_for_tracing_once(
    three: Portfolio, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = compiled("scope: application\nvalidations: [{expression: app.id == 'x'}]\n")
    compiled_: list[Any] = []
    compile_node = Tracer.compiled
    monkeypatch.setattr(
        Tracer, "compiled", lambda self, node: compiled_.append(node) or compile_node(self, node)
    )
    evaluation = evaluate(three, [policy], Knowledge(catalogue, manifest_schema(), TODAY))
    assert 3 == len(evaluation.findings)
    assert len({id(node) for node in compiled_}) == len(compiled_)


ALONE = "scope: model\nvalidations: [{expression: model.id != 'x'}]\n"
READS = "portfolio.models.size() > 0"
LOOKING: Mapping[str, tuple[str, bool]] = {
    "its own manifest": (ALONE, False),
    "the scope": ("scope: portfolio\nvalidations: [{expression: 'true'}]\n", True),
    "a validation": (f"scope: model\nvalidations: [{{expression: {READS}}}]\n", True),
    "a condition": (f"{ALONE}matchConditions: [{{name: a, expression: {READS}}}]\n", True),
    "a variable": (f"{ALONE}variables: [{{name: all, expression: portfolio.models}}]\n", True),
    "a message": (ALONE.replace("}]", ", messageExpression: string(portfolio.models.size())}]"), True),
    "forEach": (
        "scope: manifest\nforEach: portfolio.models\nvalidations: [{expression: item.id != 'x'}]\n",
        True,
    ),
    "another thing of that name": (
        "scope: model\nvalidations: [{expression: '[model.id].all(portfolio, portfolio.size() > 0)'}]\n",
        False,
    ),
}


@pytest.mark.parametrize("where", LOOKING)
def test_what_looks_at_the_portfolio_is_known_beforehand(where: str) -> None:
    policy, expected = LOOKING[where]
    assert expected is needs_portfolio(compiled(policy))


def test_the_budget_of_a_subject_does_not_depend_on_other_manifests(
    three: Portfolio, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    budgets: list[int] = []
    first_false = cel.Decision.first_false

    def watched(decisions: Any, names: Any, budget: int) -> int:
        budgets.append(budget)
        return first_false(decisions, names, budget)

    monkeypatch.setattr(cel.Decision, "first_false", staticmethod(watched))
    knowledge = Knowledge(catalogue, manifest_schema(), TODAY)
    local = compiled("scope: manifest\nvalidations: [{expression: manifest.name != 'x'}]\n")
    evaluate(three, [local], knowledge)
    evaluate(Portfolio(three.manifests[:1], is_part=True), [local], knowledge)
    assert {BASE_STEPS + 4 * 5_000} == set(budgets)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The expressions that were evaluated the quick way, each time that one was."""
    sources: list[str] = []
    evaluated = cel.Decision.asked

    def watched(self: cel.Decision, *rest: Any) -> Any:
        sources.append(self.program.source)
        return evaluated(self, *rest)

    monkeypatch.setattr(cel.Decision, "asked", watched)
    return sources


SHARED = "app.lifecycle != 'retired'"
VALID = f'validations: [{{expression: "{SHARED}"}}]\n'


def test_what_policies_ask_of_one_record_is_asked_of_it_once(
    three: Portfolio, catalogue: Catalogue, asked: list[str]
) -> None:
    """Each of three manifests has one application, with two uses."""
    policies = [compiled(f"scope: {scope}\n{VALID}") for scope in ("use", "application", "use")]
    found = evaluate(three, policies, Knowledge(catalogue, manifest_schema(), TODAY))
    assert [SHARED] * 3 == asked
    assert {("test/rule", Outcome.PASS): 3 * (2 + 1 + 2)} == dict(found.counts)


def test_what_is_asked_with_another_budget_is_asked_again(
    three: Portfolio, catalogue: Catalogue, asked: list[str]
) -> None:
    wide = f"scope: use\nmatchConditions: [{{name: x, expression: portfolio.uses.size() > 0}}]\n{VALID}"
    policies = [compiled(wide), compiled(f"scope: use\n{VALID}")]
    evaluate(three, policies, Knowledge(catalogue, manifest_schema(), TODAY))
    assert 6 == asked.count(SHARED)


@pytest.mark.parametrize(
    "expression",
    [
        "app.id != params.name",
        "app.id != variables.name",
        "portfolio.uses.exists(u, u.app.id != params.name)",
    ],
)
def test_what_rests_on_a_policy_is_asked_of_each(
    expression: str, three: Portfolio, catalogue: Catalogue
) -> None:
    policies = [
        compiled(
            f"scope: application\nparams: {{name: {{type: string, default: {name}}}}}\n"
            f"variables: [{{name: name, expression: params.name}}]\n"
            f"validations: [{{expression: {expression!r}}}]\n"
        )
        for name in ("chat", "search")
    ]
    found = evaluate(three, policies, Knowledge(catalogue, manifest_schema(), TODAY))
    assert {("test/rule", Outcome.FAIL): 3, ("test/rule", Outcome.PASS): 3} == dict(found.counts)


def test_both_ways_lead_to_the_same_in_a_large_portfolio(
    tmp_path: Path, requirements: Any, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_path(str(TOP / "benchmarks" / "repositories.py"))["generate"](tmp_path, 60)
    test_both_ways_lead_to_the_same(tmp_path, requirements, catalogue, monkeypatch)


def test_a_function_that_may_change_its_mind_is_called_each_time() -> None:
    calls: list[object] = []

    def call(value: object) -> list[str]:
        calls.append(value)
        return ["a"]

    for repeatable, expected in ((False, 6), (True, 1)):
        calls.clear()
        function = Function("f", ("dyn",), "list(string)", call, is_repeatable=repeatable)
        program = cel.compile("[1, 2, 3].all(x, 'a' in f(['b']))", functions=(function,))
        assert [True, True] == [program.evaluate({}), program.evaluate({})]
        assert expected == len(calls)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("['b', 'c', 'x'].filter(x, x in names)", ["b", "c"]),
        ("['b', 'c', 'b'].map(x, x in (x == 'c' ? others : names))", [True, False, True]),
        ("['b', 1, 'b', 1.0].map(x, x in mixed)", [True, True, True, True]),
    ],
)
def test_looking_into_the_same_list_again_finds_the_same(source: str, expected: Any) -> None:
    bindings = {
        "names": ["a", "b", "c", "d", "e", "f"],
        "others": ["p", "q", "r", "s", "t", "u"],
        "mixed": ["a", "b", 1, True, None, 2.0],
    }
    program = cel.compile(source, variables=tuple(bindings))
    assert [expected] * 2 == [program.evaluate(bindings), program.evaluate(dict(bindings))]


def test_a_variable_that_exceeds_the_budget_is_absorbed_by_nothing(
    three: Portfolio, catalogue: Catalogue
) -> None:
    ones = "[" + ", ".join("1" * 30) + "]"
    loops = "".join(f"{ones}.all({name}, " for name in "abcd") + "true" + ")" * 4
    policy = compiled(
        f"scope: manifest\nvariables: [{{name: long, expression: '{loops}'}}]\n"
        "validations: [{expression: 'variables.long || manifest.name != \"\"'}]\n"
    )
    evaluation = evaluate(three, [policy], Knowledge(catalogue, manifest_schema(), TODAY))
    assert {Outcome.ERROR} == {result.outcome for result in evaluation.results}
