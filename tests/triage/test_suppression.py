"""What a waiver and a baseline let off, what they do not, and what is said of those that do not hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.load.rules import BASELINE_RULES, WAIVER_RULES
from holdfast.model.document import Document
from holdfast.model.exceptions import Accepted, Baseline, Exceptions, Judged, Waiver, WaiverLimits
from holdfast.model.finding import Finding, Outcome, SuppressionKind, fingerprint_of
from holdfast.model.location import Location, Place
from holdfast.model.policy import Enforcement, Rule, Scope, Severity
from holdfast.triage.suppression import Suppressed, suppress

TODAY = date(2026, 11, 23)
RULES = {"p/app": Scope.APPLICATION, "p/all": Scope.PORTFOLIO}
JUDGED = Judged(RULES, frozenset({"shop"}))
KNOWN = frozenset({*RULES, "p/deselected", "manifest/schema"})
FAIL, UNKNOWN, ERROR = Outcome.FAIL, Outcome.UNKNOWN, Outcome.ERROR
APP = "shop/applications/chat"
NAMED = f"the waiver of `p/app` for `{APP}`"


def finding(
    rule: str = "p/app", subject: str = APP, outcome: Outcome = FAIL, line: int = 1, name: str = "v"
) -> Finding:
    return Finding(
        rule=Rule(rule, "Title", Severity.HIGH, RULES.get(rule, Scope.MANIFEST)),
        validation=name,
        outcome=outcome,
        severity=Severity.HIGH,
        enforcement=Enforcement.DENY,
        message=f"{rule} at {line}",
        place=Place(Location("ai-manifest.yaml", line)),
        subject=subject,
    )


def waiver(rule: str = "p/app", subject: str = APP, **changes: object) -> Waiver:
    document = Document("w.yaml", {}, {(): (3, 5, 3, 9)}, {}, ("",) * 3)
    made = Waiver(rule, subject, "Because", "group:web", "user:anna", date(2027, 3, 31), document, ())
    return made._replace(**changes)


def entry(
    rule: str = "p/app", subject: str = APP, count: int = 1, name: str = "v", line: int = 5
) -> Accepted:
    place = Place(Location("b.json", line))
    return Accepted(rule, name, subject, count, fingerprint_of(rule, name, subject), place)


def run(
    findings: list[Finding], *given: Waiver | Accepted, judged: Judged = JUDGED, **limits: object
) -> Suppressed:
    entries = tuple(each for each in given if isinstance(each, Accepted))
    waivers = tuple(each for each in given if isinstance(each, Waiver))
    baseline = Baseline("b.json", entries) if entries else None
    return suppress(
        findings, Exceptions(waivers, "w.yaml", baseline, WaiverLimits(**limits), KNOWN), judged, TODAY
    )  # type: ignore[arg-type]  # what a test passes on


def marks(suppressed: Suppressed) -> list[str]:
    """Return of each finding what marks it, in their order."""
    return [str(each.suppression.kind) if each.suppression else "" for each in suppressed.findings]


def told(suppressed: Suppressed) -> list[str]:
    return [f"{each.rule.removeprefix('exceptions/')}: {each.message}" for each in suppressed.problems]


def test_the_mark_says_who_and_until_when() -> None:
    (found,) = run([finding()], waiver()).findings
    assert (
        SuppressionKind.WAIVER,
        "Because",
        "group:web",
        "user:anna",
        date(2027, 3, 31),
    ) == found.suppression
    assert found._replace(suppression=None) == finding()


@pytest.mark.parametrize(
    ("given", "found", "expected"),
    [
        (waiver(), finding(), "waiver"),
        (waiver(), finding(outcome=UNKNOWN), "waiver"),
        (waiver(), finding(outcome=ERROR), ""),
        (waiver(), finding(subject=f"{APP}/models/gpt"), ""),
        (waiver(), finding(subject="shop"), ""),
        (waiver(subject="shop/applications/*"), finding(), ""),
        (waiver(validation="v"), finding(), "waiver"),
        (waiver(validation="w"), finding(), ""),
        (waiver("p/all", "portfolio"), finding("p/all", ""), "waiver"),
        (waiver("p/all", "shop"), finding("p/all", ""), ""),
        (waiver("manifest/schema"), finding("manifest/schema"), ""),
        (waiver(expires=TODAY), finding(), "waiver"),
        (waiver(expires=date(2026, 11, 22)), finding(), ""),
        (waiver(approver="group:web"), finding(), ""),
        (entry(), finding(), "baseline"),
        (entry(), finding(outcome=UNKNOWN), ""),
        (entry(), finding(outcome=ERROR), ""),
        (entry(name="w"), finding(), ""),
        (entry(subject="shop"), finding(), ""),
        (entry("manifest/schema"), finding("manifest/schema"), ""),
        (entry("p/all", ""), finding("p/all", ""), "baseline"),
    ],
    ids=[
        *("waived", "waived unknown", "error is not waived", "subject below", "subject above", "no pattern"),
        *("validation", "another validation", "portfolio", "no manifest for the portfolio", "pack manifest"),
        *("last day", "day after", "approved by its owner"),
        *("baselined", "unknown is not baselined", "error is not baselined"),
        "another validation in the baseline",
        *("another subject in the baseline", "pack manifest in the baseline", "portfolio in the baseline"),
    ],
)  # fmt: skip
def test_what_is_let_off(given: Waiver | Accepted, found: Finding, expected: str) -> None:
    assert [expected] == marks(run([found], given))


def test_of_both_the_waiver_is_named_and_neither_is_idle() -> None:
    suppressed = run([finding()], waiver(), entry())
    assert (["waiver"], []) == (marks(suppressed), told(suppressed))
    assert ["unchanged"] == [each.baseline_state for each in suppressed.findings]


def test_against_a_baseline_every_finding_is_new_or_not() -> None:
    found = [finding(line=1), finding(line=2, name="w"), finding(line=3, outcome=UNKNOWN, name="x")]
    assert ["unchanged", "new", "new"] == [each.baseline_state for each in run(found, entry()).findings]
    assert {None} == {each.baseline_state for each in run(found).findings}


def test_of_several_with_one_fingerprint_so_many_are_accepted_as_there_were() -> None:
    found = [finding(line=line) for line in (4, 9, 6)]
    suppressed = run(found, entry(count=2))
    assert [(4, "baseline"), (6, "baseline"), (9, "")] == [
        (each.place.location.line, mark)
        for each, mark in zip(suppressed.findings, marks(suppressed), strict=True)
    ]


@pytest.mark.parametrize(
    ("given", "limits", "expected", "help_"),
    [
        (
            waiver(expires=date(2026, 11, 22)),
            {},
            f"expired-waiver: {NAMED} expired on 2026-11-22",
            "Mend what it waived and remove it, or have it approved anew until another day.",
        ),
        (
            waiver(),
            {"max_days": 127},
            f"overlong-waiver: {NAMED} holds for more than 127 days, so it waives nothing",
            "Set `expires` to 2027-03-30 at the latest.",
        ),
        (
            waiver(approver=" USER:Anna ", owner="anna"),
            {},
            f"self-approved-waiver: {NAMED} is approved by its owner, so it waives nothing",
            "Have somebody else approve it, and name them as `approver`.",
        ),
        (
            waiver("manifest/schema", "shop"),
            {},
            "forbidden-waiver: the rule `manifest/schema` cannot be waived, so this waives nothing",
            "Remove the waiver, and mend what the rule finds.",
        ),
        (
            waiver(),
            {"unwaivable": ("p/*",)},
            "forbidden-waiver: the rule `p/app` cannot be waived, so this waives nothing",
            "Remove the waiver, and mend what the rule finds.",
        ),
    ],
    ids=["expired", "too long", "self-approved", "built in", "not for this organisation"],
)  # fmt: skip
def test_what_does_not_hold_is_said_at_its_line(
    given: Waiver, limits: dict[str, object], expected: str, help_: str
) -> None:
    found = finding(given.rule, given.subject)
    suppressed = run([found], given, **limits)
    assert ([""], [expected]) == (marks(suppressed), told(suppressed))
    (problem,) = suppressed.problems
    assert ("w.yaml:3:5", help_) == (str(problem.place.location), problem.help)
    assert ((f"would waive: {found.message}", found.place),) == problem.related


@pytest.mark.parametrize(
    ("given", "now", "mark", "place", "help_"),
    [
        ("gpt-4o@openai", "gpt-4o@openai", "waiver", "", ""),
        ("gpt-4o@openai", "qwen-max@alibaba", "", "w.yaml:3:5", "write `lookedAt: qwen-max@alibaba`"),
        ("", "gpt-4o@openai", "", "w.yaml:3:5", "write `lookedAt: gpt-4o@openai`"),
        ("gpt-4o@openai", "", "", "w.yaml:3:5", "remove `lookedAt`"),
    ],
    ids=["the same", "another model", "nobody says which", "of none"],
)
def test_a_waiver_is_for_what_somebody_looked_at(
    given: str, now: str, mark: str, place: str, help_: str
) -> None:
    suppressed = run([finding()._replace(looked_at=now)], waiver(looked_at=given))
    assert [mark] == marks(suppressed)
    problems = [(str(each.place.location), each.message, each.help) for each in suppressed.problems]
    asked = f"Look at what is there now; where it is to be waived, have it approved and {help_}."
    assert ([] if mark else [(place, f"{NAMED} is not of what is there now", asked)]) == problems


def test_a_waiver_of_just_the_longest_life_holds() -> None:
    assert ["waiver"] == marks(run([finding()], waiver(), max_days=128))


@pytest.mark.parametrize(
    ("owner", "approver", "same"),
    [
        ("anna", "Anna", True),
        ("group:a", "a", True),
        ("a", "user:user:a", True),
        ("a", "a\u200b", True),
        ("a\u00ad", "group: a", True),
        ("group:a", "user:a", False),
        ("user:anna", "anna", True),
        ("User: Anna", "user:anna", True),
        ("ＡＮＮＡ", "anna", True),
        ("Anna  Berg", "anna berg", True),
        ("group:web", "group:WEB", True),
        ("group:anna", "user:anna", False),
        ("anna", "bob", False),
    ],
)
def test_who_is_the_same(owner: str, approver: str, same: bool) -> None:  # noqa: FBT001  # a case
    suppressed = run([finding()], waiver(owner=owner, approver=approver))
    assert [""] if same else ["waiver"] == marks(suppressed)
    assert same == any("self-approved" in each for each in told(suppressed))


def test_several_mistakes_are_all_said() -> None:
    suppressed = run([finding()], waiver(expires=date(2020, 1, 1), approver="group:web"), unwaivable=("p",))
    assert ["forbidden-waiver", "self-approved-waiver", "expired-waiver"] == [
        each.partition(":")[0] for each in told(suppressed)
    ]


@pytest.mark.parametrize(
    ("given", "help_"),
    [
        (waiver(subject="shop/applications/caht"), f"Remove it, or did you mean the subject `{APP}`?"),
        (waiver(subject="shop/contracts/x"), "Remove it."),
        (waiver(validation="w"), "What the rule finds there is of `v`, not of this validation."),
    ],
    ids=["misspelt", "nothing like it", "another validation"],
)
def test_an_unused_waiver_is_a_finding(given: Waiver, help_: str) -> None:
    suppressed = run([finding()], given)
    assert [f"unused-waiver: the waiver of `p/app` for `{given.subject}` matches no finding"] == told(
        suppressed
    )
    assert [help_] == [each.help for each in suppressed.problems]


def test_a_waiver_of_the_portfolio_may_be_unused() -> None:
    assert ["unused-waiver"] == [
        each.partition(":")[0] for each in told(run([], waiver("p/all", "portfolio")))
    ]


WHY = "because this run did not evaluate the rule, could not decide it, or did not read the manifest"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (waiver("p/deselected"), []),
        (waiver(subject="other/applications/chat"), []),
        (waiver(subject="shopping"), []),
        (waiver(), [finding(subject="shop/applications/other", outcome=ERROR)]),
        (waiver(validation="w"), [finding(outcome=UNKNOWN, name="")]),
        (waiver(subject=f"{APP}/kpis/latency"), [finding(outcome=UNKNOWN, name="")]),
        (entry("p/deselected"), []),
        (entry(subject="other"), []),
        (entry(), [finding(outcome=UNKNOWN)]),
        (entry(), [finding(subject="shop/applications/other", outcome=ERROR)]),
    ],
    ids=[
        *("rule deselected", "manifest not there", "name that begins like it", "rule with a mistake"),
        *("validation undecided", "subject above undecided"),
        *("baseline: rule deselected", "baseline: manifest not there", "baseline: undecided"),
        "baseline: rule with a mistake",
    ],
)
def test_what_the_run_did_not_decide_is_a_note(given: Waiver | Accepted, found: list[Finding]) -> None:
    suppressed = run(found, given)
    expected = (
        f"w.yaml: 1 waiver was neither used nor unused, {WHY} (line 3)."
        if isinstance(given, Waiver)
        else f"b.json: 1 entry was not held against anything, {WHY} (line 5)."
    )
    assert ([], (expected,), ()) == (told(suppressed), suppressed.notes, suppressed.stale)


def test_a_portfolio_of_nothing_decides_nothing() -> None:
    nothing = Judged(RULES, frozenset())
    suppressed = run([], waiver("p/all", "portfolio"), entry("p/all", ""), judged=nothing)
    assert ([], 2) == (told(suppressed), len(suppressed.notes))


def test_a_name_may_hold_a_slash() -> None:
    suppressed = run([], waiver(subject="a/b/models/x"), judged=Judged(RULES, frozenset({"a/b"})))
    assert ["unused-waiver"] == [each.partition(":")[0] for each in told(suppressed)]


def test_many_lines_are_cut() -> None:
    many = [entry("p/deselected", name=str(number), line=number) for number in range(1, 13)]
    (note,) = run([], *many).notes
    assert note.startswith("b.json: 12 entries were not held against anything, because")
    assert note.endswith("(lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and more).")


def test_what_is_gone_is_said_once_and_counted() -> None:
    entries = [
        entry(name="gone", line=5),
        entry(count=3, line=6),
        entry("q/removed", line=7),
        entry("p/all", "", line=8),
    ]
    suppressed = run([finding()], *entries)
    assert ["stale-baseline: the baseline accepts 5 failures that are there no longer"] == told(suppressed)
    (problem,) = suppressed.problems
    assert "b.json:5:1" == str(problem.place.location)
    assert [
        ("p/app on shop/applications/chat", "b.json:5:1"),
        ("p/app on shop/applications/chat", "b.json:6:1"),
        ("q/removed on shop/applications/chat", "b.json:7:1"),
        ("p/all on portfolio", "b.json:8:1"),
    ] == [(said, str(place.location)) for said, place in problem.related]
    assert [("p/app", 1), ("p/app", 2), ("q/removed", 1), ("p/all", 1)] == [
        (each.rule, each.times) for each in suppressed.stale
    ]


@pytest.mark.parametrize(
    ("rule", "limits"),
    [
        ("p/app", {"unwaivable": ("p/app",)}),
        ("p/app", {"unacceptable": ("p/ap*",)}),
        ("manifest/schema", {}),
    ],
    ids=["cannot be waived", "can only be waived", "built in"],
)
def test_what_a_baseline_cannot_accept_is_said(rule: str, limits: dict[str, object]) -> None:
    suppressed = run([finding(rule)], entry(rule, count=2), entry("p/all", "", line=6), **limits)
    assert ([""], ["new"]) == (marks(suppressed), [str(each.baseline_state) for each in suppressed.findings])
    assert [
        "forbidden-baseline: the baseline names 2 failures of rules that no baseline accepts",
        "stale-baseline: the baseline accepts 1 failure that is there no longer",
    ] == told(suppressed)
    assert [(rule, 2), ("p/all", 1)] == [(each.rule, each.times) for each in suppressed.stale]


def test_every_problem_has_its_rule() -> None:
    rules = {rule.id for rule in (*WAIVER_RULES, *BASELINE_RULES)}
    assert rules == {
        f"exceptions/{name}-waiver"
        for name in ("expired", "forbidden", "overlong", "self-approved", "unused")
    } | {"exceptions/forbidden-baseline", "exceptions/stale-baseline"}


subjects = st.sampled_from(["", "shop", APP, f"{APP}/models/gpt"])
findings = st.lists(
    st.builds(
        finding,
        rule=st.sampled_from(["p/app", "p/all", "manifest/schema"]),
        subject=subjects,
        outcome=st.sampled_from([FAIL, UNKNOWN, ERROR]),
        line=st.integers(1, 5),
        name=st.sampled_from(["", "v", "w"]),
    )
)
entries = st.dictionaries(
    st.tuples(st.sampled_from(["p/app", "p/all", "manifest/schema"]), subjects, st.sampled_from(["v", "w"])),
    st.integers(1, 3),
).map(lambda known: [entry(rule, subject, count, name) for (rule, subject, name), count in known.items()])
waivers = st.lists(
    st.builds(
        waiver,
        rule=st.sampled_from(["p/app", "p/all", "manifest/schema"]),
        subject=st.sampled_from(["portfolio", "shop", APP]),
        expires=st.sampled_from([date(2026, 1, 1), date(2027, 1, 1)]),
        approver=st.sampled_from(["group:web", "user:anna"]),
    ),
    unique_by=lambda each: (each.rule, each.subject),
)


@given(findings, entries, waivers)
def test_nothing_is_dropped_or_let_off_that_must_not_be(
    found: list[Finding], accepted: list[Accepted], waived: list[Waiver]
) -> None:
    suppressed = run(found, *accepted, *waived)
    bare = [each._replace(suppression=None, baseline_state=None) for each in suppressed.findings]
    assert sorted(found, key=Finding.sort_key) == sorted(bare, key=Finding.sort_key)
    for each in suppressed.findings:
        if each.suppression is not None:
            assert each.rule.pack != "manifest"
            assert each.outcome is not ERROR
        if each.suppression is not None and each.suppression.kind is SuppressionKind.BASELINE:
            assert each.outcome is FAIL
    met = sum(each.baseline_state == "unchanged" for each in suppressed.findings)
    assert met <= sum(each.times for each in accepted)
