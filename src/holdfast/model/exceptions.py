"""What a run accepts although a rule does not hold: waivers and the baseline."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from holdfast.model.document import Document
from holdfast.model.finding import Finding
from holdfast.model.location import Place, Pointer
from holdfast.model.policy import Scope
from holdfast.model.problem import Problem

PORTFOLIO_SUBJECT = "portfolio"
"""How a waiver names the subject of a rule that looks at the whole portfolio, which has no path."""


class Waiver(NamedTuple):
    """An exception that a person wrote for what one rule finds on one subject.

    `subject` is a finding's logical path by ids, matched as a whole; `validation` narrows the waiver
    to one of the rule's, `""` is all of them. `looked_at` has to be that of the finding. It holds to the
    end of the day `expires`. `pointer` leads to it in `document`.
    """

    rule: str
    subject: str
    reason: str
    owner: str
    approver: str
    expires: date
    document: Document
    pointer: Pointer
    validation: str = ""
    looked_at: str = ""

    def place(self, key: str) -> Place:
        """Return where its field `key` was written."""
        return self.document.place(self.document.locate((*self.pointer, key)))


class WaiverLimits(NamedTuple):
    """What waivers may do, whoever says so: a configuration, or an organisation for its repositories.

    `max_days`: a waiver that expires more days after the day of the run waives nothing; None is no
    bound. `unwaivable` are patterns of rules, spelt as in `select`, that no waiver can name and no
    baseline accepts; `unacceptable` are others that no baseline accepts.
    """

    max_days: int | None = None
    unwaivable: tuple[str, ...] = ()
    unacceptable: tuple[str, ...] = ()


class Accepted(NamedTuple):
    """An entry of a baseline: how many times one fingerprint failed, and where that was written."""

    rule: str
    validation: str
    subject: str
    times: int
    fingerprint: str
    place: Place
    looked_at: str = ""


class Baseline(NamedTuple):
    """The failures that were there when the baseline was written; `path` is as output names the file."""

    path: str
    entries: tuple[Accepted, ...] = ()


class Exceptions(NamedTuple):
    """All that a run accepts.

    `waiver_file` is as output names the file, `""` where there is none. `known` are the ids of the
    rules named here that exist, whether or not the run evaluates them.
    """

    waivers: tuple[Waiver, ...] = ()
    waiver_file: str = ""
    baseline: Baseline | None = None
    limits: WaiverLimits = WaiverLimits()
    known: frozenset[str] = frozenset()


class Judged(NamedTuple):
    """What a run looked at: the scope of each rule that it evaluated, and the manifests by name."""

    rules: Mapping[str, Scope]
    manifests: frozenset[str]


class Suppressed(NamedTuple):
    """Findings, some marked; what is wrong with waivers and baseline; notes on both.

    `stale` are entries of the baseline with how many failures they accept that are there no longer, or
    that no baseline accepts.
    """

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    stale: tuple[Accepted, ...] = ()
