"""The whole pipeline on one page: targets → portfolio → results → report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from holdfast import __version__
from holdfast.evaluate.contradictions import contradictions
from holdfast.evaluate.engine import Requirement, evaluate, rule_of
from holdfast.evaluate.explain import Watch
from holdfast.evaluate.knowledge import Knowledge
from holdfast.hooks.contributions import Contributions
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.config import find_config, load_config
from holdfast.load.portfolio import load_portfolio
from holdfast.load.rules import RULES
from holdfast.load.schema import manifest_schema
from holdfast.model.finding import Finding, Outcome, Result
from holdfast.model.policy import Scope, Severity
from holdfast.model.report import Report
from holdfast.model.settings import Settings
from holdfast.requirements import Requirements, load_requirements
from holdfast.triage.enforcement import enforce
from holdfast.triage.problems import findings_of, results_of


class Request(NamedTuple):
    """What the operator asks for. What is empty or None is left to the configuration.

    `packs` are ids of installed packs or folders; `config` is a configuration that stands in for the
    one beside the targets, which `no_config` leaves out.
    """

    targets: tuple[Path, ...]
    as_of: date
    installed: Contributions
    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    config: Path | None = None
    no_config: bool = False
    exit_zero: bool = False
    cache: Cache = NO_CACHE


def run(request: Request, watch: Watch | None = None) -> Report:
    """Check the targets. Raises UserError where the run itself is wrong.

    `watch` is told, of each finding that an expression makes, why.
    """
    loaded = load_portfolio(request.targets)
    portfolio = loaded.portfolio
    settings = _settings(request)
    requirements = load_requirements(settings, request.installed, request.cache)
    knowledge = Knowledge(
        load_catalogue(request.installed.facts, request.cache), manifest_schema(), request.as_of
    )
    problems = (*loaded.problems, *contradictions(portfolio, knowledge))
    judged = _judged(requirements.items, settings)
    evaluation = evaluate(portfolio, judged, knowledge, settings.params, watch)
    findings = (*findings_of(problems, RULES), *enforce(evaluation.findings, settings.enforcement))
    left_out = [
        Result(rule_of(item).id, "", Outcome.NOT_APPLICABLE)
        for item in requirements.items
        if item not in judged
    ]
    idle = _idle(judged, evaluation.results) if portfolio.manifests else ()
    return Report(
        version=__version__,
        as_of=request.as_of,
        threshold=settings.fail_on,
        packs=requirements.packs,
        rules=requirements.rules,
        manifests=portfolio.paths,
        unreadable=portfolio.unreadable,
        results=tuple(sorted([*results_of(portfolio, problems, RULES), *evaluation.results, *left_out])),
        findings=tuple(sorted(findings, key=Finding.sort_key)),
        notes=(*loaded.notes, *_omitted(requirements), *idle),
        exit_zero=request.exit_zero,
    )


def _settings(request: Request) -> Settings:
    settings = _configured(request)
    return settings._replace(
        packs=request.packs or settings.packs,
        root=None if request.packs else settings.root,
        select=request.select or settings.select,
        ignore=(*settings.ignore, *request.ignore),
        fail_on=request.fail_on or settings.fail_on,
    )


def _configured(request: Request) -> Settings:
    if request.config is not None:
        return load_config(request.config)
    found = None if request.no_config else find_config(request.targets)
    return load_config(found.path, found.root) if found else Settings()


def _judged(items: Sequence[Requirement], settings: Settings) -> Sequence[Requirement]:
    """Leave out what only the organisation-wide run can judge."""
    if not settings.part:
        return items
    return [item for item in items if rule_of(item).scope is not Scope.PORTFOLIO]


def _omitted(requirements: Requirements) -> Iterable[str]:
    """Say which rules were deselected: the reader of a clean report must know what it does not say."""
    if requirements.left_out:
        yield f"Deselected, so not checked: {', '.join(requirements.left_out)}."


def _idle(judged: Sequence[Requirement], results: Iterable[Result]) -> Iterable[str]:
    """Say which rules met nothing of their kind, so that silence is not taken for a pass."""
    met = {result.rule for result in results}
    idle = sorted(rule_of(item).id for item in judged if rule_of(item).id not in met)
    if idle:
        yield f"Nothing is declared that these rules look at, so they said nothing: {', '.join(idle)}."
