"""What a run does for each manifest by itself: from its file to what came of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from holdfast.evaluate.contradictions import attempts, contradictions
from holdfast.evaluate.engine import Evaluator
from holdfast.evaluate.evaluation import Evaluation, Mistake, merged
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.watch import Explanation, Watch
from holdfast.load.discovery import Found
from holdfast.load.manifests import ManifestLoader
from holdfast.load.named_models import LookUp, nobody_looks
from holdfast.load.portfolio import Arrival
from holdfast.model.empty import EMPTY
from holdfast.model.finding import Finding, Outcome, Result
from holdfast.model.manifest import Manifest, Portfolio
from holdfast.model.problem import Problem
from holdfast.workers import Task, answers_to


class Part(NamedTuple):
    """What came of one manifest: of the requirements that look no further, and of what it says of models.

    Counts and findings are those of an `Evaluation`; `explanations` say why, where somebody asked, and so do
    `results` of which subjects the counts are.
    `applications` are those of `Work.applications` that it holds. `attempts` are what it says of the
    organisation and does not hold.
    """

    arrival: Arrival
    contradictions: tuple[Problem, ...] = ()
    counts: tuple[tuple[tuple[str, Outcome], int], ...] = ()
    findings: tuple[Finding, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    applications: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    attempts: tuple[Problem, ...] = ()


class Work(NamedTuple):
    """What is to be done with each manifest.

    `is_part`: there are several, so titles name theirs. `keeps`: they will be looked at once more,
    all together. `explains`: somebody asks why. `homes` are the folders of packs, for what they share;
    `look_up` finds the models that manifests name by other files.
    `applications` are those that have parameters of their own. `itemises`: somebody asks for each result.
    """

    evaluator: Evaluator
    knowledge: Knowledge
    is_part: bool
    keeps: bool
    explains: bool
    homes: Mapping[str, Path] = EMPTY
    applications: frozenset[str] = frozenset()
    itemises: bool = False
    look_up: LookUp = nobody_looks

    def loader(self) -> ManifestLoader:
        """Return what reads the manifests."""
        return ManifestLoader(self.homes, self.look_up)

    def on(self, loader: ManifestLoader, found: Found) -> Part:
        """Return what comes of one manifest; nothing of it is kept for the next."""
        loaded = loader.load(found)
        arrival = Arrival.of(found, loaded)
        if loaded.manifest is None or not loaded.readable:
            return Part(arrival)
        portfolio = Portfolio((loaded.manifest,), is_part=self.is_part)
        explanations: list[Explanation] = []
        evaluation = self.evaluator.on(portfolio, explanations.append if self.explains else None)
        return Part(
            arrival.kept() if self.keeps else arrival._replace(documents=()),
            contradictions(portfolio, self.knowledge),
            tuple(evaluation.counts.items()),
            evaluation.undisputed,
            evaluation.mistakes,
            tuple(explanations),
            tuple(self._named(loaded.manifest)) if self.applications else (),
            evaluation.results if self.itemises else (),
            attempts(portfolio, self.knowledge),
        )

    def _named(self, manifest: Manifest) -> Iterator[str]:
        for application in manifest.data.get("applications", ()):
            for name in (application["id"], f"{manifest.name}/{application['id']}"):
                if name in self.applications:
                    yield name


class Totals:
    """The sum of the parts of a run, and of what is evaluated on all of it."""

    def __init__(self, watch: Watch | None) -> None:
        self._watch = watch
        self._findings: list[Finding] = []
        self._mistakes: tuple[Mistake, ...] = ()
        self.contradictions: list[Problem] = []
        self.attempts: list[Problem] = []
        self.counts: Counter[tuple[str, Outcome]] = Counter()
        self.applications: set[str] = set()
        self.results: list[Result] = []

    def add(self, part: Part) -> None:
        """Add what came of one manifest."""
        self.contradictions += part.contradictions
        self.attempts += part.attempts
        for key, count in part.counts:
            self.counts[key] += count
        self.applications.update(part.applications)
        self.results += part.results
        self._findings += part.findings
        self._mistakes = merged((*self._mistakes, *part.mistakes))
        if self._watch:
            for explanation in part.explanations:
                self._watch(explanation)

    def add_evaluation(self, evaluation: Evaluation) -> None:
        """Add what came of all manifests together."""
        self.counts.update(evaluation.counts)
        self._findings += evaluation.undisputed
        self._mistakes = merged((*self._mistakes, *evaluation.mistakes))

    def findings(self) -> Sequence[Finding]:
        """Return every finding; a mistake of a policy once, however many manifests it was met in."""
        return [*self._findings, *(mistake.said() for mistake in self._mistakes)]


PAYS_FROM = 200
"""So many manifests take longer on one core than it takes to start other processes."""


def parts_of(work: Work, found: Sequence[Found], jobs: int | None) -> Iterator[Part]:
    """Yield the part of each manifest, in order, from as many processes as `jobs` says; see `answers_to`."""
    task = Task(lambda: partial(work.on, work.loader()), PAYS_FROM, "checked", "manifests")
    return answers_to(found, task, jobs)
