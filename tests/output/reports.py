"""Reports made by hand, one for each thing that a format must show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from holdfast.model.finding import (
    BaselineState,
    Count,
    Evidence,
    Finding,
    Missing,
    Outcome,
    Related,
    Suppression,
    SuppressionKind,
)
from holdfast.model.location import Location, Place
from holdfast.model.policy import Enforcement, Reference, Rule, Scope, Severity
from holdfast.model.report import PackInfo, Report

FAIL, UNKNOWN = Outcome.FAIL, Outcome.UNKNOWN

ANCHOR = Rule(
    id="model-diversity/families-and-anchor",
    title="Production runs on three model families and an open-weight anchor",
    severity=Severity.HIGH,
    scope=Scope.PORTFOLIO,
    rationale="A family can close, change its licence or its owner.\nThree and an anchor survive it.",
    remediation="Move an application to another family, or add an open-weight model as its fallback.",
    references=(Reference("iso-42001", "A.10.3"),),
)
VENDOR = Rule(
    id="model-diversity/no-single-vendor-critical",
    title="A critical application can be served by two vendors",
    severity=Severity.CRITICAL,
    scope=Scope.APPLICATION,
    remediation="Add a fallback whose vendor has another ultimate parent.",
)
ORIGIN = Rule(
    id="sovereignty/regulated-data-origin",
    title="Regulated data stays off models of non-EU origin",
    severity=Severity.HIGH,
    scope=Scope.USE,
    rationale="Law and contracts bind regulated data to where models come from.",
    remediation="Use a model whose origin and base origin are in the EU for this application.",
    references=(
        Reference("eu-ai-act", "art-10", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj#art_10"),
        Reference("gdpr", "art-9"),
    ),
)
OWNER = Rule(
    id="inventory/owner",
    title="Every application has an owner",
    severity=Severity.LOW,
    scope=Scope.APPLICATION,
    remediation="Set `owner` to a group or a user.",
)
RULES = (OWNER, ANCHOR, VENDOR, ORIGIN)

ONE = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata:
  name: records
applications:
  - id: records-assistant
    data: {classes: [health], regulated: true}
    models:
      - {ref: deepseek, role: primary}
      - {ref: house-model, role: fallback}
models:
  - id: deepseek
    model: deepseek-r1
  - id: house-model
    model: acme-llm
"""


def place(path: str, text: str, line: int, start: int, end: int) -> Place:
    """Return the place of columns `start` to `end` (exclusive) of a line of `text`."""
    return Place(Location(path, line, start, line, end), (text.splitlines()[line - 1],))


def report(*findings: Finding, **changes: object) -> Report:
    """Return a report of one manifest, with a result for each finding and a few others."""
    found = sorted(findings, key=Finding.sort_key)
    subjects = {(each.rule.id, each.subject, each.outcome) for each in found}
    results = Counter((rule, outcome) for rule, _, outcome in subjects)
    results.update([(OWNER.id, Outcome.PASS), (ORIGIN.id, Outcome.NOT_APPLICABLE)])
    made = Report(
        version="0.1.0",
        as_of=date(2026, 11, 23),
        threshold=Severity.LOW,
        packs=(
            PackInfo("inventory", "1.0.0"),
            PackInfo("model-diversity", "1.0.0"),
            PackInfo("sovereignty", "1.2.0"),
        ),
        rules=RULES,
        manifests=("ai-manifest.yaml",),
        unreadable=(),
        counts=tuple(sorted(Count(*key, count) for key, count in results.items())),
        findings=tuple(found),
    )
    return made._replace(**changes)


FAILING = Finding(
    rule=ORIGIN,
    validation="origin",
    outcome=FAIL,
    severity=Severity.HIGH,
    enforcement=Enforcement.DENY,
    message="records-assistant uses deepseek-r1, which originates in CN",
    place=place("ai-manifest.yaml", ONE, 9, 15, 23),
    pointer=("applications", 0, "models", 0, "ref"),
    subject="records/applications/records-assistant/models/deepseek",
    related=(Related("model `deepseek`", place("ai-manifest.yaml", ONE, 12, 9, 17)),),
    evidence=(
        Evidence("app.data.classes", "[`health`]", place("ai-manifest.yaml", ONE, 7, 12, 19)),
        Evidence("model.id", "`deepseek`", place("ai-manifest.yaml", ONE, 12, 9, 17)),
        Evidence(
            "model.origin",
            "`CN`",
            place("ai-manifest.yaml", ONE, 13, 12, 23),
            "catalogue: the vendor's imprint, checked 2026-10-02",
        ),
    ),
    notes=("The origin of deepseek-r1 is known from the catalogue, checked on 2026-10-02.",),
    help=ORIGIN.remediation,
)
UNDECIDED = Finding(
    rule=ORIGIN,
    validation="origin",
    outcome=UNKNOWN,
    severity=Severity.HIGH,
    enforcement=Enforcement.DENY,
    message="It is not known whether records-assistant may use acme-llm",
    place=place("ai-manifest.yaml", ONE, 10, 15, 26),
    pointer=("applications", 0, "models", 1, "ref"),
    subject="records/applications/records-assistant/models/house-model",
    related=(Related("model `house-model`", place("ai-manifest.yaml", ONE, 14, 9, 20)),),
    missing=(
        Missing("model.origin", "the catalogue knows no model `acme-llm`", "Set `origin` in its `facts`."),
        Missing(
            "model.baseOrigin", "the catalogue knows no model `acme-llm`", "Set `origin` in its `facts`."
        ),
        Missing("app.data.purpose", "it is not declared", "Set `data.purpose` of the application."),
    ),
    help=ORIGIN.remediation,
)
OWNERLESS = Finding(
    rule=OWNER,
    validation="",
    outcome=FAIL,
    severity=Severity.LOW,
    enforcement=Enforcement.DENY,
    message="records-assistant has no owner",
    place=place("ai-manifest.yaml", ONE, 6, 9, 26),
    pointer=("applications", 0),
    subject="records/applications/records-assistant",
    help=OWNER.remediation,
)
BAD_POLICY = Finding(
    rule=ORIGIN._replace(id="house/origin", title="House rule"),
    validation="origin",
    outcome=Outcome.ERROR,
    severity=Severity.HIGH,
    enforcement=Enforcement.DENY,
    message="`model.orgin` does not exist; did you mean `model.origin`?",
    place=place("rules/origin.yaml", "\n" * 11 + "  - expression: model.orgin in params.allowed", 12, 17, 28),
    subject="records/applications/records-assistant/models/deepseek",
    help="Correct the expression; until then the policy decides nothing.",
)
WARNED = OWNERLESS._replace(enforcement=Enforcement.WARN)
AUDITED = FAILING._replace(enforcement=Enforcement.AUDIT)
WAIVED = FAILING._replace(
    suppression=Suppression(
        SuppressionKind.WAIVER, "Pilot until March", "group:web", "user:risk", date(2027, 3, 31)
    ),
    baseline_state=BaselineState.NEW,
)

BASELINED = OWNERLESS._replace(
    suppression=Suppression(SuppressionKind.BASELINE, "accepted in .holdfast-baseline.json"),
    baseline_state=BaselineState.UNCHANGED,
)

TRIAGE = """\
applications:
  - id: triage
    criticality: critical
    models:
      - {ref: gpt, role: primary}
      - {ref: gpt-mini, role: fallback}
models:
  - id: gpt
  - id: gpt-mini
"""
PORTFOLIO = Finding(
    rule=ANCHOR,
    validation="families",
    outcome=FAIL,
    severity=Severity.HIGH,
    enforcement=Enforcement.DENY,
    message="Production runs on one family alone: gpt",
    place=place("clinic/ai-manifest.yaml", TRIAGE, 1, 1, 13),
    pointer=("applications",),
    related=(
        Related("model `gpt` (gpt)", place("clinic/ai-manifest.yaml", TRIAGE, 8, 9, 12)),
        Related("model `gpt-mini` (gpt)", place("clinic/ai-manifest.yaml", TRIAGE, 9, 9, 17)),
        Related(
            "model `assist` (gpt)", place("lab results/f\u00fc\u00dfe/ai-manifest.yaml", TRIAGE, 8, 9, 12)
        ),
    ),
    evidence=(
        Evidence("model.lineage", "`gpt`", place("clinic/ai-manifest.yaml", TRIAGE, 5, 14, 17), "declared"),
        Evidence("model.lineage", "`gpt`", place("clinic/ai-manifest.yaml", TRIAGE, 6, 14, 22), "declared"),
        *(
            Evidence(
                "use.ref",
                f"`model-{number}`",
                Place(Location("clinic/ai-manifest.yaml", number, 1, number, 1)),
            )
            for number in range(10, 21)
        ),
    ),
    help=ANCHOR.remediation,
)
TRIAGED = OWNERLESS._replace(
    rule=VENDOR,
    severity=Severity.CRITICAL,
    message="triage depends on openai alone",
    place=place("lab results/f\u00fc\u00dfe/ai-manifest.yaml", TRIAGE, 2, 9, 15),
    subject="triage/applications/triage",
    help=VENDOR.remediation,
)
EVIL = "\x1b[31mred\x07 \u202egnp\r\n::error::pwned\n##[error]x ##vso[task] \x9b1m \ud83d \u2028 [a](b) <b>"
EVIL += " a|b `c` %0A ~~~ ``` @org/team #1 GH-1 www.x.example https://x.example/ ]]> &lt; $a$ \uffff"
EVIL_MARK = Suppression(SuppressionKind.WAIVER, EVIL, EVIL, EVIL, date(2027, 3, 31))
HOSTILE = Finding(
    rule=Rule(
        EVIL, EVIL, Severity.MEDIUM, Scope.USE, EVIL, EVIL, (Reference(EVIL, EVIL, "https://x/" + EVIL),)
    ),
    validation=EVIL,
    outcome=UNKNOWN,
    severity=Severity.MEDIUM,
    enforcement=Enforcement.DENY,
    message=EVIL,
    place=Place(Location(EVIL, 3, 1, 4, 3), (EVIL, "::error::x")),
    pointer=(EVIL, 0, ""),
    subject=EVIL,
    related=(Related(EVIL, Place(Location(EVIL), (EVIL,))),),
    missing=(Missing(EVIL, EVIL, EVIL),),
    evidence=(
        Evidence(EVIL, EVIL, Place(Location(EVIL), (EVIL,)), EVIL),
        Evidence(EVIL, EVIL, Place(Location(EVIL, 2, 1, 2, 1)), EVIL),
    ),
    notes=(EVIL,),
    help=EVIL,
    suppression=None,
)
CRLF = OWNERLESS._replace(
    place=Place(Location("ai-manifest.yaml", 3, 9, 5, 4), ("  a: &x [1,\r", "    2,\r", "  3]\r")),
)
LONG = OWNERLESS._replace(
    place=Place(
        Location("ai-manifest.yaml", 120, 305, 120, 315), ("models: [" + "m, " * 98 + " a" * 100 + "]",)
    ),
)
WIDE = OWNERLESS._replace(
    place=Place(
        Location("ai-manifest.yaml", 7, 11, 7, 17), ("\tname: \u6a21\u578b \U0001f9ea\u6a21\u578b e\u0301 x",)
    ),
)
NOWHERE = OWNERLESS._replace(place=Place(Location("a//b/ai-manifest.yaml")))
DEEP = OWNERLESS._replace(
    place=Place(Location("ai-manifest.yaml", 9, 3, 40, 5), ("  key:", "    - a", "    - b"))
)

REPORTS: dict[str, Callable[[], Report]] = {
    "clean": report,
    "failing": lambda: report(FAILING, OWNERLESS),
    "undecided": lambda: report(UNDECIDED),
    "policy-error": lambda: report(BAD_POLICY, FAILING),
    "not-counted": lambda: report(WARNED, AUDITED, UNDECIDED._replace(enforcement=Enforcement.WARN)),
    "suppressed": lambda: report(WAIVED, BASELINED, UNDECIDED._replace(baseline_state=BaselineState.NEW)),
    "suppressed-shown": lambda: report(WAIVED, BASELINED, UNDECIDED, show_suppressed=True),
    "line-hashes": lambda: report(
        FAILING, OWNERLESS, line_hashes={("ai-manifest.yaml", 6): "271789c17abda88f:1"}
    ),
    "below-threshold": lambda: report(OWNERLESS, threshold=Severity.HIGH),
    "portfolio": lambda: report(
        PORTFOLIO,
        TRIAGED,
        manifests=(
            "clinic/ai-manifest.yaml",
            "lab results/f\u00fc\u00dfe/ai-manifest.yaml",
            "old/ai-manifest.yml",
        ),
        unreadable=("old/ai-manifest.yml",),
        notes=("old/ai-manifest.yml cannot be read, so what it declares is missing from the portfolio.",),
    ),
    "hostile": lambda: report(
        HOSTILE,
        HOSTILE._replace(outcome=Outcome.ERROR),
        HOSTILE._replace(outcome=FAIL, suppression=EVIL_MARK),
        packs=(PackInfo(EVIL, EVIL),),
        manifests=(EVIL,),
        unreadable=(EVIL,),
        notes=(EVIL,),
    ),
    "excerpts": lambda: report(CRLF, LONG, WIDE, NOWHERE, DEEP),
    "nothing-to-check": lambda: report(manifests=(), counts=()),
    "nothing-applies": lambda: report(counts=()),
}
