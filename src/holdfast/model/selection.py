"""Which rules a run evaluates: packs, full ids and patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from holdfast.errors import ConfigError
from holdfast.model.location import Location
from holdfast.model.policy import Rule


def matches(pattern: str, rule_id: str) -> bool:
    """Tell whether `pattern` (a pack, a full id, or one with `*`) names the rule."""
    return rule_id.partition("/")[0] == pattern or fnmatchcase(rule_id, pattern)


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
    chosen = always.union(
        rule
        for rule in ids
        if (not select or any(matches(pattern, rule) for pattern in select))
        and not any(matches(pattern, rule) for pattern in ignore)
    )
    if not chosen:
        raise ConfigError(
            "no rule is left to check.", hint="Widen --select or narrow --ignore; without both all rules run."
        )
    return chosen


def refuse_unknown(pattern: str, ids: Sequence[str], location: Location | None = None) -> None:
    """Raise ConfigError where `pattern`, written at `location`, names no rule of `ids`."""
    if any(matches(pattern, rule) for rule in ids):
        return
    names = sorted({*ids, *(rule.partition("/")[0] for rule in ids)})
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(pattern, names, 1)
    hint = f"Did you mean `{near[0]}`?" if near else "`holdfast rules` lists what there is."
    raise ConfigError(f"there is no rule `{pattern}`.", location=location, hint=hint)
