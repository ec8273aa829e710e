"""A policy and manifests as text, judged by the engine."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast import Detector, Grade, Mention, Role, Route, Source, Use, builtin
from holdfast.builtin import facts as catalogue_paths
from holdfast.evaluate.compile import compile_policies
from holdfast.evaluate.engine import Evaluation, evaluate
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.hooks.contributions import built_in, contributions
from holdfast.kit.cases import CaseKnowledge
from holdfast.load.cache import Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import policy_of
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import check_schema, manifest_schema, named_schema
from holdfast.load.yaml import read_document
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Finding, Outcome
from holdfast.model.params import Terms
from holdfast.model.policy import Enforcement, Policy
from holdfast.model.report import Report
from holdfast.run import Request, run

POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: rule
title: The rule
severity: high
"""

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop, owner: "group:web"}
applications:
  - id: chat
    criticality: high
    models:
      - ref: big
      - {ref: small, role: fallback}
  - id: search
    data: {classes: [personal]}
    models: [{ref: small}]
models:
  - {id: big, model: big-1, backend: cloud}
  - {id: small, model: small-1, backend: own}
backends:
  - {id: cloud, operator: aws, contract: main}
  - {id: own, hosting: on-premises}
contracts:
  - {id: main, end: 2027-03-31}
"""

FACTS = {"big-1": {"origin": "US", "openWeights": False}, "small-1": {"origin": "FR", "retires": None}}


@dataclass(frozen=True)
class Judged:
    """`subject outcome` of each result, and the findings as they read."""

    results: list[str]
    findings: list[str]
    evaluation: Evaluation


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(catalogue_paths())


def parse_policy(text: str) -> Policy:
    document, problems = check_schema(
        read_document((POLICY + text).encode(), "test/rule.yaml"), named_schema("policy")
    )
    assert [] == [f"{problem.place.location} {problem.message}" for problem in problems]
    return policy_of(document, "test")


@pytest.fixture
def judge(tmp_path: Path, catalogue: Catalogue) -> Callable[..., Judged]:
    """Evaluate one policy (what follows its severity) on manifests, MANIFEST unless others are given.

    Where it is not `checked`, mistakes that its types tell show only at evaluation.
    """

    def run(
        policy: str,
        manifests: Mapping[str, str] | None = None,
        facts: Mapping[str, Mapping[str, Any]] = FACTS,
        params: Mapping[str, Any] | None = None,
        as_of: date = date(2026, 11, 23),
        *,
        checked: bool = True,
    ) -> Judged:
        for path, text in (manifests or {"ai-manifest.yaml": MANIFEST}).items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        schema = manifest_schema() if checked else None
        compiled, errors = compile_policies([parse_policy(textwrap.dedent(policy))], FUNCTIONS, schema)
        assert () == errors
        evaluation = evaluate(
            load_portfolio([tmp_path]).portfolio,
            compiled,
            CaseKnowledge(catalogue, manifest_schema(), as_of, facts),
            Terms({"test/rule": params or {}}),
        )
        return Judged(
            [f"{result.subject} {result.outcome}" for result in evaluation.results],
            [
                f"{finding.place.location} {finding.outcome}: {finding.message}"
                + "".join(f" [{missing.name}]" for missing in finding.missing)
                for finding in evaluation.findings
            ],
            evaluation,
        )

    return run


def detected(source: Source) -> Iterator[Mention | Route | Use]:
    """Yield what each line says: `ID KEY=VALUE...`, `NAME > NAME...`, `uses LIBRARY` or `broken`."""
    at = 0
    for line in source.text.splitlines(keepends=True):
        words = line.split()
        if words[1:2] == [">"]:
            yield Route(words[0], tuple(words[2:]), at)
        elif words[:1] == ["uses"]:
            yield Use(words[1], at)
        elif words[:1] == ["broken"]:
            source.not_read(source.position(at)[0])
        elif words:
            given: dict[str, Any] = dict(word.split("=") for word in words[1:] if "=" in word)
            if "grade" in given:
                given["grade"] = Grade(given["grade"])
            if "role" in given:
                given["role"] = Role(given["role"])
            yield Mention(words[0], at, **given)
        at += len(line)


DETECTOR = Detector("lines", "the lines of these tests", ("*.models",), detected)

Drift = Callable[..., list[str]]


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("cache"))


Checked = Callable[..., Report]


@pytest.fixture
def checked(tree: Callable[[Mapping[str, str]], Path], warm: Cache) -> Checked:
    """Check files by the rules of `drift`, or one of them; the targets are their folder, or others in it."""

    def check(files: Mapping[str, str], *targets: str, rule: str = "drift", no_config: bool = True) -> Report:
        root = tree(files)
        return run(
            Request(
                targets=tuple(root / target for target in targets or (".",)),
                as_of=date(2026, 11, 23),
                installed=contributions(built_in(builtin))._replace(detectors=lambda: (DETECTOR,)),
                packs=("drift",),
                select=(rule,),
                no_config=no_config,
                cache=warm,
            )
        )

    return check


@pytest.fixture
def drift(checked: Checked) -> Drift:
    """As `checked`, and return `place rule outcome message [missing]`, and with `full` what belongs to it."""

    def check(files: Mapping[str, str], *targets: str, rule: str = "drift", full: bool = False) -> list[str]:
        return [_said(finding, full=full) for finding in checked(files, *targets, rule=rule).findings]

    return check


def _said(finding: Finding, *, full: bool) -> str:
    mark = "" if finding.outcome is Outcome.FAIL else f" ({finding.outcome})"
    mark += " (warns)" if finding.enforcement is Enforcement.WARN else ""
    missing = "".join(f" [{each.name}: {each.reason}]" for each in finding.missing)
    more = f" <{finding.subject}>" + "".join(
        f" ({related.message}: {related.place.location})" for related in finding.related
    )
    said = f"{finding.place.location} {finding.rule.id.partition('/')[2]}{mark}: {finding.message}{missing}"
    return said + more if full else said
