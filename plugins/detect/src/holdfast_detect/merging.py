"""Several mentions of one id in one place, as where a constant is set and then used: they add up to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from holdfast import Grade, Mention, Role

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
    role = first.role or second.role
    if role is Role.CHOICE and first.role is not role:
        role = None  # what is in a list, and surely used as well, is no mere choice
    return first._replace(
        host=first.host or second.host,
        region=first.region or second.region,
        role=role,
        model=first.model or second.model,
        certain=first.certain or second.certain,
    )
