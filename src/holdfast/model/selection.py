"""Which rules a run evaluates: packs, full ids and patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from holdfast.errors import ConfigError
from holdfast.model.location import Location
from holdfast.model.policy import Rule
from holdfast.model.spelling import nearest

_SIGNS = frozenset("*?[")
"""What makes more of a pattern than a name, as `fnmatch` reads it."""


def matches(pattern: str, rule_id: str) -> bool:
    """Tell whether `pattern` (a pack, a full id, or one with `*`) names the rule."""
    return bool(named([pattern], [rule_id]))


def named(patterns: Iterable[str], ids: Iterable[str]) -> frozenset[str]:
    """Return those of `ids` that one of `patterns` names."""
    # Nearly all patterns are plain names, which need not be tried one by one.
    names = set(patterns)
    wide = [pattern for pattern in names if not _SIGNS.isdisjoint(pattern)]
    return frozenset(
        rule
        for rule in ids
        if rule in names
        or rule.partition("/")[0] in names
        or any(fnmatchcase(rule, pattern) for pattern in wide)
    )


def selected(
    rules: Sequence[Rule],
    select: Iterable[str],
    ignore: Iterable[str],
    always: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Return the ids of the rules to evaluate: those of `always` whatever is selected and ignored.

    Raises ConfigError for a pattern that names no rule, and where nothing is left: a run that checks
    nothing must not look like one that found nothing.
    """
    select, ignore = tuple(select), tuple(ignore)
    ids = [rule.id for rule in rules]
    for pattern in (*select, *ignore):
        refuse_unknown(pattern, ids)
    wanted = named(select, ids) if select else frozenset(ids)
    chosen = always | (wanted - named(ignore, ids))
    if not chosen:
        raise ConfigError(
            "no rule is left to check.", hint="Widen --select or narrow --ignore; without both all rules run."
        )
    return chosen


def refuse_unknown(
    pattern: str,
    ids: Sequence[str],
    location: Location | None = None,
    existing: Callable[[], Sequence[str]] = tuple,
) -> None:
    """Raise ConfigError where `pattern`, written at `location`, names no rule of `ids`.

    `existing` returns the rules that there are, in packs that are not checked too.
    """
    if pattern in ids or named([pattern], ids):
        return
    packs = sorted({rule.partition("/")[0] for rule in named([pattern], existing())})
    if packs:
        listed = ", ".join(f"`{pack}`" for pack in packs)
        what = f"pack {listed} is" if len(packs) == 1 else f"packs {listed} are"
        raise ConfigError(
            f"the {what} not checked here, so `{pattern}` names no rule.",
            location=location,
            hint=f"Add it to `packs` of the configuration, or pass `--policies {packs[0]}` in their place.",
        )
    names = sorted({*ids, *(rule.partition("/")[0] for rule in ids)})
    near = nearest(pattern, names)
    hint = f"Did you mean `{near}`?" if near else "`holdfast rules` lists what there is."
    raise ConfigError(f"there is no rule `{pattern}`.", location=location, hint=hint)
