"""A policy and manifests as text, judged by the engine."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.builtin import facts as catalogue_paths
from holdfast.evaluate.compile import compile_policies
from holdfast.evaluate.engine import Evaluation, evaluate
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.cases import CaseKnowledge
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import policy_of
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import check_schema, manifest_schema, named_schema
from holdfast.load.yaml import read_document
from holdfast.model.catalogue import Catalogue
from holdfast.model.params import Terms
from holdfast.model.policy import Policy

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
