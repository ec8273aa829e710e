"""`<id>.cases.yaml` to cases, with what its author says of mutants and branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.errors import PolicyError
from holdfast.load.files import read_checked
from holdfast.load.packs import CASES_SUFFIX
from holdfast.load.schema import named_schema
from holdfast.model.case import Case, Equivalent, NeverKnown, Weight
from holdfast.model.document import Document
from holdfast.model.fact import FACT_NAMES
from holdfast.model.finding import Outcome
from holdfast.model.location import Location
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.spelling import nearest

DEFAULT_AS_OF = date(2026, 11, 23)
"""The day of a case that names none: fixed, so that a case says the same on every day."""


def load_cases(folder: Path, policy: str) -> tuple[Case, ...]:
    """Read the cases of `policy` in the pack `folder`; none where it has no file. Raises PolicyError."""
    document = _read(folder, policy)
    if document is None:
        return ()
    cases = tuple(_case(item) for item in document.data["cases"])
    _refuse_unknown_facts(document, cases)
    names = [case.name for case in cases]
    for index, case in enumerate(names):
        if case in names[:index]:
            raise PolicyError(
                f"two cases are called `{case}`.",
                location=document.locate(("cases", index, "name")),
                hint="Give each case a name of its own.",
            )
    return cases


def load_equivalents(folder: Path, policy: str) -> tuple[Equivalent, ...]:
    """Read which mutants of `policy` its cases are said not to be able to notice. Raises PolicyError."""
    return tuple(Equivalent(*entry) for entry in _entries(folder, policy, "equivalent", "mutant"))


def load_never_known(folder: Path, policy: str) -> tuple[NeverKnown, ...]:
    """Read which parts of `policy` are said to be there only to be unknown. Raises PolicyError."""
    return tuple(NeverKnown(*entry) for entry in _entries(folder, policy, "neverKnown", "part"))


def _entries(folder: Path, policy: str, key: str, words: str) -> Iterator[tuple[str, str, str, Location]]:
    """Yield what the list `key` says: of which part of the policy, in which words, why, and where."""
    document = _read(folder, policy)
    if document is None:
        return
    for index, item in enumerate(document.data.get(key, ())):
        where = document.locate((key, index, words))
        yield item["at"], " ".join(item[words].split()), item["reason"].strip(), where


def _read(folder: Path, policy: str) -> Document | None:
    name = f"{policy}{CASES_SUFFIX}"
    if not (folder / name).exists():
        return None
    return read_checked(folder / name, f"{folder.name}/{name}", named_schema("cases"), PolicyError)


def _refuse_unknown_facts(document: Document, cases: Sequence[Case]) -> None:
    """A misspelt fact would be one that the case leaves unknown."""
    for index, case in enumerate(cases):
        for model, facts in case.facts.items():
            for name in facts:
                if name in FACT_NAMES:
                    continue
                near = nearest(name, FACT_NAMES)
                raise PolicyError(
                    f"there is no fact `{name}`.",
                    location=document.locate_key(("cases", index, "facts", model, name)),
                    hint=f"Did you mean `{near}`?" if near else f"Facts are {', '.join(FACT_NAMES)}.",
                )


def _case(item: Mapping[str, Any]) -> Case:
    return Case(
        name=item["name"],
        expect=Outcome(item["expect"]),
        manifests=item["manifests"],
        as_of=date.fromisoformat(item["asOf"]) if "asOf" in item else DEFAULT_AS_OF,
        params=item.get("params", {}),
        facts=item.get("facts", {}),
        findings=tuple(f"{finding['place']} {finding['message']}" for finding in item["findings"])
        if "findings" in item
        else None,
        weights=tuple(map(_weight, item.get("findings", ()))),
    )


def _weight(finding: Mapping[str, Any]) -> Weight:
    return Weight(
        Severity(finding["severity"]) if "severity" in finding else None,
        Enforcement(finding["enforcement"]) if "enforcement" in finding else None,
    )
