"""What a run found: results, findings and the suppressions that they may carry."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from holdfast.model.location import Place, Pointer
from holdfast.model.policy import Enforcement, Rule, Severity


class Outcome(StrEnum):
    """What a policy says of one subject."""

    PASS = "pass"  # noqa: S105  # no password
    FAIL = "fail"
    UNKNOWN = "unknown"
    ERROR = "error"
    NOT_APPLICABLE = "not-applicable"

    __hash__ = str.__hash__  # that of an enum is Python code, and outcomes are counted by the million


_RISING = (Outcome.NOT_APPLICABLE, Outcome.PASS, Outcome.UNKNOWN, Outcome.FAIL, Outcome.ERROR)


def worst(outcomes: Iterable[Outcome], default: Outcome) -> Outcome:
    """Return the worst of `outcomes`, from error down to not-applicable; `default` where there is none."""
    return max(outcomes, key=_RISING.index, default=default)


class Related(NamedTuple):
    """Another place that a finding rests on, and what it is: "model `claude`"."""

    message: str
    place: Place


class Missing(NamedTuple):
    """What a verdict would need: `name` as CEL spells it, why it is missing, how to supply it."""

    name: str
    reason: str
    remedy: str


class Evidence(NamedTuple):
    """One value that a verdict rests on: `name` as CEL spells it, `model.origin`.

    `value` is shown text of at most 60 characters, control characters made visible. `place` is where
    it was written; of a fact, where the model was named. `source` says who says so, where the
    manifest does not.
    """

    name: str
    value: str
    place: Place
    source: str = ""

    def sort_key(self) -> tuple[object, ...]:
        """Order in every output: by place, then name, value and source."""
        return (self.place.location, self.name, self.value, self.source)


class SuppressionKind(StrEnum):
    """What leaves the mark."""

    WAIVER = "waiver"
    BASELINE = "baseline"


class BaselineState(StrEnum):
    """How a finding stands to the baseline of its run, in SARIF's words."""

    NEW = "new"
    UNCHANGED = "unchanged"


class Suppression(NamedTuple):
    """The mark that a waiver or a baseline leaves; the finding stays in every output.

    `justification` is the waiver's reason, or names the baseline. Of a waiver `owner` and `approver`
    are people or groups, and `expires` is the last day on which it holds.
    """

    kind: SuppressionKind
    justification: str
    owner: str = ""
    approver: str = ""
    expires: date | None = None


def fingerprint_of(rule: str, validation: str, subject: str, looked_at: str = "") -> str:
    """Return 64 hexadecimal digits made of rule, validation, logical path and what was looked at there.

    Never of the line, so that it stays where something above changes, or the order of a list.
    """
    import hashlib  # a report that people read needs none

    identity = "\0".join((rule, validation, subject, *filter(None, (looked_at,))))
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()


class Finding(NamedTuple):
    """One failed, unknown or erroneous validation on one subject at one place.

    `subject` is its logical path by ids, `support-chat/applications/assistant/models/gpt`; `""`
    for the portfolio. `looked_at` is who stands behind these ids, `gpt-4o@openai`. `place` points into
    the manifest; for an error into the policy. `notes` are further sentences, `help` says what to do.
    `baseline_state` is None in a run without a baseline. `stands_for` are rules that
    rest on the same: where they cannot tell of the subject either, this one says it for them.
    """

    rule: Rule
    validation: str
    outcome: Outcome
    severity: Severity
    enforcement: Enforcement
    message: str
    place: Place
    pointer: Pointer = ()
    subject: str = ""
    looked_at: str = ""
    related: tuple[Related, ...] = ()
    missing: tuple[Missing, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    suppression: Suppression | None = None
    baseline_state: BaselineState | None = None
    stands_for: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What is the same of a finding from run to run, see `fingerprint_of`."""
        return fingerprint_of(self.rule.id, self.validation, self.subject, self.looked_at)

    def sort_key(self) -> tuple[object, ...]:
        """Order of every output: by place, then rule, validation, subject and message."""
        return (self.place.location, self.rule.id, self.validation, self.subject, self.message)


class Result(NamedTuple):
    """The outcome of one rule on one subject; the worst of its validations."""

    rule: str
    subject: str
    outcome: Outcome


class Count(NamedTuple):
    """On how many subjects one rule came to one outcome; never 0."""

    rule: str
    outcome: Outcome
    subjects: int
