"""What a run accepts: its waivers and its baseline, found, held against the rules, and applied."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from holdfast.errors import ConfigError, UserErrors
from holdfast.hooks.contributions import Contributions
from holdfast.load.rules import BASELINE_RULES, BUILT_IN_RULES, EXCEPTIONS, LOCK_RULES, WAIVER_RULES
from holdfast.load.upwards import shown_path
from holdfast.load.waivers import WAIVERS_FILE, find_waivers, load_waivers
from holdfast.model.escape import quoted
from holdfast.model.exceptions import Baseline, Exceptions, Judged, Suppressed, Waiver
from holdfast.model.finding import Finding, Outcome
from holdfast.model.policy import Rule
from holdfast.model.report import PackInfo
from holdfast.model.settings import BoundedPath, Settings
from holdfast.model.spelling import did_you_mean
from holdfast.requirements import Requirements, existing_rules
from holdfast.triage.locks import Held
from holdfast.triage.problems import findings_of

_OF_THE_ORGANISATION = " Where a pack of the organisation has it, pass `--org-config`."


class Applied(NamedTuple):
    """What became of a run's findings, and what the pack `exceptions` adds to its report.

    `counts` are by rule and outcome; what a rule of the pack looks at is one file.
    """

    suppressed: Suppressed
    findings: tuple[Finding, ...]
    counts: Counter[tuple[str, Outcome]]
    rules: tuple[Rule, ...]
    packs: tuple[PackInfo, ...]


def waiver_source(targets: Sequence[Path], config: Path | None, *, no_config: bool) -> BoundedPath | None:
    """Return where the waivers of a run are; None where it has none.

    They lie beside the configuration that the operator names; else they are found as one is. Where no
    configuration is to be read, no waiver is: both are for the tree under test to write.
    """
    if no_config:
        return None
    if config is None:
        return find_waivers(targets)
    beside = config.parent / WAIVERS_FILE
    return BoundedPath(beside) if os.path.lexists(beside) else None


def load_exceptions(
    targets: Sequence[Path],
    waivers: BoundedPath | None,
    baseline_source: BoundedPath | None,
    configured: Settings,
    requirements: Requirements,
    installed: Contributions,
) -> Exceptions:
    """Read waivers and baseline. Raises UserError for a file that is wrong, and for a waiver of no rule.

    `configured` is what the configuration says, whatever of it the command line replaces: a rule of
    its packs exists, even where this run does not check them.
    """
    shown = shown_path(waivers.path, targets) if waivers else ""
    found = load_waivers(waivers, shown) if waivers else ()
    baseline = _baseline(baseline_source, targets) if baseline_source else None
    named = {waiver.rule for waiver in found}
    named |= {entry.rule for entry in baseline.entries} if baseline else set()
    known = {*(rule.id for rule in (*BUILT_IN_RULES, *requirements.rules)), *requirements.left_out}
    if not named <= known:
        known |= {rule.id for rule in existing_rules(installed, configured)}
    _refuse_unknown(found, known)
    return Exceptions(found, shown, baseline, requirements.held.waivers, frozenset(known))


def apply_exceptions(
    exceptions: Exceptions, findings: Iterable[Finding], judged: Judged, today: date, held: Held
) -> Applied:
    """Mark what is let off, and say what is wrong with what lets off, or would loosen what is locked."""
    suppressed = _suppressed(findings, exceptions, judged, today)
    waiver_rules = WAIVER_RULES if exceptions.waiver_file else ()
    baseline_rules = BASELINE_RULES if exceptions.baseline else ()
    rules = (*waiver_rules, *baseline_rules, *(LOCK_RULES if held.organisation else ()))
    problems = (*suppressed.problems, *held.attempts)
    failed = {problem.rule for problem in problems}
    return Applied(
        suppressed,
        (*suppressed.findings, *findings_of(problems, rules)),
        Counter((rule.id, Outcome.FAIL if rule.id in failed else Outcome.PASS) for rule in rules),
        rules,
        (EXCEPTIONS,) if rules else (),
    )


def _baseline(source: BoundedPath, targets: Sequence[Path]) -> Baseline:
    from holdfast.load.baseline import load_baseline  # few runs have one

    return load_baseline(source, shown_path(source.path, targets))


def _suppressed(
    findings: Iterable[Finding], exceptions: Exceptions, judged: Judged, today: date
) -> Suppressed:
    if not exceptions.waivers and exceptions.baseline is None:
        return Suppressed(tuple(findings))  # most runs: of very many findings even sorting costs
    from holdfast.triage.suppression import suppress

    return suppress(findings, exceptions, judged, today)


def _refuse_unknown(waivers: Iterable[Waiver], known: Collection[str]) -> None:
    """A waiver of a rule that does not exist was meant for another one, which nobody would notice."""
    packs = {rule.partition("/")[0] for rule in known}
    errors = [
        ConfigError(
            f"there is no rule {quoted(waiver.rule)} to be waived.",
            location=waiver.place("rule").location,
            hint=f"{did_you_mean(waiver.rule, known)}A waiver names one rule by its full id."
            + ("" if waiver.rule.partition("/")[0] in packs else _OF_THE_ORGANISATION),
        )
        for waiver in waivers
        if waiver.rule not in known
    ]
    if errors:
        raise UserErrors(errors)
