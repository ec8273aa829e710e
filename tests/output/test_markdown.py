from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import given

from holdfast.model.finding import Outcome, Related
from holdfast.model.report import Report
from holdfast.output.inert import inert
from holdfast.output.markdown import MARK, MAX_BYTES, render
from holdfast.output.strings import prose

from .golden_files import golden
from .reports import (
    BAD_POLICY,
    BASELINED,
    EVIL,
    FAILING,
    OWNERLESS,
    REPORTS,
    UNDECIDED,
    WAIVED,
    place,
    report,
)
from .strategies import reports

OURS = {
    *("h2", "h4", "details", "summary", "p", "strong", "code", "pre", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
NOT_SEEN = "\u200b"
# GitHub looks for these in the text of a page, whatever the Markdown was; not in code.
REFERENCES = re.compile(r"@\w|#\w|!\d|\bGH-\d", re.IGNORECASE)


class Piece(NamedTuple):
    """Some text of a page, and the elements that it is in."""

    inside: tuple[str, ...]
    text: str


class Page(HTMLParser):
    """What a reader of GitHub sees of Markdown."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.pieces: list[Piece] = []
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.comments: list[str] = []
        self.feed(github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.elements.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.pieces.append(Piece(tuple(self.open), data))

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())

    def text(self, *elements: str) -> str:
        """Return what is shown in any of `elements`, without what nobody sees."""
        texts = [each.text for each in self.pieces if set(elements) & set(each.inside)]
        return "".join(texts).replace(NOT_SEEN, "")

    def rows(self) -> int:
        return sum(tag == "tr" for tag, _ in self.elements)


def links(page: Page) -> list[str]:
    outside = [each.text for each in page.pieces if not {"code", "pre"} & set(each.inside)]
    return [each for text in outside for each in REFERENCES.findall(text)]


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_in_the_golden_file(name: str) -> None:
    actual = render(REPORTS[name]())
    assert golden(f"{name}.md", actual) == actual


@pytest.mark.parametrize("name", REPORTS)
def test_every_element_is_ours(name: str) -> None:
    page = Page(render(REPORTS[name]()))
    assert set() == {tag for tag, _ in page.elements} - OURS
    assert ["holdfast"] == page.comments
    assert [] == links(page)


@given(reports)
def test_nothing_from_a_file_shapes_the_page(made: Report) -> None:
    text = render(made)
    page = Page(text)
    assert len(text.encode("utf-8")) <= MAX_BYTES
    assert set() == {tag for tag, _ in page.elements} - OURS
    assert [] == [each for _, attributes in page.elements for each in attributes]
    assert (["holdfast"], []) == (page.comments, page.open)
    assert [] == links(page)
    there = [each for each in made.findings if each.suppression is None]
    suppressed = len(made.findings) - len(there)
    heads = bool(there) + bool(suppressed) + 1
    assert heads + len(there) + suppressed + 4 == page.rows()
    assert len(there) == sum(tag == "h4" for tag, _ in page.elements)


@pytest.mark.parametrize(
    "message",
    [
        EVIL,
        "a `span` and ``two`` and ` one",
        r"a\`b` \\ \| `|` c",
        "<img src=x onerror=y> <!-- -->",
        "[x](javascript:y) ![x](http://y) [x]: z",
        "http://x.example WWW.x.example x@x.example ftp://x mailto:x@x.example",
        "@org/team #12 org/repo#12 !3 gh-12",
        "1. * _a_ __b__ ~~c~~ &amp; &#64;x $x$",
        "a:smile:b :+1: :100: :8ball: x:1234:5",
    ],
    ids=["evil", "backticks", "backslashes", "html", "links", "addresses", "references", "marks", "emoji"],
)
def test_a_message_is_shown_letter_by_letter(message: str) -> None:
    page = Page(render(report(FAILING._replace(message=message))))
    plain = prose(message)[:300].rstrip()
    shown = page.text("td").replace("`", "")
    assert plain.replace("`", "") in shown
    assert set() == {tag for tag, _ in page.elements} - OURS
    assert [] == links(page)


@pytest.mark.parametrize("text", [":smile:", "a:+1:", ":-1:", ":8ball:", "x.yaml:100:9", "x:1234:"])
def test_nothing_is_an_emoji(text: str) -> None:
    name = re.compile(r":[a-z0-9_+-]+:")
    assert name.search(text)
    assert not name.search(inert(text))


@pytest.mark.parametrize("text", ["x.yaml:99:10: fail", "12:30:45", "a: b: c", "a::b", "ok:"])
def test_a_place_and_a_time_are_no_emoji_and_stay_as_they_are(text: str) -> None:
    assert text == inert(text)


def test_the_verdict_is_first_and_details_are_folded() -> None:
    text = render(report(FAILING, OWNERLESS, BAD_POLICY))
    page = Page(text)
    assert text.startswith(f"{MARK}\n## ")
    assert (
        "\u274c Holdfast: 1 policy could not be evaluated; 2 findings: 1 high, 1 low (exit code 2)."
        == page.text("h2")
    )
    assert "Details of 3 findingsWhat was looked at" == page.text("summary")
    assert (
        "policy error: house/originhigh: sovereignty/regulated-data-originlow: inventory/owner"
        == page.text("h4")
    )
    assert "^^^^^^^^" in page.text("pre")
    assert all("details" in each.inside for each in page.pieces if {"h4", "pre"} & set(each.inside))


@pytest.mark.parametrize(
    ("expected", "made"),
    [
        ("\u2705 Holdfast: No findings (exit code 0).", report()),
        ("\u26a0\ufe0f Holdfast: No findings that count (exit code 0).", report(WAIVED)),
        ("\u274c Holdfast: 1 finding: 1 high, undecided (exit code 1).", report(UNDECIDED)),
        (
            "\u274c Holdfast: Nothing to check: no manifest was found (exit code 3).",
            report(manifests=(), counts=()),
        ),
        ("\u26a0\ufe0f Holdfast: 1 finding: 1 high (exit code 0).", report(FAILING, exit_zero=True)),
        (
            "\u26a0\ufe0f Holdfast: No findings, but no rule applied to anything (exit code 0).",
            report(counts=()),
        ),
    ],
    ids=["clean", "waived", "undecided", "nothing", "exit-zero", "nothing-applies"],
)
def test_verdict(expected: str, made: Report) -> None:
    assert expected == Page(render(made)).text("h2")


def test_suppressed_findings_are_listed_apart() -> None:
    page = Page(render(report(WAIVED, BASELINED)))
    assert "2 suppressed findingsWhat was looked at" == page.text("summary")
    assert "waiver: until 2027-03-31, approved by user:risk for group:web: Pilot until March" in page.text(
        "td"
    )
    assert "baseline: accepted in .holdfast-baseline.json" in page.text("td")


def test_an_excerpt_cannot_end_its_block() -> None:
    source = "a: ````` ``` </details>"
    made = report(FAILING._replace(place=place("m.yaml", source, 1, 1, 2)))
    assert source in Page(render(made)).text("pre")


def test_of_too_many_findings_the_worst_are_kept() -> None:
    many = [
        OWNERLESS._replace(subject=f"a/{number:04}", message=f"message {number:04} \U0001f9ea")
        for number in range(3000)
    ]
    text = render(report(*many, FAILING, BAD_POLICY, *[WAIVED] * 1000))
    assert MAX_BYTES * 0.8 < len(text.encode("utf-8")) <= MAX_BYTES
    page = Page(text)
    assert "policy error: house/originhigh: sovereignty/regulated-data-origin" == page.text("h4")[:65]
    shown = page.text("td").count("message 0")
    assert f"{3002 - 2 - shown:,} more findings left out here;" in page.text("p")
    details = sum(tag == "h4" for tag, _ in page.elements)
    assert f"Details of the {details:,} worst of 3,002 findings1,000 suppressed findings" in page.text(
        "summary"
    )
    assert re.search(r"\d+ more findings left out here", page.text("details"))


def test_of_long_lists_of_notes_the_first_are_kept() -> None:
    text = render(report(notes=tuple(f"Note {number}." + "x" * 2000 for number in range(40))))
    assert "30 more notes" in Page(text).text("li")
    assert len(text.encode("utf-8")) <= MAX_BYTES


def test_details_that_do_not_fit_are_left_out_with_their_fold() -> None:
    long = FAILING._replace(
        outcome=Outcome.FAIL,
        related=tuple(Related("\u6a21" * 990, FAILING.place._replace(excerpt=())) for _ in range(10)),
        notes=tuple("\u6a21" * 990 for _ in range(10)),
        help="\u6a21" * 990,
        message="\u6a21" * 990,
    )
    text = render(report(long, unreadable=("\u6a21" * 500,) * 10, manifests=("\u6a21" * 500,) * 10))
    assert ("", 0) == (Page(text).text("h4"), text.count("Details of"))
    assert len(text.encode("utf-8")) <= MAX_BYTES
