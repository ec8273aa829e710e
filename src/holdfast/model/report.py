"""The whole result of a run, which every output format shows."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Self

from holdfast.model.empty import EMPTY
from holdfast.model.exceptions import Accepted
from holdfast.model.finding import Count, Finding, Outcome
from holdfast.model.policy import MANIFEST_PACK, Enforcement, Rule, Scope, Severity

EXIT_CLEAN, EXIT_FINDINGS, EXIT_WRONG_RUN, EXIT_NOTHING, EXIT_BUG = 0, 1, 2, 3, 70


class Tally(NamedTuple):
    """On how many subjects rules came to each outcome; `evaluated` counts all but the not applicable.

    `suppressed` counts findings.
    """

    evaluated: int
    passed: int
    failed: int
    unknown: int
    errors: int
    not_applicable: int
    suppressed: int


class PackInfo(NamedTuple):
    """A pack that took part, by id and version.

    `page` is the URL of the page that describes its rules, a file below some base, or "" where there is none.
    """

    id: str
    version: str
    page: str = ""

    def with_page_below(self, base: str) -> Self:
        """Return it with the URL of its page; with none where it is a file and `base` is ""."""
        if self.page.startswith(("https://", "http://")) or not self.page:
            return self
        return self._replace(page=f"{base.rstrip('/')}/{self.page}" if base else "")


class Report(NamedTuple):
    """What was checked, by what, and what came of it.

    `manifests` and `unreadable` are paths: all that were found, and those of them in which nothing
    was evaluated. `rules` are all that were selected, sorted by id; `findings` and `counts` are
    sorted. `notes` are sentences about the run. `threshold` is `--fail-on`; with `exit_zero` findings
    alone do not make the exit code 1. `thresholds` are those of single rules, by id, that hold in place
    of it. `stale` is what the baseline accepts and is there no longer.
    `show_suppressed` asks formats that leave out what is suppressed to show it. `line_hashes` holds, by
    path and line, what code scanning knows a line by; it is empty where no format asks for it.
    """

    version: str
    as_of: date
    threshold: Severity
    packs: tuple[PackInfo, ...]
    rules: tuple[Rule, ...]
    manifests: tuple[str, ...]
    unreadable: tuple[str, ...]
    counts: tuple[Count, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    exit_zero: bool = False
    stale: tuple[Accepted, ...] = ()
    thresholds: Mapping[str, Severity] = EMPTY
    show_suppressed: bool = False
    line_hashes: Mapping[tuple[str, int], str] = EMPTY

    @property
    def tally(self) -> Tally:
        """Add up the counts of all rules."""
        counts = dict.fromkeys(Outcome, 0)
        for count in self.counts:
            counts[count.outcome] += count.subjects
        return Tally(
            evaluated=sum(counts.values()) - counts[Outcome.NOT_APPLICABLE],
            passed=counts[Outcome.PASS],
            failed=counts[Outcome.FAIL],
            unknown=counts[Outcome.UNKNOWN],
            errors=counts[Outcome.ERROR],
            not_applicable=counts[Outcome.NOT_APPLICABLE],
            suppressed=sum(finding.suppression is not None for finding in self.findings),
        )

    def threshold_of(self, rule: Rule) -> Severity:
        """Return the least severity of a finding of `rule` that counts."""
        return self.thresholds.get(rule.id, self.threshold)

    def counts_against(self, finding: Finding) -> bool:
        """Tell whether `finding` alone makes the exit code 1; no threshold excuses the pack `manifest`."""
        return (
            finding.outcome in (Outcome.FAIL, Outcome.UNKNOWN)
            and finding.suppression is None
            and finding.enforcement is Enforcement.DENY
            and (finding.rule.pack == MANIFEST_PACK or finding.severity >= self.threshold_of(finding.rule))
        )

    @property
    def exit_code(self) -> int:
        """2 where a policy could not be evaluated, 1 for findings that count, 3 for nothing, else 0."""
        if any(finding.outcome is Outcome.ERROR for finding in self.findings):
            return EXIT_WRONG_RUN
        if not self.exit_zero and any(self.counts_against(finding) for finding in self.findings):
            return EXIT_FINDINGS
        return EXIT_CLEAN if self.manifests or self._has_surveyed else EXIT_NOTHING

    @property
    def _has_surveyed(self) -> bool:
        """Whether a rule found something out of a repository, which may have no manifest."""
        surveying = {rule.id for rule in self.rules if rule.scope is Scope.REPOSITORY}
        return any(
            count.rule in surveying and count.outcome is not Outcome.NOT_APPLICABLE for count in self.counts
        )
