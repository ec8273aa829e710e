"""Ids that are no model's own: variables, templates, wildcards and placeholders, and what they stand for."""

from __future__ import annotations

import re

_DEFAULT = re.compile(r"\$\{[A-Za-z_]\w*:?-([^${}]*)\}")
_MOST_NESTED = 3
_AUTOMATIC = ("autodetect", "auto", "default", "auto_router/", "openrouter/auto")

_KINDS = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"os\.environ/|\benv\(|process\.env\b|\{\{\s*env\.", "it is read from the environment"),
        (r"\{\{|\}\}|\{%|%\}", "a template fills it in"),
        (r"\$\(|\$\{|\$[a-z_]|%[a-z_]\w*%", "it is a variable"),
        (r"\{[a-z_][\w.]*\}", "a template fills it in"),
        (r"^(?:/|~/|\.\.?/|file:)", "it is a path"),
        (r"<[^>]*>|\.\.\.|…", "it is a placeholder"),
        (r"(?:^|[/:_-])(?:your[_-]\w|my[_-](?:model|deployment)(?:$|[_-]))", "it is a placeholder"),
        (
            r"^(?:todo|change-?me|replace[-_]me|xxx+|none|null|model(?:[-_]?(?:name|id))?)$",
            "it is a placeholder",
        ),
        (r"\*|\[[^\]]*\]|\.\+|^\^|\$$", "it stands for any model"),
    )
)
"""What an id shows by itself, and what that says of it; the first that fits counts."""


def followed(text: str) -> str:
    """Return what an id stands for: itself, or the defaults of its shell variables; empty if not known."""
    for _ in range(_MOST_NESTED):
        text = _DEFAULT.sub(lambda match: match[1], text)
    return "" if why_unresolved(text) else text


def why_unresolved(text: str) -> str:
    """Return in a clause why `text` names no model by itself, or an empty string."""
    if not text.strip():
        return "it is empty"
    if text.lower() in _AUTOMATIC or text.lower().startswith("auto_router/"):
        return "the host chooses the model"
    return next((reason for pattern, reason in _KINDS if pattern.search(text)), "")
