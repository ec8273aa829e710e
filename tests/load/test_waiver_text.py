"""A waiver put behind those that are there: nothing that was written changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.errors import ConfigError, UserError
from holdfast.load.waiver_text import Draft, with_waiver

HEAD = "apiVersion: holdfast/v1\nkind: Waivers\n"
DRAFT = Draft("a/new", "shop", "Because", "group:web", "user:anna", date(2027, 3, 31))
NEW = """\
- rule: a/new
  subject: shop
  reason: Because
  owner: group:web
  approver: user:anna
  expires: 2027-03-31
"""
OLD = NEW.replace("a/new", "a/old")
FOLDED = f"{HEAD}waivers:\n" + OLD.replace("Because", ">-\n    Two\n    lines")
LITERAL = f"{HEAD}waivers:\n" + OLD.replace("  reason: Because\n", "") + "  reason: |\n    Two\n    lines\n"
IN_BRACES = (
    f"{HEAD}waivers:\n- {{rule: a/old, subject: s, reason: r, owner: o, approver: p, expires: 2027-01-01}}\n"
)


def indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


def added(text: str | None) -> str:
    raw, waiver = with_waiver(None if text is None else text.encode(), DRAFT, "w.yaml")
    assert "a/new" == waiver.rule
    return raw.decode()


def test_where_there_is_no_file_it_is_made() -> None:
    assert f"{HEAD}waivers:\n{indented(NEW, 2)}" == added(None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}waivers:\n{OLD}", f"{HEAD}waivers:\n{OLD}{NEW}"),
        (f"{HEAD}waivers:\n{indented(OLD, 4)}", f"{HEAD}waivers:\n{indented(OLD, 4)}{indented(NEW, 4)}"),
        (f"{HEAD}waivers:\n{OLD.rstrip()}", f"{HEAD}waivers:\n{OLD}{NEW}"),
        (f"{HEAD}waivers: []\n", f"{HEAD}waivers:\n{indented(NEW, 2)}"),
        (
            f"{HEAD}waivers: [ ]  # none yet\n# end\n",
            f"{HEAD}waivers:   # none yet\n{indented(NEW, 2)}# end\n",
        ),
        (
            f"# top\n{HEAD}waivers:  # ours\n{OLD}  # renew it with legal\n\n# the end\n",
            f"# top\n{HEAD}waivers:  # ours\n{OLD}  # renew it with legal\n{NEW}\n# the end\n",
        ),
        (f"waivers:\n{OLD}{HEAD}", f"waivers:\n{OLD}{NEW}{HEAD}"),
        (FOLDED, FOLDED + NEW),
        (f"{LITERAL}\n# end\n", f"{LITERAL}{NEW}\n# end\n"),
        (IN_BRACES, IN_BRACES + NEW),
        (f"\ufeff{HEAD}waivers:\n{OLD}", f"\ufeff{HEAD}waivers:\n{OLD}{NEW}"),
    ],
    ids=[
        *("same indent", "deeper", "no line feed at the end", "empty", "empty with comments", "comments"),
        *("not the last key", "folded text", "text as last field", "entry in braces", "byte-order mark"),
    ],
)  # fmt: skip
def test_what_was_written_stays(before: str, after: str) -> None:
    assert after == added(before)


def test_line_ends_are_those_of_the_file() -> None:
    before = f"{HEAD}waivers:\n{OLD}".replace("\n", "\r\n")
    assert before + NEW.replace("\n", "\r\n") == added(before)


@pytest.mark.parametrize(
    "text",
    [
        "waivers: [{rule: a/old, subject: s, reason: r, owner: o, approver: p, expires: 2027-01-01}]\n",
        "waivers:\n-\n  " + OLD[2:],
        "waivers: [\n]\n",
    ],
    ids=["list in brackets", "dash alone", "empty on two lines"],
)
def test_what_would_have_to_be_written_anew_is_left_to_people(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        added(HEAD + text)
    assert (
        "the waiver cannot be added to what is written there without writing that anew."
        == caught.value.message
    )
    assert "w.yaml:3:1" == str(caught.value.location)
    assert caught.value.hint.endswith(
        "add this by hand: - rule: a/new subject: shop reason: Because owner: group:web approver: user:anna "
        "expires: 2027-03-31"
    )


@pytest.mark.parametrize("text", ["", "a: [", HEAD, HEAD + "waivers: 1\n"])
def test_a_file_that_is_wrong_is_not_added_to(text: str) -> None:
    with pytest.raises(UserError):
        added(text)


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: text == text.strip() and text
)


@given(words, words, words)
def test_any_text_is_read_as_it_was_given(reason: str, owner: str, subject: str) -> None:
    draft = DRAFT._replace(reason=reason, owner=owner, subject=subject, validation="named")
    raw, waiver = with_waiver(None, draft, "w.yaml")
    again, second = with_waiver(raw, DRAFT, "w.yaml")
    assert (reason, owner, subject) == (waiver.reason, waiver.owner, waiver.subject)
    assert again.startswith(raw)
    assert "a/new" == second.rule
