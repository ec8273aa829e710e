"""The whole pipeline on one page: targets → portfolio → results → report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from holdfast import __version__
from holdfast.errors import ConfigError, UserErrors
from holdfast.evaluate.compile import compile_policies
from holdfast.evaluate.contradictions import contradictions
from holdfast.evaluate.engine import Requirement, evaluate
from holdfast.evaluate.knowledge import Knowledge
from holdfast.hooks.manager import Contributions
from holdfast.load import rules as manifest_rules
from holdfast.load.catalogue import load_catalogue
from holdfast.load.config import find_config, is_folder, load_config
from holdfast.load.packs import load_pack, pack_folders
from holdfast.load.params import checked_params
from holdfast.load.portfolio import Loaded, load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.finding import Finding, Outcome, Related, Result
from holdfast.model.policy import Check, Enforcement, Pack, Policy, Rule, Scope, Severity
from holdfast.model.problem import Problem
from holdfast.model.report import PackInfo, Report
from holdfast.model.selection import refuse_unknown, selected
from holdfast.model.settings import Settings
from holdfast.triage.enforcement import enforce


@dataclass(frozen=True, slots=True)
class Request:
    """What the operator asks for. What is empty or None is left to the configuration.

    `packs` are ids of installed packs or folders; `config` is a configuration that stands in for the
    one beside the targets, which `no_config` leaves out.
    """

    targets: tuple[Path, ...]
    as_of: date
    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    config: Path | None = None
    no_config: bool = False
    exit_zero: bool = False
    installed: Contributions = field(kw_only=True)


def run(request: Request) -> Report:
    """Check the targets. Raises UserError where the run itself is wrong."""
    loaded = load_portfolio(request.targets)
    settings = _settings(request)
    packs, requirements = _requirements(request, settings)
    knowledge = Knowledge(load_catalogue(request.installed.facts), manifest_schema(), request.as_of)
    problems = (*loaded.problems, *contradictions(loaded.portfolio, knowledge))
    judged = _judged(requirements, settings)
    evaluation = evaluate(loaded.portfolio, judged, knowledge, settings.params)
    findings = (*_of_problems(problems), *enforce(evaluation.findings, settings.enforcement))
    results = (*_of_manifests(loaded, problems), *evaluation.results, *_left_out(requirements, judged))
    rules = (*manifest_rules.RULES, *(_rule(requirement) for requirement in requirements))
    return Report(
        version=__version__,
        as_of=request.as_of,
        threshold=settings.fail_on,
        packs=tuple(sorted(packs, key=lambda pack: pack.id)),
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        manifests=_paths(loaded),
        unreadable=loaded.portfolio.unreadable,
        results=tuple(sorted(results)),
        findings=tuple(sorted(findings, key=Finding.sort_key)),
        notes=(*loaded.notes, *_without_subject(loaded, judged, evaluation.results)),
        exit_zero=request.exit_zero,
    )


def load_packs(named: Sequence[str], installed: Contributions) -> tuple[Pack, ...]:
    """Load the packs that are named by id or folder; ConfigError for one that does not exist."""
    shipped = {pack.name: pack for pack in installed.policy_packs}
    packs: dict[str, Pack] = {}
    for name in named:
        for folder in _folders(name, shipped):
            pack = load_pack(folder)
            if packs.setdefault(pack.id, pack) != pack:
                raise ConfigError(
                    f"there are two packs `{pack.id}` with different content.", hint="Rename one of the two."
                )
    return tuple(packs.values())


def _folders(name: str, shipped: dict[str, Path]) -> tuple[Path, ...]:
    if not is_folder(name) and name in shipped:
        return (shipped[name],)
    found = pack_folders(Path(name))
    if not found:
        known = ", ".join(f"`{pack}`" for pack in sorted(shipped))
        raise ConfigError(
            f"there is no pack `{name}`.",
            hint=f"Installed packs are {known}; a folder needs a pack.yaml, in it or in its subfolders.",
        )
    return found


def _settings(request: Request) -> Settings:
    path = request.config or (None if request.no_config else find_config(request.targets))
    settings = load_config(path) if path else Settings()
    return replace(
        settings,
        packs=request.packs or settings.packs,
        select=request.select or settings.select,
        ignore=(*settings.ignore, *request.ignore),
        fail_on=request.fail_on or settings.fail_on,
    )


def _requirements(request: Request, settings: Settings) -> tuple[list[PackInfo], list[Requirement]]:
    """Load and compile what is to be checked, all of it before anything is evaluated."""
    packs = load_packs(settings.packs, request.installed)
    policies = [policy for pack in packs for policy in pack.policies]
    checks = list(request.installed.checks)
    chosen = _chosen([policy.rule for policy in policies] + [check.rule for check in checks], settings)
    kept = [policy for policy in policies if policy.rule.id in chosen]
    compiled, errors = compile_policies(kept, request.installed.cel_functions)
    if errors:
        raise UserErrors(errors)
    checked_params(settings, kept)
    infos = [PackInfo(pack.id, pack.version) for pack in packs]
    return [*infos, manifest_rules.PACK], [*compiled, *(check for check in checks if check.rule.id in chosen)]


def _chosen(rules: list[Rule], settings: Settings) -> frozenset[str]:
    ids = [rule.id for rule in (*manifest_rules.RULES, *rules)]
    for pattern in settings.enforcement:
        refuse_unknown(pattern, ids)
    # The pack `manifest` may be named, and is on whether it is or not.
    return selected([*manifest_rules.RULES, *rules], settings.select, settings.ignore)


def _judged(requirements: list[Requirement], settings: Settings) -> list[Requirement]:
    """Leave out what only the organisation-wide run can judge."""
    if not settings.part:
        return requirements
    return [item for item in requirements if _rule(item).scope is not Scope.PORTFOLIO]


def _left_out(requirements: list[Requirement], judged: list[Requirement]) -> list[Result]:
    return [Result(_rule(item).id, "", Outcome.NOT_APPLICABLE) for item in requirements if item not in judged]


def _without_subject(loaded: Loaded, judged: list[Requirement], results: Iterable[Result]) -> Iterable[str]:
    """Say which rules met nothing of their kind, so that silence is not taken for a pass."""
    met = {result.rule for result in results}
    idle = sorted(_rule(item).id for item in judged if _rule(item).id not in met)
    if idle and loaded.portfolio.manifests:
        yield f"Nothing is declared that these rules look at, so they said nothing: {', '.join(idle)}."


def _of_problems(problems: Iterable[Problem]) -> list[Finding]:
    by_id = {rule.id: rule for rule in manifest_rules.RULES}
    return [
        Finding(
            rule=by_id[problem.rule],
            validation="",
            outcome=Outcome.FAIL,
            severity=by_id[problem.rule].severity,
            enforcement=Enforcement.DENY,
            message=problem.message,
            place=problem.place,
            pointer=problem.pointer,
            subject=problem.logical,
            related=tuple(Related(message, place) for message, place in problem.related),
            help=problem.help,
        )
        for problem in problems
    ]


def _of_manifests(loaded: Loaded, problems: Iterable[Problem]) -> list[Result]:
    """One result for each manifest and rule of the pack `manifest`; of an unreadable one, what failed."""
    failed = {(problem.rule, problem.place.location.path) for problem in problems}
    readable = {manifest.path for manifest in loaded.portfolio.manifests}
    return [
        Result(rule.id, path, Outcome.FAIL if (rule.id, path) in failed else Outcome.PASS)
        for path in _paths(loaded)
        for rule in manifest_rules.RULES
        if (rule.id, path) in failed or path in readable
    ]


def _paths(loaded: Loaded) -> tuple[str, ...]:
    readable = (manifest.path for manifest in loaded.portfolio.manifests)
    return tuple(sorted({*readable, *loaded.portfolio.unreadable}))


def _rule(requirement: Policy | Requirement) -> Rule:
    return requirement.rule if isinstance(requirement, Policy | Check) else requirement.policy.rule
