"""Arbitrary reports and finds for properties: every string may be anything that Python can hold."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

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
from holdfast.model.reference import Detection, Grade, LibraryUse, ModelReference, Role
from holdfast.model.report import PackInfo, Report

PIECES = (
    *("\x1b[2J", "\r\n", "\n", "\t", "\u202e", "\u2066", "\x9b", "\ud800", "\u6a21", "\u0301", "\u2028"),
    *(
        "|",
        "`",
        "```",
        "\\",
        "@org/x",
        "#1",
        "www.x.example",
        "https://x.example",
        "<b>",
        "&lt;",
        "]]>",
        "\uffff",
    ),
    *("::error::x", " ::", "##[error]", "##vso[x]", "](", "%0a", "a" * 120, " word" * 30),
)

anything = st.characters(exclude_categories=())
texts = st.one_of(
    st.text(anything, max_size=12),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(anything, max_size=3)), max_size=6).map("".join),
)


def tuples(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=2).map(tuple)


numbers = st.integers(1, 300)
places = st.builds(
    Place,
    st.builds(Location, texts, numbers, numbers, numbers, numbers),
    st.lists(texts, max_size=3).map(tuple),
)
rules = st.builds(
    Rule, texts, texts, st.sampled_from(Severity), st.sampled_from(Scope), texts, texts,
    tuples(st.builds(Reference, texts, texts, st.one_of(texts, texts.map("https://".__add__)))),
)  # fmt: skip
suppressions = st.one_of(
    st.builds(Suppression, st.just(SuppressionKind.BASELINE), texts),
    st.builds(Suppression, st.just(SuppressionKind.WAIVER), texts, texts, texts, st.dates()),
)
findings = st.builds(
    Finding,
    rule=rules,
    validation=texts,
    outcome=st.sampled_from([Outcome.FAIL, Outcome.UNKNOWN, Outcome.ERROR]),
    severity=st.sampled_from(Severity),
    enforcement=st.sampled_from(Enforcement),
    message=texts,
    place=places,
    pointer=tuples(st.one_of(texts, st.integers(0, 9))),
    subject=texts,
    related=tuples(st.builds(Related, texts, places)),
    missing=tuples(st.builds(Missing, texts, texts, texts)),
    evidence=tuples(st.builds(Evidence, texts, texts, places, texts)),
    notes=tuples(texts),
    help=texts,
    suppression=st.one_of(st.none(), suppressions),
    baseline_state=st.one_of(st.none(), st.sampled_from(BaselineState)),
)
reports = st.builds(
    Report,
    version=st.just("0.1.0"),
    as_of=st.dates(min_value=date(1000, 1, 1)),
    threshold=st.sampled_from(Severity),
    packs=tuples(st.builds(PackInfo, texts, texts)),
    rules=tuples(rules),
    manifests=tuples(texts),
    unreadable=tuples(texts),
    counts=tuples(st.builds(Count, texts, st.sampled_from(Outcome), st.integers(1, 10**6))),
    findings=tuples(findings),
    notes=tuples(texts),
    show_suppressed=st.booleans(),
    line_hashes=st.just({}),
)

names = texts.filter(bool)
uses = st.builds(LibraryUse, names, numbers, numbers, names, st.booleans(), width=numbers)
references = st.builds(
    ModelReference,
    *(names, numbers, numbers, names, texts, texts, st.sampled_from(Grade), texts, texts),
    *(st.sampled_from([None, *Role]), st.booleans(), texts, texts, texts),
    width=numbers,
)
detections = st.builds(
    Detection,
    st.lists(references, max_size=4).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
    uses=st.lists(uses, max_size=2).map(tuple),
    version=texts,
    choices=st.lists(references, max_size=2).map(tuple),
)
