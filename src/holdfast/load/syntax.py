"""What libyaml says about broken YAML, in plain words."""

from __future__ import annotations

from yaml.error import Mark, MarkedYAMLError

from holdfast.model.document import Span
from holdfast.model.escape import quoted

Words = tuple[str, str]
"""A message and what to do next."""

_COLON = "Write `key: value`, with a space after the colon. A text that holds `: ` or ` #` goes in quotes."
_INDENT = "Check the indentation: the keys of one mapping, and the entries of one list, start in one column."
_TAB: Words = ("A tab cannot indent YAML.", "Indent with spaces.")

_WORDS: dict[str, Words] = {
    "could not find expected ':'": ("A key is not followed by a colon.", _COLON),
    "mapping values are not allowed in this context": (
        "A `key: value` cannot stand here.",
        _COLON + " " + _INDENT,
    ),
    "mapping keys are not allowed in this context": ("A key cannot stand here.", _INDENT),
    "block sequence entries are not allowed in this context": (
        "A list entry (`- `) cannot stand here.",
        "Put each entry on a line of its own. A text that starts with `- ` goes in quotes.",
    ),
    "did not find expected key": ("A key was expected here.", _INDENT + " " + _COLON),
    "did not find expected '-' indicator": ("A list entry (`- `) was expected here.", _INDENT),
    "did not find expected ',' or ']'": (
        "A list in brackets is not closed, or an entry of it lacks its comma.",
        "Write `[first, second]`. A text that starts with `[` goes in quotes.",
    ),
    "did not find expected ',' or '}'": (
        "A mapping in braces is not closed, or an entry of it lacks its comma.",
        "Write `{key: value, other: value}`. A text that starts with `{` goes in quotes.",
    ),
    "did not find expected node content": (
        "A value was expected here.",
        "Write a value, or put the text in quotes.",
    ),
    "found unexpected end of stream": ("A quote is opened but never closed.", "Close it."),
    "found unexpected document indicator": (
        "A quote is opened but not closed before the document ends.",
        "Close it.",
    ),
    "found unknown escape character": (
        "A backslash in double quotes starts an escape that YAML does not know.",
        "Write two backslashes for one, or use single quotes.",
    ),
    "did not find expected hexdecimal number": (
        "An escape in double quotes lacks hexadecimal digits.",
        r"Write `\x1F`, `\u001F` or `\U0000001F`, or use single quotes.",
    ),
    "found invalid Unicode character escape code": (
        "An escape in double quotes is not a character.",
        "Write the character itself.",
    ),
    "found a tab character where an indentation space is expected": _TAB,
    "found a tab character that violates indentation": _TAB,
    "did not find expected alphabetic or numeric character": (
        "A name of letters and digits was expected after `&` or `*`.",
        "A text that starts with `&` or `*` goes in quotes.",
    ),
    "did not find expected comment or line break": (
        "After `|` or `>` the text starts on the next line.",
        "Put the text on the next line, indented, or put it in quotes.",
    ),
    "did not find expected <document start>": ("The document ended before this line.", _INDENT),
    "found incompatible YAML document": (
        "This version of YAML is not supported.",
        "Remove the `%YAML` line.",
    ),
    "found undefined tag handle": (
        "Explicit tags (`!name`) are not supported.",
        "Remove the tag; a text that starts with `!` goes in quotes.",
    ),
}

_AT_CONTEXT = (
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "found unexpected end of stream",
    "found unexpected document indicator",
)
"""Where the mistake is at the start of what was being read, not where the reader gave up."""


def explain(error: MarkedYAMLError, text: str) -> tuple[Words, Span]:
    """Return what `error`, raised by libyaml for `text`, means, and where the mistake is."""
    problem = error.problem or ""
    mark = error.problem_mark
    if problem in _AT_CONTEXT and error.context_mark is not None:
        mark = error.context_mark
    return _words(problem, text, mark), _span(text, mark)


def _words(problem: str, text: str, mark: Mark | None) -> Words:
    if problem == "found character that cannot start any token" and mark is not None:
        character = text[mark.index : mark.index + 1]
        if character == "\t":
            return _TAB
        return f"A value cannot start with {quoted(character)}.", "Put the text in quotes."
    if problem in _WORDS:
        return _WORDS[problem]
    return (
        f"This is not valid YAML: {problem or 'it cannot be read'}.",
        "Check this line and the one before it.",
    )


def _span(text: str, mark: Mark | None) -> Span:
    if mark is None:
        return (1, 1, 1, 1)
    index = min(mark.index, len(text))
    if index == len(text):  # the end of the file: show the last thing that was written
        kept = text.rstrip()
        line = kept.count("\n") + 1
        column = len(kept) - (kept.rfind("\n") + 1) + 1
        return (line, column, line, column)
    width = 0 if text[index] in "\r\n" else 1
    return (mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + width)
