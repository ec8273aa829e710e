"""A case: what a policy is expected to say of some manifests."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from holdfast.model.finding import Outcome


class Case(NamedTuple):
    """One example of a policy.

    `manifests` maps paths to text. `facts` maps models as written to all that is known of them.
    `findings` are `path:line:column message`, in order; None where the case names none.
    """

    name: str
    expect: Outcome
    manifests: Mapping[str, str]
    as_of: date
    params: Mapping[str, Any]
    facts: Mapping[str, Mapping[str, Any]]
    findings: tuple[str, ...] | None
