"""A waiver put at the end of its file, as text: what was there stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from holdfast.errors import ConfigError
from holdfast.load.waivers import waiver_document, waivers_in
from holdfast.model.document import Document
from holdfast.model.escape import escape
from holdfast.model.exceptions import Waiver

_NEW_FILE = "apiVersion: holdfast/v1\nkind: Waivers\nwaivers: []\n"
_INDENT, _GAP = "  ", " "

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_DASH = re.compile(r"( *)-( +)")
_EMPTY = re.compile(r"\[ *\](?= *(?:#.*)?[\r\n]*$)")
# What YAML reads as the text that it shows, and as nothing else.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./@+,()'-]|:(?=\S)|(?<=\S)#)*(?<! )")
_WORDS = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")


class Draft(NamedTuple):
    """A waiver that is to be written; the fields are those of `Waiver`."""

    rule: str
    subject: str
    reason: str
    owner: str
    approver: str
    expires: date
    validation: str = ""
    looked_at: str = ""


def with_waiver(raw: bytes | None, draft: Draft, shown: str) -> tuple[bytes, Waiver]:
    """Return the file `raw` (None where there is none yet) with `draft` as its last waiver, and that.

    Nothing that was there is written anew: comments, order, quotes and line ends stay. The result is
    read again; ConfigError where that is not what it was with one more, or where `raw` is wrong.
    """
    before = _NEW_FILE.encode() if raw is None else raw
    document = waiver_document(before, shown)
    text = before.decode("utf-8")
    after = "".join(_added(_LINE.findall(text), document, draft)).encode("utf-8", "surrogatepass")
    old, new = waivers_in(document), waivers_in(waiver_document(after, shown))
    if [*map(_said, old), draft] != [*map(_said, new)]:
        raise _by_hand(document, draft)
    return after, new[-1]


def _said(waiver: Waiver) -> Draft:
    return Draft(
        rule=waiver.rule,
        subject=waiver.subject,
        reason=waiver.reason,
        owner=waiver.owner,
        approver=waiver.approver,
        expires=waiver.expires,
        validation=waiver.validation,
        looked_at=waiver.looked_at,
    )


def _added(lines: Sequence[str], document: Document, draft: Draft) -> Iterator[str]:
    """Yield the lines of the file, `draft` after those of the last waiver."""
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    count = len(document.data["waivers"])
    at = document.spans["waivers",][0] - 1
    if count == 0:
        emptied, times = _EMPTY.subn("", lines[at])
        if times != 1:
            raise _by_hand(document, draft)
        yield from lines[:at]
        yield _ended(emptied.replace(": \r", ":\r").replace(": \n", ":\n"), end)
        yield from _entry(draft, _INDENT, _GAP, end)
        yield from lines[at + 1 :]
        return
    line, column, *_ = document.spans["waivers", count - 1]
    dash = _DASH.fullmatch(lines[line - 1][: column - 1])
    if dash is None:
        raise _by_hand(document, draft)
    last = _last_line(document, lines, count - 1, len(dash[1]))
    yield from lines[: last - 1]
    yield _ended(lines[last - 1], end)
    yield from _entry(draft, dash[1], dash[2], end)
    yield from lines[last:]


def _last_line(document: Document, lines: Sequence[str], index: int, indent: int) -> int:
    """Return the last line of a waiver, counted from 1, with the comments that are indented below it."""
    keys = document.data["waivers"][index]
    spans = [document.spans["waivers", index, key] for key in keys]
    last = max(end_line if end_column > 1 else end_line - 1 for _, _, end_line, end_column in spans)
    while not lines[last - 1].strip():
        last -= 1
    while last < len(lines) and re.match(rf" {{{indent + 1},}}#", lines[last]):
        last += 1
    return last


def _ended(line: str, end: str) -> str:
    return line if line.endswith(("\r", "\n")) else line + end


def _entry(draft: Draft, indent: str, gap: str, end: str) -> Iterator[str]:
    values = {
        "rule": _scalar(draft.rule),
        "subject": _scalar(draft.subject),
        "validation": _scalar(draft.validation) if draft.validation else "",
        "lookedAt": _scalar(draft.looked_at) if draft.looked_at else "",
        "reason": _scalar(draft.reason),
        "owner": _scalar(draft.owner),
        "approver": _scalar(draft.approver),
        "expires": draft.expires.isoformat(),
    }
    lead = f"{indent}-{gap}"
    for key, value in values.items():
        if value:
            yield f"{lead}{key}: {value}{end}"
            lead = " " * len(lead)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return '"' + escape(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def _by_hand(document: Document, draft: Draft) -> ConfigError:
    entry = "".join(_entry(draft, _INDENT, _GAP, "\n")).rstrip()
    return ConfigError(
        "the waiver cannot be added to what is written there without writing that anew.",
        location=document.locate_key(("waivers",)),
        hint=f"Write each waiver on lines of its own, or add this by hand: {' '.join(entry.split())}",
    )
