"""The pack `manifest`: what the reader, the schema and the references may find, as rules."""

from __future__ import annotations

from holdfast.model.policy import MANIFEST_PACK, Rule, Scope, Severity
from holdfast.model.report import PackInfo

PACK = PackInfo(MANIFEST_PACK, "1.0.0")
"""Built in, always on, always enforced: never deselected, waived or baselined."""


def _rule(name: str, severity: Severity, title: str, rationale: str, remediation: str) -> Rule:
    return Rule(f"manifest/{name}", title, severity, Scope.MANIFEST, rationale, remediation)


RULES = (
    _rule(
        "unreadable",
        Severity.CRITICAL,
        "Every manifest is a readable file of the repository",
        "A manifest that cannot be opened declares nothing, and what it would have declared goes unchecked.",
        "Make it a regular UTF-8 file of less than 1 MiB inside the repository.",
    ),
    _rule(
        "syntax",
        Severity.CRITICAL,
        "Every manifest is strict YAML",
        "A manifest that does not parse, or that two readers could read in two ways, cannot be judged.",
        "Correct the YAML at the place that is named.",
    ),
    _rule(
        "schema",
        Severity.CRITICAL,
        "Every manifest keeps to the schema",
        "A misspelt key or value is a declaration that nobody reads, and a check that nobody makes.",
        "Correct the key or value; an editor that knows the schema shows what is allowed.",
    ),
    _rule(
        "duplicate-id",
        Severity.CRITICAL,
        "Ids are unique in their list",
        "With two entries of one id nobody can say which of them a reference means.",
        "Rename one of the two, and the references to it.",
    ),
    _rule(
        "duplicate-name",
        Severity.CRITICAL,
        "Manifest names are unique in a run",
        "Findings, waivers and reports name a manifest by metadata.name.",
        "Rename one of the two manifests.",
    ),
    _rule(
        "reference",
        Severity.HIGH,
        "Every reference leads to an entry",
        "What is used but not declared has no vendor, no place and no contract that could be checked.",
        "Declare the entry, or correct the spelling of the reference.",
    ),
    _rule(
        "regulated",
        Severity.HIGH,
        "Applications with regulated data classes do not call their data unregulated",
        "`data.regulated: false` beside such a class would switch off every rule about regulated data.",
        "Remove `regulated: false`, or the class that makes the data regulated.",
    ),
    _rule(
        "residency",
        Severity.HIGH,
        "National residency names its country",
        "Data that must stay in one country cannot be kept there while nobody says which it is.",
        "Add `data.country`, or choose another residency.",
    ),
    _rule(
        "declared-facts",
        Severity.HIGH,
        "Declared facts do not contradict the catalogue",
        "Declared facts fill what the catalogue does not know; they cannot make a model another model.",
        "Remove the fact, or correct the model id if it names the wrong model.",
    ),
)
