"""The inventory of a request: what its manifests declare, with what the policies say of it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from holdfast.evaluate.inventory import applications_of, entries_of
from holdfast.model.finding import Finding, Outcome, worst
from holdfast.model.inventory import Application, Inventory, Row, Verdicts
from holdfast.model.manifest import Portfolio
from holdfast.model.policy import MANIFEST_PACK
from holdfast.model.report import Report
from holdfast.run import Examined, Request, examine


def inventory(request: Request) -> Inventory:
    """Return every application of the targets, in the order of manifests. Raises UserError as `run` does."""
    examined = examine(request)
    report = examined.report
    found = applications_of(examined.portfolio, examined.knowledge)
    sorting = _Sorting(examined)
    rows = tuple(Row(app, sorting.verdicts_of(app)) for app in found)
    return Inventory(rows, len(rows), sorting.elsewhere, report.notes, report)


class _Sorting:
    """Gives each finding and each outcome to the applications that it is about."""

    def __init__(self, examined: Examined) -> None:
        self._report: Report = examined.report
        self._users = _users(examined.portfolio)
        self._names = {manifest.path: manifest.name for manifest in examined.portfolio.manifests}
        self._findings: dict[str, list[Finding]] = {}
        self._outcomes: dict[str, Counter[Outcome]] = {}
        for _, subject, outcome in examined.results:
            for app in self._about(subject):
                self._outcomes.setdefault(app, Counter())[outcome] += 1
        elsewhere = []
        for finding in self._report.findings:
            about = self._about(self._subject(finding))
            for app in about:
                self._findings.setdefault(app, []).append(finding)
            elsewhere += [] if about else [finding]
        self.elsewhere: tuple[Finding, ...] = tuple(sorted(elsewhere, key=_worst_first))

    def verdicts_of(self, app: Application) -> Verdicts:
        """Return what was found of one application; what nothing was evaluated on has not passed."""
        findings = sorted(self._findings.get(app.path, ()), key=_worst_first)
        counts = self._outcomes.get(app.path, Counter())
        return Verdicts(
            worst([*counts, *(finding.outcome for finding in findings)], Outcome.NOT_APPLICABLE),
            tuple((outcome, counts[outcome]) for outcome in Outcome if counts[outcome]),
            tuple(findings),
            sum(map(self._report.counts_against, findings)),
        )

    def _about(self, subject: str) -> Sequence[str]:
        """Return the applications, by their paths, that `subject` or what it is a part of belongs to."""
        while subject:
            if subject in self._users:
                return self._users[subject]
            subject = subject.rpartition("/")[0]
        return ()

    def _subject(self, finding: Finding) -> str:
        """Return the subject by its full path: what the reader finds is named within its manifest."""
        name = self._names.get(finding.place.location.path)
        if finding.rule.pack != MANIFEST_PACK or name is None or finding.subject.startswith(f"{name}/"):
            return finding.subject
        return f"{name}/{finding.subject}"


def _users(portfolio: Portfolio) -> Mapping[str, Sequence[str]]:
    """Return by the path of each entry the applications that it is, or that rest on it."""
    users: dict[str, dict[str, None]] = {}
    for app, entry in entries_of(portfolio):
        users.setdefault(entry, {})[app] = None
    return {entry: tuple(apps) for entry, apps in users.items()}


def _worst_first(finding: Finding) -> tuple[object, ...]:
    return (
        finding.suppression is not None,
        finding.outcome is not Outcome.ERROR,
        -finding.severity.weight,
        finding.sort_key(),
    )
