"""Facts: what is known about a model that its manifest need not say, each with source and dates."""

from datetime import date
from typing import Any, Literal, NamedTuple

FACT_NAMES = (
    "family",
    "lineage",
    "lineageParent",
    "modality",
    "vendor",
    "vendorParent",
    "origin",
    "parentOrigin",
    "baseOrigin",
    "openness",
    "openWeights",
    "licence",
    "status",
    "deprecated",
    "retires",
    "floating",
    "countries",
)
"""Every fact of a model, in the order of the reference pages."""

BACKEND_FACTS = ("operatorParent", "operatorCountry")
"""Every fact of a backend: the ultimate owner of its operator, and the country of the operator's seat."""

Provenance = Literal["catalogue", "derived", "declared"]
"""Who says so: our catalogue, the base model named by `derivedFrom`, or the manifest's `facts`."""


class Fact(NamedTuple):
    """One known fact.

    `value` is plain data; None means: known to be nothing (no retirement is announced). `source`
    says where it comes from, `checked_on` when somebody last looked, `confidence` how sure we are
    (`high medium low`). `valid_from` and `valid_to` are inclusive; None is open.
    """

    name: str
    value: Any
    provenance: Provenance = "catalogue"
    source: str = ""
    checked_on: date | None = None
    confidence: str = "high"
    valid_from: date | None = None
    valid_to: date | None = None


class Gap(NamedTuple):
    """One fact that is not known: `reason` says why in one clause, `remedy` how to supply it."""

    name: str
    reason: str
    remedy: str
