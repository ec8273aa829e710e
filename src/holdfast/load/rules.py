"""The packs that are built in: what reading manifests, waivers and baselines may find, as rules."""

from __future__ import annotations

from holdfast.model.policy import EXCEPTIONS_PACK, MANIFEST_PACK, Rule, Scope, Severity
from holdfast.model.report import PackInfo

PACK = PackInfo(MANIFEST_PACK, "1.0.0", "manifest.md")
"""Built in, always on, always enforced: never deselected, waived or baselined."""

EXCEPTIONS = PackInfo(EXCEPTIONS_PACK, "1.0.0", "exceptions.md")
"""Likewise; it takes part where there are waivers, a baseline or an organisation's configuration."""


def _rule(
    name: str, severity: Severity, title: str, rationale: str, remediation: str, pack: str = MANIFEST_PACK
) -> Rule:
    return Rule(f"{pack}/{name}", title, severity, Scope.MANIFEST, rationale, remediation)


def _exception(name: str, severity: Severity, title: str, rationale: str, remediation: str) -> Rule:
    # A waiver is about a portfolio, or a part of it; it has no scope of its own.
    rule = _rule(name, severity, title, rationale, remediation, EXCEPTIONS_PACK)
    return rule._replace(scope=Scope.PORTFOLIO)


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
        "source",
        Severity.HIGH,
        "Every `from` leads to one model",
        "A model that stands in another file, and cannot be told there, has no facts that could be checked.",
        "Correct path and name, have the file say one model, or write it as `model`.",
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

WAIVER_RULES = (
    _exception(
        "expired-waiver",
        Severity.MEDIUM,
        "No waiver has expired",
        "A waiver is an exception for a time; after it the finding counts again, and somebody has to decide.",
        "Mend what the rule finds and remove the waiver, or have it approved anew until another day.",
    ),
    _exception(
        "forbidden-waiver",
        Severity.HIGH,
        "No waiver names a rule that cannot be waived",
        "What everything else rests on, or what the organisation enforces, is not for one team to set aside.",
        "Remove the waiver, and mend what the rule finds.",
    ),
    _exception(
        "overlong-waiver",
        Severity.MEDIUM,
        "No waiver outlives the longest life of waivers",
        "An exception without an end in sight is a rule that nobody keeps.",
        "Set `expires` to a day within the longest life, and decide again by then.",
    ),
    _exception(
        "self-approved-waiver",
        Severity.HIGH,
        "Every waiver is approved by somebody else than its owner",
        "An exception that one person grants to himself is no decision of the organisation.",
        "Have somebody else approve the waiver, and name them as `approver`.",
    ),
    _exception(
        "unused-waiver",
        Severity.LOW,
        "Every waiver is needed",
        "A waiver that waives nothing is misspelt, or waits for a finding that nobody has looked at yet.",
        "Remove the waiver, or correct its rule or subject.",
    ),
)

BASELINE_RULES = (
    _exception(
        "forbidden-baseline",
        Severity.HIGH,
        "No baseline names a rule that it cannot accept",
        "What everything else rests on, or what the organisation enforces, is not for one team to set aside.",
        "Mend what the rule finds; `holdfast baseline` removes the entries.",
    ),
    _exception(
        "stale-baseline",
        Severity.INFO,
        "All that the baseline accepts is still there",
        "What was mended would be accepted again, unseen, the day it comes back.",
        "Run `holdfast baseline`: it removes what is gone.",
    ),
)

LOCK_RULES = (
    _exception(
        "locked-setting",
        Severity.HIGH,
        "No setting loosens what the organisation locks",
        "What is locked holds all the same; but somebody wanted less to be checked, and others should know.",
        "Remove the setting, or ask those who answer for the organisation's configuration for an exception.",
    ),
)

BUILT_IN_RULES = (*RULES, *WAIVER_RULES, *BASELINE_RULES, *LOCK_RULES)
"""All that no configuration leaves out."""
