"""`holdfast.kit.markdown`: what strangers wrote is shown as they wrote it, and is no Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.kit.markdown import anchor, code, fenced, link, paragraph, prose, table

HOSTILE = st.text(st.sampled_from("`*_[]()<>|\\$~#-!&;:\n\r\t a1\u202e\x1b"), max_size=20)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Set `role: fallback` on it.", "Set `role: fallback` on it."),
        ("several\n  lines\tof text", "several lines of text"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("![x](https://evil.example)", r"!\[x\](https://evil.example)"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("**bold** and _not_ ~~so~~", r"\*\*bold\*\* and \_not\_ \~\~so\~\~"),
        ("a | b", r"a \| b"),
        ("one ` backquote", "one &#96; backquote"),
        ("``two`` <b>", "&#96;&#96;two&#96;&#96; &lt;b>"),
        ("`<b>` is code, <b> is not", "`<b>` is code, &lt;b> is not"),
        (r"`a\|b`", r"<code>a&#92;&#124;b</code>"),
        ("&lt; is written so", "&amp;lt; is written so"),
        ("mailto:a@b.example", r"mailto\:a@b.example"),
        ("\u202eright to left\x1b[2J", r"\\u202eright to left\\x1b\[2J"),
    ],
)
def test_prose(text: str, shown: str) -> None:
    # What is invisible is written out first; then a backslash is one.
    assert shown == prose(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# no heading", r"\# no heading"),
        ("> no quotation", r"\> no quotation"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("2) no list", r"2\) no list"),
        ("--- no rule", r"\--- no rule"),
        ("    no code", "no code"),
        ("2026 is a year", "2026 is a year"),
    ],
)
def test_paragraph(text: str, shown: str) -> None:
    assert shown == paragraph(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gpt-5.5", "`gpt-5.5`"),
        ("a*b", "`a*b`"),
        ("a`b", "<code>a&#96;b</code>"),
        ("<b>|*", "<code>&lt;b&gt;&#124;&#42;</code>"),
        ("", "<code></code>"),
        ("two\nlines", "`two lines`"),
    ],
)
def test_code(text: str, shown: str) -> None:
    assert shown == code(text)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/b?c=d#e", "[dora art-1](https://a.example/b?c=d#e)"),
        ("http://a.example", "[dora art-1](http://a.example)"),
        ('https://a.example/(x) "y" <z>', "[dora art-1](https://a.example/%28x%29%20%22y%22%20%3Cz%3E)"),
        ("https://a.example)[x](javascript:1", "[dora art-1](https://a.example%29%5Bx%5D%28javascript:1)"),
        ("javascript:alert(1)", "dora art-1"),
        ("data:text/html,x", "dora art-1"),
        ("//a.example", "dora art-1"),
        ("", "dora art-1"),
    ],
)  # fmt: skip
def test_link(url: str, shown: str) -> None:
    assert shown == link("dora art-1", url)


def test_the_words_of_a_link_are_no_markdown() -> None:
    assert r"[a\](https://b.example) \[c](https://d.example)" == link(
        "a](https://b.example) [c", "https://d.example"
    )


@pytest.mark.parametrize(
    ("text", "fence"),
    [("plain", "```"), ("```\nyaml", "````"), ("a ````` b", "``````")],
    ids=["none", "3", "5"],
)
def test_a_block_is_closed_only_at_its_end(text: str, fence: str) -> None:
    assert f"{fence}yaml\n{text}\n{fence}" == fenced(f"{text}\n\n", "yaml")


def test_anchor() -> None:
    assert "acmepinned-models" == anchor("acme/pinned-models")


@example("a\\|b")
@example("`a|b`")
@given(HOSTILE)
def test_a_cell_is_one_cell_on_one_line(text: str) -> None:
    for cell in (prose(text), code(text), link(text, "https://a.example")):
        lines = table(("one", "two"), [(cell, "x")]).split("\n")
        assert 3 == len(lines)
        # GitHub ends a cell at each `|` that no backslash stands before; it reads pairs from the left.
        assert 3 == re.sub(r"\\[!-/:-@\[-`{-~]", "", lines[2]).count("|")


@given(HOSTILE)
@example("\\`1`")  # an escaped backslash, and then code
def test_no_tag_and_no_link_is_made(text: str) -> None:
    spans = r"(?<![`\\])((?:\\\\)*)`[^`]+`(?!`)"
    outside = re.sub(spans, r"\1", re.sub(r"</?code>", "", prose(text)))
    assert not re.search(r"<|`", outside)
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]*_~|$]", outside)
