"""Several mentions of one id in one place, as where a constant is set and then used: they add up to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdfast import Grade, Mention

_SURENESS = tuple(Grade)


def merged(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield one mention for each id and place, with what any of them knows."""
    found: dict[tuple[int, str], Mention] = {}
    for each in mentions:
        known = found.get((each.at, each.id))
        found[each.at, each.id] = each if known is None else _both(known, each)
    yield from found.values()


def _both(one: Mention, other: Mention) -> Mention:
    first, second = sorted((one, other), key=lambda each: (_SURENESS.index(each.grade), not each.certain))
    return first._replace(
        host=first.host or second.host,
        region=first.region or second.region,
        role=first.role or second.role,
        model=first.model or second.model,
        certain=first.certain or second.certain,
    )
