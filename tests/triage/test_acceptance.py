"""What becomes of a baseline: what goes into a new one, and that an old one only shrinks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.exceptions import Accepted, Baseline, Exceptions, Judged
from holdfast.model.finding import Finding, Outcome, Suppression, SuppressionKind, fingerprint_of
from holdfast.model.location import Location, Place
from holdfast.model.policy import Enforcement, Rule, Scope, Severity
from holdfast.triage.acceptance import Acceptance, accept
from holdfast.triage.suppression import suppress

TODAY = date(2026, 11, 23)


def finding(name: str, line: int = 1, rule: str = "p/rule", **changes: object) -> Finding:
    made = Finding(
        rule=Rule(rule, "Title", Severity.INFO, Scope.MANIFEST),
        validation=name,
        outcome=Outcome.FAIL,
        severity=Severity.INFO,
        enforcement=Enforcement.DENY,
        message=f"message {line}",
        place=Place(Location("ai-manifest.yaml", line)),
        subject="shop",
    )
    return made._replace(**changes)


def baseline(**counts: int) -> Baseline:
    place = Place(Location("b.json"))
    return Baseline(
        "b.json",
        tuple(
            Accepted("p/rule", name, "shop", count, fingerprint_of("p/rule", name, "shop"), place)
            for name, count in counts.items()
        ),
    )


def accepted(findings: Sequence[Finding], previous: Baseline | None, *, grow: bool = False) -> Acceptance:
    """Return what is accepted of a run that was held against `previous`."""
    judged = Judged({"p/rule": Scope.MANIFEST}, frozenset({"shop"}))
    run = suppress(findings, Exceptions(baseline=previous, known=frozenset({"p/rule"})), judged, TODAY)
    return accept(run.findings, run.stale, previous, grow=grow)


def counts(acceptance: Acceptance) -> dict[str, int]:
    return {entry.validation: entry.times for entry in acceptance.entries}


def test_a_new_one_takes_all_failures_that_are_enforced() -> None:
    acceptance = accepted([finding("b"), finding("a", 1), finding("a", 2)], None)
    assert [("a", 2), ("b", 1)] == [*counts(acceptance).items()]
    assert (3, 0, 0) == (len(acceptance.added), len(acceptance.refused), acceptance.removed)


def test_what_is_never_accepted_is_counted() -> None:
    mark = Suppression(SuppressionKind.WAIVER, "Because", "a", "b", TODAY)
    acceptance = accepted(
        [
            finding("unknown", outcome=Outcome.UNKNOWN),
            finding("error", outcome=Outcome.ERROR),
            finding("warned", enforcement=Enforcement.WARN),
            finding("audited", enforcement=Enforcement.AUDIT),
            finding("waived", suppression=mark),
            finding("", rule="manifest/schema"),
            finding("", rule="exceptions/expired-waiver"),
        ],
        None,
    )
    assert {} == counts(acceptance)
    assert {
        "undecided": 1,
        "of a policy that could not be evaluated": 1,
        "not enforced": 2,
        "waived": 1,
        "of a pack that is built in": 2,
    } == acceptance.left_out


def test_an_old_one_loses_what_is_gone_and_takes_nothing_in() -> None:
    acceptance = accepted([finding("a"), finding("new")], baseline(a=3, gone=1))
    assert {"a": 1} == counts(acceptance)
    assert (0, ["new"], 3) == (
        len(acceptance.added),
        [each.validation for each in acceptance.refused],
        acceptance.removed,
    )


def test_it_grows_where_it_is_told_to() -> None:
    acceptance = accepted([finding("a", 1), finding("a", 2), finding("new")], baseline(a=1), grow=True)
    assert {"a": 2, "new": 1} == counts(acceptance)
    assert (2, 0, 0) == (len(acceptance.added), len(acceptance.refused), acceptance.removed)


def test_what_the_run_did_not_look_at_stays() -> None:
    previous = Baseline("b.json", (baseline(a=1).entries[0]._replace(subject="elsewhere"),))
    assert previous.entries == accepted([], previous).entries


names = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4))).map(
    lambda pairs: [finding(name, line) for name, line in pairs]
)


@given(names)
def test_after_it_is_written_nothing_fails_and_nothing_changes(found: list[Finding]) -> None:
    first = accepted(found, None)
    again = accepted(found, Baseline("b.json", first.entries))
    assert ((), (), 0) == (again.added, again.refused, again.removed)
    assert counts(first) == counts(again)


@given(names, names)
def test_it_never_grows_by_itself(before: list[Finding], after: list[Finding]) -> None:
    first = accepted(before, None)
    second = accepted(after, Baseline("b.json", first.entries))
    assert all(count <= counts(first)[name] for name, count in counts(second).items())
    assert len(after) == sum(counts(second).values()) + len(second.refused)
