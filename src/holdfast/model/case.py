"""A case: what a policy is expected to say of some manifests."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from holdfast.model.finding import Outcome
from holdfast.model.location import Location
from holdfast.model.policy import Enforcement, Severity


class Weight(NamedTuple):
    """How much a finding counts; None where a case leaves it open."""

    severity: Severity | None = None
    enforcement: Enforcement | None = None


class Case(NamedTuple):
    """One example of a policy.

    `manifests` maps paths to text. `facts` maps models as written to all that is known of them.
    `findings` are `path:line:column message`, in order; None where the case names none. `weights` are
    theirs.
    """

    name: str
    expect: Outcome
    manifests: Mapping[str, str]
    as_of: date
    params: Mapping[str, Any]
    facts: Mapping[str, Mapping[str, Any]]
    findings: tuple[str, ...] | None
    weights: tuple[Weight, ...] = ()


class Equivalent(NamedTuple):
    """A mutant of a policy that no case can notice, and why.

    `at` is the part of the policy, such as `validations/origin`; `mutant` what is changed there, in the
    words of the report; `location` where it was written down.
    """

    at: str
    mutant: str
    reason: str
    location: Location


class NeverKnown(NamedTuple):
    """A part of a policy that is there only to be unknown, and why.

    `at` is as in `Equivalent`; `part` is the part as the report spells it.
    """

    at: str
    part: str
    reason: str
    location: Location
