"""The whole pipeline on one page: targets → manifests, each by itself → portfolio → report."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from holdfast import __version__
from holdfast.evaluate.engine import (
    Evaluator,
    Requirement,
    evaluate,
    needs_portfolio,
    needs_survey,
    rule_of,
)
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.watch import Watch
from holdfast.exceptions import apply_exceptions, load_exceptions, waiver_source
from holdfast.hooks.contributions import Contributions
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.config import configured_layers
from holdfast.load.discovery import Discovery, discover
from holdfast.load.portfolio import Gathering
from holdfast.load.rules import RULES
from holdfast.load.schema import manifest_schema
from holdfast.model.empty import EMPTY
from holdfast.model.escape import quoted
from holdfast.model.exceptions import Judged
from holdfast.model.finding import Count, Finding, Outcome, Result
from holdfast.model.layers import merged, overridden
from holdfast.model.manifest import Portfolio
from holdfast.model.organisation import Organisation
from holdfast.model.policy import Scope, Severity
from holdfast.model.report import Report
from holdfast.model.settings import BoundedPath, Settings, Source
from holdfast.other_files import OtherFiles, in_vain, set_aside
from holdfast.parts import Totals, Work, parts_of
from holdfast.requirements import Requirements, load_requirements
from holdfast.triage.enforcement import enforce
from holdfast.triage.problems import counts_of, findings_of


class Request(NamedTuple):
    """What the operator asks for. What is empty or None is left to the configuration.

    `packs` are ids of installed packs, folders or URLs of git; `config` is a configuration that stands in
    for the one beside the targets, which `no_config` leaves out, and with it waivers and the baseline that it
    names. `baseline` is one in place of that, which `no_baseline` leaves out. `jobs` is how many
    processes share the work. `org_config` is the organisation's configuration. `show_suppressed` and
    `line_hashes` are for the formats, see `Report`; `rule_pages` is the URL below which the pages of packs
    are, or "". `progress` is told how many manifests of how many are
    done.
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
    jobs: int | None = None
    cache: Cache = NO_CACHE
    baseline: Path | None = None
    no_baseline: bool = False
    org_config: Path | None = None
    show_suppressed: bool = False
    line_hashes: bool = False
    rule_pages: str = ""
    progress: Callable[[int, int], None] | None = None


class Examined(NamedTuple):
    """A report, and what it rests on: the manifests that could be read, and what is known beside them.

    `results` are of all that was evaluated.
    """

    report: Report
    portfolio: Portfolio
    knowledge: Knowledge
    results: Sequence[Result]


def run(request: Request, watch: Watch | None = None) -> Report:
    """Check the targets. Raises UserError where the run itself is wrong.

    `watch` is told, of each finding that an expression makes, why.
    """
    return _run(request, watch, keeps=False).report


def examine(request: Request) -> Examined:
    """Check the targets as `run` does, and keep what the report rests on."""
    return _run(request, None, keeps=True)


def _run(request: Request, watch: Watch | None, *, keeps: bool) -> Examined:
    return request.cache.lend(lambda cache: _checked(request._replace(cache=cache), watch, keeps=keeps))


def _checked(request: Request, watch: Watch | None, *, keeps: bool) -> Examined:
    discovery = discover(request.targets)
    configured = configured_by(request)
    settings = settings_of(request, configured)
    requirements = load_requirements(settings, request.installed, configured.organisation, request.cache)
    held = requirements.held
    waivers = waiver_source(request.targets, request.config, no_config=request.no_config)
    exceptions = load_exceptions(
        request.targets,
        waivers,
        _baseline(request, configured),
        configured.settings,
        requirements,
        request.installed,
    )
    catalogue = load_catalogue(request.installed.facts, request.cache)
    organisation = configured.organisation
    stated = organisation.stated if organisation else EMPTY
    knowledge = Knowledge(catalogue, manifest_schema(), request.as_of, stated)
    other_files = OtherFiles(request.installed.detectors, catalogue, request.as_of, settings)
    judged = _judged(requirements, settings)
    # What looks at one manifest only is done with it before the next is read.
    alone = [item for item in judged if not needs_portfolio(item)]
    together = [item for item in judged if needs_portfolio(item)]
    work = Work(
        Evaluator(alone, knowledge, held.terms),
        knowledge,
        is_part=len(discovery.found) > 1,
        keeps=keeps or bool(together),
        explains=watch is not None,
        homes=requirements.homes,
        applications=frozenset(settings.applications),
        itemises=keeps,
        look_up=other_files.named_in,
    )
    gathering, totals = Gathering(), Totals(watch)
    tell, total = request.progress or _silent, len(discovery.found)
    tell(0, total)
    for done, part in enumerate(parts_of(work, discovery.found, request.jobs), 1):
        if gathering.take(part.arrival):
            totals.add(part)
        tell(done, total)
    portfolio = gathering.portfolio()
    surveys = (
        other_files.surveys(request.targets, discovery.found, request.jobs)
        if any(map(needs_survey, judged))
        else ()
    )
    evaluation = evaluate(portfolio, together, knowledge, held.terms, watch, surveys)
    totals.add_evaluation(evaluation)
    problems = (*gathering.problems(), *totals.contradictions)
    found = (
        *findings_of(problems, RULES),
        *enforce(totals.findings(), settings.enforcement, held.enforcement),
    )
    looked_at = Judged({rule_of(item).id: rule_of(item).scope for item in judged}, gathering.names)
    attempted = held._replace(attempts=(*held.attempts, *totals.attempts))
    applied = apply_exceptions(exceptions, found, looked_at, request.as_of, attempted)
    idle = _idle(judged, totals.counts) if gathering.readable else ()
    counts = totals.counts + counts_of(gathering.readable, gathering.unreadable, problems, RULES)
    counts += applied.counts
    counts += Counter(
        (rule_of(item).id, Outcome.NOT_APPLICABLE) for item in requirements.items if item not in judged
    )
    findings = tuple(sorted(applied.findings, key=Finding.sort_key))
    packs = (pack.with_page_below(request.rule_pages) for pack in (*requirements.packs, *applied.packs))
    report = Report(
        version=__version__,
        as_of=request.as_of,
        threshold=held.fail_on,
        thresholds=held.thresholds,
        packs=tuple(sorted(packs)),
        rules=tuple(sorted((*requirements.rules, *applied.rules), key=lambda rule: rule.id)),
        manifests=tuple(sorted({*gathering.readable, *gathering.unreadable})),
        unreadable=gathering.unreadable,
        counts=tuple(sorted(Count(rule, outcome, count) for (rule, outcome), count in counts.items())),
        findings=findings,
        notes=(
            *discovery.notes,
            *set_aside(surveys),
            *in_vain(surveys, settings),
            *_omitted(requirements),
            *idle,
            *applied.suppressed.notes,
            *held.notes,
            *_unmet(settings, totals.applications),
            *_within_reach(request),
        ),
        exit_zero=request.exit_zero,
        stale=applied.suppressed.stale,
        show_suppressed=request.show_suppressed,
        line_hashes=_line_hashes(findings, discovery) if request.line_hashes else EMPTY,
    )
    results = (*totals.results, *evaluation.results) if keeps else ()
    return Examined(_said_once(report), portfolio, knowledge, results)


def _said_once(report: Report) -> Report:
    if not any(finding.stands_for for finding in report.findings):
        return report
    from holdfast.triage.said_once import said_once  # few runs have any

    return report._replace(findings=said_once(report))


def _line_hashes(findings: Iterable[Finding], discovery: Discovery) -> Mapping[tuple[str, int], str]:
    from holdfast.load.line_hashes import hashes_of  # few runs ask

    repositories = {found.repository for found in discovery.found}
    # A line of any other file may hold a key, of which nothing may leave, and be it a hash.
    shown = (finding.place for finding in findings if finding.place.excerpt)
    return hashes_of((place.location for place in shown), repositories)


class Configured(NamedTuple):
    """What the files of a request set together, and the organisation's configuration among them."""

    settings: Settings
    organisation: Organisation | None = None


def configured_by(request: Request) -> Configured:
    """Return what the files of the request set, before the command line replaces any of it."""
    organisation = _organisation(request)
    layers = [organisation.layer] if organisation else []
    own_packs = organisation.settings.packs if organisation else ()
    packs = request.installed.policy_packs
    layers += configured_layers(
        request.targets, request.config, packs, own_packs, no_config=request.no_config
    )
    return Configured(merged(layers), organisation)


def _organisation(request: Request) -> Organisation | None:
    if request.org_config is None:
        return None
    from holdfast.load.organisation import load_organisation  # few runs have one

    return load_organisation(request.org_config, request.targets)


def settings_of(request: Request, configured: Configured) -> Settings:
    """Return the settings with what the command line says; packs of the organisation are always on."""
    settings, organisation = configured
    always = organisation.settings.packs if organisation else ()
    return overridden(settings, always, request.packs, request.select, request.ignore, request.fail_on)


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def _baseline(request: Request, configured: Configured) -> BoundedPath | None:
    if request.no_baseline:
        return None
    return BoundedPath(request.baseline) if request.baseline else configured.settings.baseline


def _judged(requirements: Requirements, settings: Settings) -> Sequence[Requirement]:
    """Leave out what only the organisation-wide run can judge."""
    return [
        item
        for item in requirements.items
        if not settings.part
        or rule_of(item).scope is not Scope.PORTFOLIO
        or rule_of(item).id in requirements.held.whole
    ]


def _unmet(settings: Settings, met: Collection[str]) -> Iterable[str]:
    """Say which applications have parameters and are nowhere: a misspelt one has none."""
    organisation_wide = {
        key[1]
        for key, origin in settings.origins.items()
        if key[0] == "applications" and origin.source is Source.ORGANISATION
    }
    unmet = sorted(set(settings.applications).difference(met, organisation_wide))
    if unmet:
        named = ", ".join(map(quoted, unmet))
        yield f"No manifest that could be read has these applications, for which parameters are set: {named}."


def _within_reach(request: Request) -> Iterable[str]:
    if request.org_config is None:
        return
    from holdfast.load.organisation import is_checked_too

    if is_checked_too(request.org_config, request.targets):
        yield (
            "The organisation's configuration lies in a repository that is checked: "
            "whoever changes what is checked can change it too."
        )


def _omitted(requirements: Requirements) -> Iterable[str]:
    """Say which rules were deselected: the reader of a clean report must know what it does not say."""
    if requirements.left_out:
        yield f"Deselected, so not checked: {', '.join(requirements.left_out)}."


def _idle(judged: Sequence[Requirement], counts: Iterable[tuple[str, Outcome]]) -> Iterable[str]:
    """Say which rules met nothing of their kind, so that silence is not taken for a pass."""
    met = {rule for rule, _ in counts}
    idle = sorted(rule_of(item).id for item in judged if rule_of(item).id not in met)
    if idle:
        yield f"Nothing is declared that these rules look at, so they said nothing: {', '.join(idle)}."
