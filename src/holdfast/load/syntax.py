"""What libyaml says about broken YAML, in plain words."""

from __future__ import annotations

from yaml.error import Mark, MarkedYAMLError

from holdfast.load.regions import Refusal
from holdfast.model.document import Span
from holdfast.model.escape import quoted

Words = tuple[str, str]
"""A message and what to do next."""

_COLON = "Write `key: value`, with a space after the colon. A text that holds `: ` or ` #` goes in quotes."
_INDENT = "Check the indentation: the keys of one mapping, and the entries of one list, start in one column."
_QUOTES = "Put the whole text in quotes."
_INDENTED: Words = ("The indentation of this line fits nothing before it.", _INDENT)
_TAB: Words = ("A tab cannot indent YAML.", "Indent with spaces.")

TAGGED: Words = (
    "Explicit tags (`!name`) are not supported.",
    "Remove the tag; a text that starts with `!` goes in quotes.",
)

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
    "found unexpected ':'": ("A colon needs a space after it here.", _COLON),
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
    "found undefined tag handle": TAGGED,
}

_AT_CONTEXT = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "found unexpected document indicator",
)
"""Where the mistake is at the start of what was being read, not where the reader gave up."""

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


def explain(error: MarkedYAMLError, text: str) -> Refusal:
    """Return what `error`, raised by libyaml for `text`, means, and where the mistake is."""
    problem, mark, context = error.problem or "", error.problem_mark, error.context_mark
    if mark is None or (context is not None and (problem in _AT_CONTEXT or not text[mark.index :].strip())):
        mark = context
    if (error.context or "").endswith("scanning a tag"):
        return Refusal(*TAGGED, _span(text, context))
    message, advice = _words(problem, text, mark)
    is_bracket = problem.startswith("did not find expected ','")
    opened = _span(text, context) if is_bracket and context is not None and context is not mark else None
    return Refusal(message, advice, _span(text, mark), ("opened here", opened) if opened else None)


def _words(problem: str, text: str, mark: Mark | None) -> Words:
    if mark is None:
        return _unknown(problem)
    line_start = text.rfind("\n", 0, mark.index) + 1
    if text.startswith(_CONFLICT, line_start):
        return (
            "A merge conflict is not resolved here.",
            "Keep one side, and remove the lines that mark the two.",
        )
    if problem == "found character that cannot start any token":
        character = text[mark.index : mark.index + 1]
        return _TAB if character == "\t" else (f"A value cannot start with {quoted(character)}.", _QUOTES)
    if problem == "did not find expected key":
        is_first = not text[line_start : mark.index].strip()
        return _INDENTED if is_first else ("Nothing more can stand after this value.", _QUOTES)
    if problem == "did not find expected node content" and not text[mark.index :].strip():
        return "A value was expected here.", "A list or mapping is opened but never closed: close it."
    return _WORDS.get(problem) or _unknown(problem)


def _unknown(problem: str) -> Words:
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
        line, column = kept.count("\n") + 1, len(kept) - kept.rfind("\n")
        return (line, column, line, column)
    width = 0 if text[index] == "\n" else 1
    return (mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + width)
