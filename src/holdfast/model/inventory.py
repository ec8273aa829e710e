"""The inventory: what an organisation runs, application by application, and what nobody knows of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from holdfast.model.finding import Finding, Missing, Outcome
from holdfast.model.location import Location
from holdfast.model.report import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOTHING, EXIT_WRONG_RUN, Report


class Cell(NamedTuple):
    """One value of the list, or why nobody knows it: `missing` is empty where it is known.

    `value` is plain data: text, a boolean, a day as `YYYY-MM-DD`, a list of texts, or None where it is known
    that there is nothing.
    """

    value: Any = None
    missing: tuple[Missing, ...] = ()


class UsedModel(NamedTuple):
    """One model that an application uses: what it is, who runs it and where, and under which contract.

    `reference` is how the application names it, `model` how it is written where it is used.
    """

    reference: str
    role: str
    model: Cell
    family: Cell
    vendor: Cell
    origin: Cell
    open_weights: Cell
    hosting: Cell
    operator: Cell
    countries: Cell
    contract: Cell
    counterparty: Cell

    @property
    def cells(self) -> Iterator[Cell]:
        """Every value of it that may be unknown."""
        return (each for each in self if isinstance(each, Cell))


class Application(NamedTuple):
    """What an application declares, and what is known of its models.

    `manifest` is the name of its manifest. Of all else that is a Cell, see there.
    """

    manifest: str
    location: Location
    id: str
    lifecycle: str
    name: Cell
    owner: Cell
    criticality: Cell
    data: Cell
    regulated: Cell
    residency: Cell
    risk_class: Cell
    migration: Cell
    migration_targets: Cell
    migration_tested: Cell
    models: tuple[UsedModel, ...]

    @property
    def path(self) -> str:
        """Its logical path, as findings have it."""
        return f"{self.manifest}/applications/{self.id}"

    @property
    def missing(self) -> tuple[Missing, ...]:
        """All that is not known of it and of its models, each once, in the order of the columns."""
        cells = [each for each in self if isinstance(each, Cell)]
        cells += [cell for model in self.models for cell in model.cells]
        return tuple(dict.fromkeys(missing for cell in cells for missing in cell.missing))


class Verdicts(NamedTuple):
    """What the policies say of one application, of its models and of what those run on.

    `counts` has how many rules and subjects came to each outcome, in the order of `Outcome`. `findings` are
    what is wrong, the worst first; `counted` is how many of them make a check fail.
    """

    outcome: Outcome
    counts: tuple[tuple[Outcome, int], ...] = ()
    findings: tuple[Finding, ...] = ()
    counted: int = 0


class Row(NamedTuple):
    """One line of the inventory."""

    application: Application
    verdicts: Verdicts


class Inventory(NamedTuple):
    """The list for one day, and what has to be said beside it.

    `rows` are the chosen ones of `applications` that there are. `elsewhere` are the findings that belong to
    no application: of a whole manifest, of the portfolio, of what nobody uses. `notes` are sentences about
    the list.
    """

    rows: tuple[Row, ...]
    applications: int
    elsewhere: tuple[Finding, ...]
    notes: tuple[str, ...]
    report: Report

    @property
    def as_of(self) -> date:
        """The day by which facts and dates are judged."""
        return self.report.as_of

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The manifests in which nothing was looked at: what they hold is not in the list."""
        return self.report.unreadable

    @property
    def exit_code(self) -> int:
        """2 where a policy could not be evaluated, 1 where the list is not complete, 3 for nothing, or 0."""
        if any(finding.outcome is Outcome.ERROR for finding in self.report.findings):
            return EXIT_WRONG_RUN
        if self.unreadable:
            return EXIT_FINDINGS
        return EXIT_CLEAN if self.report.manifests else EXIT_NOTHING
