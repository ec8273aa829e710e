"""Running a policy against its own cases."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from holdfast.evaluate.compile import CompiledPolicy
from holdfast.evaluate.engine import Evaluator
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.shapes import Schema
from holdfast.evaluate.world import World
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case, Weight
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import FACT_NAMES, Fact, Gap
from holdfast.model.finding import Outcome, worst
from holdfast.model.params import Terms

_WITH_FINDINGS = (Outcome.UNKNOWN, Outcome.FAIL, Outcome.ERROR)


class Observed(NamedTuple):
    """What came of a case: the worst outcome, and the findings as `path:line:column message`.

    `problems` are what is wrong with the manifests of the case themselves, spelled alike. `weights`
    are those of the findings.
    """

    outcome: Outcome
    findings: tuple[str, ...]
    problems: tuple[str, ...]
    weights: tuple[Weight, ...] = ()


class Stage(NamedTuple):
    """A case with its manifests read: what any number of policies can be tried on."""

    case: Case
    knowledge: Knowledge
    world: World
    problems: tuple[str, ...]


def run_case(policy: CompiledPolicy, case: Case, catalogue: Catalogue) -> Observed:
    """Run `policy` on the manifests of `case`."""
    return observe(policy, set_up(case, catalogue))


def set_up(case: Case, catalogue: Catalogue) -> Stage:
    """Read the manifests of `case` from a temporary folder, as any others would be."""
    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        for path, text in case.manifests.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        loaded = load_portfolio([Path(folder)])
    knowledge = CaseKnowledge(catalogue, manifest_schema(), case.as_of, case.facts)
    problems = tuple(f"{problem.place.location} {problem.message}" for problem in loaded.problems)
    return Stage(case, knowledge, World(loaded.portfolio, knowledge), problems)


def observe(policy: CompiledPolicy, stage: Stage) -> Observed:
    """Run `policy` on what is set up."""
    terms = Terms({policy.policy.rule.id: stage.case.params})
    evaluation = Evaluator([policy], stage.knowledge, terms).within(stage.world)
    findings = evaluation.findings
    return Observed(
        worst((result.outcome for result in evaluation.results), Outcome.NOT_APPLICABLE),
        tuple(f"{finding.place.location} {finding.message}" for finding in findings),
        stage.problems,
        tuple(Weight(finding.severity, finding.enforcement) for finding in findings),
    )


def differences(case: Case, observed: Observed) -> tuple[str, ...]:
    """Return how `observed` differs from what `case` expects, one line for each difference.

    A case that names no findings leaves them open where there must be some.
    """
    lines = []
    if observed.outcome is not case.expect:
        lines.append(f"expected {case.expect}, observed {observed.outcome}")
    expected = case.findings
    if expected is None:
        expected = observed.findings if case.expect in _WITH_FINDINGS else ()
    lines += [f"expected finding is missing: {item}" for item in expected if item not in observed.findings]
    lines += [f"finding is not expected: {item}" for item in observed.findings if item not in expected]
    if not lines and expected != observed.findings:
        lines.append("findings are repeated or in another order: " + "; ".join(observed.findings))
    if not lines:
        lines += _of_another_weight(case, observed)
    return tuple(lines)


def _of_another_weight(case: Case, observed: Observed) -> Iterator[str]:
    # A case that names no findings weighs none.
    for finding, wanted, seen in zip(observed.findings, case.weights, observed.weights, strict=False):
        if wanted.severity not in (None, seen.severity):
            yield f"expected severity {wanted.severity}, observed {seen.severity}: {finding}"
        if wanted.enforcement not in (None, seen.enforcement):
            yield f"expected enforcement {wanted.enforcement}, observed {seen.enforcement}: {finding}"


class CaseKnowledge(Knowledge):
    """The catalogue's knowledge, with what a case says of models in its place."""

    def __init__(
        self, catalogue: Catalogue, schema: Schema, as_of: date, known: Mapping[str, Mapping[str, Any]]
    ) -> None:
        super().__init__(catalogue, schema, as_of)
        self.known = known

    def model_facts(
        self, model: Mapping[str, Any], backend: Mapping[str, Any] | None
    ) -> Mapping[str, Fact | Gap]:
        """Return the case's facts of a model that it names, else the catalogue's."""
        if model["model"] not in self.known:
            return super().model_facts(model, backend)
        given = self.known[model["model"]]
        return {
            name: Fact(name, given[name], source="the case")
            if name in given
            else Gap(name, "the case does not say", "Add it to `facts`.")
            for name in FACT_NAMES
        }
