"""Selecting rules: what patterns name, and what is refused."""

from __future__ import annotations

import pytest

from holdfast.errors import ConfigError
from holdfast.model.policy import Rule, Scope, Severity
from holdfast.model.selection import selected

RULES = [
    Rule(rule, "Title", Severity.LOW, Scope.MODEL)
    for rule in ("inventory/owner", "inventory/data", "diversity/families")
]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ([], [], {"inventory/owner", "inventory/data", "diversity/families"}),
        (["inventory"], [], {"inventory/owner", "inventory/data"}),
        (["*/owner"], [], {"inventory/owner"}),
        (["inventory/owner", "diversity"], [], {"inventory/owner", "diversity/families"}),
        ([], ["inventory/*"], {"diversity/families"}),
        (["inventory"], ["inventory/data"], {"inventory/owner"}),
    ],
)
def test_selection(select: list[str], ignore: list[str], expected: set[str]) -> None:
    assert expected == selected(RULES, select, ignore)


@pytest.mark.parametrize(
    ("select", "ignore", "said", "hint"),
    [
        (["inventori"], [], "there is no rule `inventori`.", "Did you mean `inventory`?"),
        ([], ["inventory/ownr"], "there is no rule `inventory/ownr`.", "Did you mean `inventory/owner`?"),
        (["zzzzz"], [], "there is no rule `zzzzz`.", "`holdfast rules` lists what there is."),
        (
            ["inventory"],
            ["inventory"],
            "no rule is left to check.",
            "Widen --select or narrow --ignore; without both all rules run.",
        ),
    ],
)
def test_what_is_refused(select: list[str], ignore: list[str], said: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        selected(RULES, select, ignore)
    assert (said, hint) == (caught.value.message, caught.value.hint)
