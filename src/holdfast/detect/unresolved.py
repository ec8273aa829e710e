"""Ids that are no model's own: variables, templates, wildcards and placeholders, and what they stand for."""

from __future__ import annotations

import re

_DEFAULT = re.compile(r"\$\{[A-Za-z_]\w*:?-([^${}]*)\}")
_AUTOMATIC = ("autodetect", "auto", "default", "auto_router/", "openrouter/auto")

_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"os\.environ/|\benv\(|process\.env\b|\{\{\s*env\."), "it is read from the environment"),
    (re.compile(r"\{\{|\}\}|\{%|%\}"), "a template fills it in"),
    (re.compile(r"\$\(|\$\{|\$[A-Za-z_]|%[A-Za-z_]\w*%"), "it is a variable"),
    (re.compile(r"\{[A-Za-z_][\w.]*\}"), "a template fills it in"),
    (re.compile(r"^(?:/|~/|\.\.?/|file:)"), "it is a path"),
    (re.compile(r"<[^>]*>|\.\.\.|…"), "it is a placeholder"),
    (re.compile(r"(?i)(?:^|[/_-])(?:your|my)[_-](?:model|deployment|org|custom|fine)|^(?:todo|changeme|change-me|replace[-_]me|xxx+|none|null|model[-_]?(?:name|id)?)$"),
     "it is a placeholder"),
    (re.compile(r"\*|\[[^\]]*\]|\.\+|^\^|\$$"), "it stands for any model"),
)  # fmt: skip


def followed(text: str) -> str:
    """Return what an id stands for: itself, or the defaults of its shell variables; empty if not known."""
    plain = _DEFAULT.sub(lambda match: match[1], text)
    return "" if why_unresolved(plain) else plain


def why_unresolved(text: str) -> str:
    """Return in a clause why `text` names no model by itself, or an empty string."""
    if not text.strip():
        return "it is empty"
    if text.lower() in _AUTOMATIC or text.lower().startswith("auto_router/"):
        return "the host chooses the model"
    return next((reason for pattern, reason in _KINDS if pattern.search(text)), "")
