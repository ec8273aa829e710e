"""A policy to begin with: it holds, its cases too, and what is the author's to say is marked."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import indent
from typing import NamedTuple

from holdfast.load.packs import CASES_SUFFIX, PACK_FILE
from holdfast.model.policy import Scope

_FACTS = """\
    facts:  # what is known of the models, in place of the catalogue
      acme-llm: {known}
"""


class _Sketch(NamedTuple):
    """What a policy of one scope may look like.

    `failing` is in the manifest of the case that fails and `passing` stands there in the other one;
    `place` is where the finding points. `known` are the facts of the model `acme-llm` in each.
    """

    expression: str
    message: str
    said: str
    failing: str
    passing: str
    place: str
    known: tuple[str, str] | None = None


_MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications:
  - id: chat
    models:
      - ref: house
models:
  - {id: house, model: acme-llm, backend: own}
backends:
  - {id: own, contract: hosting}
contracts:
  - {id: hosting}
"""
_MODEL = "  - {id: house, model: acme-llm, backend: own}\n"
_TWO_MODELS = f"{_MODEL}  - {{id: other, model: acme-llm-2, backend: own}}\n"
_SKETCHES: Mapping[Scope, _Sketch] = {
    Scope.PORTFOLIO: _Sketch(
        "portfolio.models.size() >= 2",
        "'there are fewer than two models: %d'.format([portfolio.models.size()])",
        "there are fewer than two models: 1",
        _MODEL,
        _TWO_MODELS,
        "3:18",
    ),
    Scope.MANIFEST: _Sketch(
        "manifest.models.size() >= 2",
        "'manifest `%s` has fewer than two models'.format([manifest.name])",
        "manifest `shop` has fewer than two models",
        _MODEL,
        _TWO_MODELS,
        "3:18",
    ),
    Scope.APPLICATION: _Sketch(
        "has(app.owner)",
        "'application `%s` has no owner'.format([app.id])",
        "application `chat` has no owner",
        "  - id: chat\n",
        "  - id: chat\n    owner: group:web\n",
        "5:9",
    ),
    Scope.USE: _Sketch(
        "has(use.testedOn)",
        "'`%s` was never tested in `%s`'.format([use.ref, app.id])",
        "`house` was never tested in `chat`",
        "      - ref: house\n",
        "      - ref: house\n        testedOn: 2026-10-01\n",
        "7:14",
    ),
    Scope.MODEL: _Sketch(
        "model.openWeights",
        "'the weights of `%s` are not open'.format([model.model])",
        "the weights of `acme-llm` are not open",
        "",
        "",
        "9:10",
        ("{openWeights: false}", "{openWeights: true}"),
    ),
    Scope.BACKEND: _Sketch(
        "has(backend.region)",
        "'backend `%s` names no region'.format([backend.id])",
        "backend `own` names no region",
        "{id: own,",
        "{id: own, region: eu-central-1,",
        "11:10",
    ),
    Scope.CONTRACT: _Sketch(
        "has(contract.end)",
        "'contract `%s` has no end'.format([contract.id])",
        "contract `hosting` has no end",
        "{id: hosting}",
        "{id: hosting, end: 2028-12-31}",
        "13:10",
    ),
}
_PACK = """\
apiVersion: holdfast/v1
kind: Pack
id: {pack}
version: 0.1.0
title: "TODO: what the pack is about, in a few words"
description: "TODO: what the pack is for, in a few sentences"
"""
_POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: {name}
title: "TODO: what holds where the policy is met, in one sentence without a full stop"
severity: medium  # how bad a failure is: critical, high, medium, low, info
scope: {scope}
# matchConditions:  # which of them the policy applies to; without, all
#   - name: {named}
#     expression: {condition}
validations:
  - expression: {expression}  # true where it complies
    messageExpression: "{message}"
rationale: "TODO: why this matters"
remediation: "TODO: what to do where it does not hold"
references: []  # the controls that ask for it, such as {{framework: acme-handbook, control: "7.2"}}
"""
_CASES = """\
apiVersion: holdfast/v1
kind: Cases
cases:
  - name: a {scope} that complies passes
    expect: pass
{facts_passing}    manifests:
      ai-manifest.yaml: |
{passing}
  - name: a {scope} that does not comply fails
    expect: fail
{facts_failing}    manifests:
      ai-manifest.yaml: |
{failing}
    findings:
      - place: ai-manifest.yaml:{place}
        message: "{said}"
"""
_IN_PRODUCTION = ("in-production", "app.lifecycle == 'production'")
_CONDITIONS = {
    Scope.PORTFOLIO: ("with-applications", "portfolio.applications.size() > 0"),
    Scope.MANIFEST: ("with-applications", "manifest.applications.size() > 0"),
    Scope.APPLICATION: _IN_PRODUCTION,
    Scope.USE: _IN_PRODUCTION,
    Scope.MODEL: ("in-use", "model.uses.size() > 0"),
    Scope.BACKEND: ("in-use", "backend.uses.size() > 0"),
    Scope.CONTRACT: ("in-use", "contract.uses.size() > 0"),
}


def pack_file(pack: str) -> Mapping[str, str]:
    """Return the `pack.yaml` of a new pack: file name to text."""
    return {PACK_FILE: _PACK.format(pack=pack)}


def policy_files(name: str, scope: Scope) -> Mapping[str, str]:
    """Return a new policy and its cases: file name to text. All that says TODO is the author's to write."""
    sketch = _SKETCHES[scope]
    known = sketch.known or ("", "")
    named, condition = _CONDITIONS[scope]
    policy = _POLICY.format(
        name=name,
        scope=scope,
        named=named,
        condition=condition,
        expression=sketch.expression,
        message=sketch.message,
    )
    cases = _CASES.format(
        scope=scope,
        facts_passing=_facts(known[1]),
        facts_failing=_facts(known[0]),
        passing=_shown(_MANIFEST.replace(sketch.failing, sketch.passing) if sketch.failing else _MANIFEST),
        failing=_shown(_MANIFEST),
        place=sketch.place,
        said=sketch.said,
    )
    return {f"{name}.yaml": policy, f"{name}{CASES_SUFFIX}": cases}


def _facts(known: str) -> str:
    return _FACTS.format(known=known) if known else ""


def _shown(manifest: str) -> str:
    return indent(manifest, " " * 8).rstrip("\n")
