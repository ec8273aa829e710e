"""What models are for by the names of what holds or lists them, and which are only to choose from."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from holdfast import Role
from holdfast_detect.names import snake

_ROLES = (
    ("EMBED", Role.EMBEDDING),
    ("RERANK", Role.RERANK),
    ("FALLBACK", Role.FALLBACK),
    ("BACKUP", Role.FALLBACK),
    ("JUDGE", Role.JUDGE),
    ("GRADER", Role.JUDGE),
    ("(?<!RETRI)EVAL(?!UATED)", Role.JUDGE),
    ("MODERATION", Role.GUARDRAIL),
    ("GUARD", Role.GUARDRAIL),
)
_BY_PURPOSE = re.compile(
    r"(?:^|_)(?:DEFAULTS?|TIERS?|TASKS?|AGENTS?|ROLES?|STAGES?|STEPS?|PURPOSES?|ROUTES?|ROUTING|(?<!OPEN_)ROUTER)(?:$|_)"
)
"""Words in the name of a table that says which model is used for what, or by default."""

_EACH_USED = re.compile(
    r"(?:^|_)(?:EVALS?|EVALUATIONS?|BENCH\w*|TESTS?|TESTED|EVALUATED|COMPARED?|ENSEMBLE|PANEL|COUNCIL)(?:$|_)"
)
"""Words in the name of a list or a table of which each model is used."""

_OFFERED = re.compile(
    r"(?:^|_)(?:AVAILABLE|SUPPORTED|ALLOWED|ALLOWLIST|OPTIONS?|CHOICES|VALID|KNOWN|SELECT\w*|CATALOG\w*|REGISTRY|ALL)(?:$|_)"
    r"|(?:^|_)DEFAULT_(?:\w+_)?MODELS?_LIST$"
)
"""Words in the name of a list or a table from which somebody chooses, whatever its keys are."""

_FOR_PEOPLE = (
    "label", "displayName", "display_name", "pricing", "price", "capabilities", "imageInput", "platformLink",
    "icon", "logo", "badge", "tier",
)  # fmt: skip
"""Keys of what a page shows of a model from which people choose."""

_IN_WORDS = re.compile(r"[a-z]{3,}")


def role_of(name: str) -> Role | None:
    """Return what a model is for by the name of what holds it."""
    return next((role for pattern, role in _ROLES if re.search(pattern, name.upper())), None)


def role_of_list(
    name: str, entries: Iterable[tuple[str, str]] = (), *, of_lists: bool = False
) -> Role | None:
    """Return what the models of a list or a table are for: to choose from, unless its name or keys tell.

    `entries` are the keys and the texts of a table. Keys that say for what each model is used (`fast`,
    `summarise`, the name of a vendor) choose; those that are other names of the models do not. Where each
    key has several models, `of_lists`, it does not say which.
    """
    words, role = snake(name).upper(), role_of(name)
    if is_offered(name):
        return Role.CHOICE
    if role in (Role.FALLBACK, Role.JUDGE):
        return role
    alike = [is_alike(key, text) for key, text in entries]
    is_by_key = bool(alike) and sum(alike) * 2 < len(alike)
    is_by_purpose = not of_lists and bool(_BY_PURPOSE.search(words))
    return None if is_by_key or is_by_purpose or _EACH_USED.search(words) else Role.CHOICE


def is_offered(name: str) -> bool:
    """Tell whether a list is called as one from which somebody chooses: `available_models`."""
    return bool(_OFFERED.search(snake(name).upper()))


def lists_offers(name: str) -> bool:
    """Tell whether a name is one of several from which somebody chooses, and not of the one selected."""
    return name[-1:] in "sS" and is_offered(name)


def role_of_constant(name: str, text: str) -> Role | None:
    """Return what the model of a constant is for: what is only called as it is, is to choose."""
    is_only_called_so = all(word in text.lower() for word in _words(name))
    return role_of(name) or (Role.CHOICE if is_only_called_so else None)


def is_offer(fields: Container[str]) -> bool:
    """Tell whether an object with these keys says how a model is shown, or what it costs."""
    return ("modelId" in fields and "modelName" in fields) or any(key in fields for key in _FOR_PEOPLE)


def is_alike(key: str, text: str) -> bool:
    """Tell whether a key is but another name of its model, as `sonnet` of `claude-sonnet-4`."""
    return any(word in text.lower() for word in _words(key))


def _words(name: str) -> list[str]:
    return _IN_WORDS.findall(name.lower()) or [name.lower()]
