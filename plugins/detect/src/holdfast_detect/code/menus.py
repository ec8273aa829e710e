"""Where code that no parser here reads lists the models that there are: one of them somebody chooses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from holdfast import Mention, Role
from holdfast_detect.names import is_list_of_models
from holdfast_detect.roles import role_of_list
from holdfast_detect.values import as_choice

_LIST = re.compile(
    r"^(?P<indent>[ \t]*)(?:[\w<>\[\],.*&?]{1,80}[ \t]+){0,6}(?P<name>\w{1,80})(?=[ \t:=])"
    r"[^\n=;]{0,120}(?::=|=)[^\n;]{0,200}[\[{(][ \t]*$",
    re.MULTILINE,
)
"""The line in which a list or a table begins that is written over several, and what it is called."""

_TAKEN = re.compile(
    r"\b([A-Za-z_]\w{0,79})"
    r"(?:\[(\d{1,3})\]|\.get\((\d{1,3})\)|\.(?:first|First|getFirst|firstOrNull|FirstOrDefault)\b)"
)
"""Where one of a list is taken that nobody chooses."""

_CLOSE = "}])"
_FEW = 3
_MOST = 50  # lists of models in one file
_LONGEST = 200_000  # characters of one


def offered(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, those as choices that stand with several others in one list of models.

    One is none that the file itself takes.
    """
    spans = _spans(text) if len(mentions) >= _FEW else []
    starts = [begin for begin, _, _ in spans]
    within = [bisect_right(starts, each.at) - 1 for each in mentions]
    held = [
        at if at >= 0 and each.at < spans[at][1] else -1 for at, each in zip(within, mentions, strict=True)
    ]
    many = {at for at, number in Counter(held).items() if at >= 0 and number >= _FEW}
    used: set[int] = set()
    for span in many:
        if places := taken(text).get(spans[span][2]):
            items = sorted({each.at for at, each in zip(held, mentions, strict=True) if at == span})
            used.update(at for index, at in enumerate(items) if index in places)
    return [
        as_choice(each) if at in many and each.at not in used else each
        for at, each in zip(held, mentions, strict=True)
    ]


@lru_cache(maxsize=1)
def taken(text: str) -> Mapping[str, AbstractSet[int]]:
    """Return of which lists a file takes one by its place, as `AvailableModels[0]` does, and the places."""
    found: dict[str, set[int]] = {}
    for match in _TAKEN.finditer(text):
        found.setdefault(match[1], set()).add(int(match[2] or match[3] or 0))
    return found


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Return where lists of models begin and end, one after the other, and what they are called."""
    found: list[tuple[int, int, str]] = []
    for match in _LIST.finditer(text):
        is_inner = bool(found) and match.start() < found[-1][1]
        if not is_inner and is_list_of_models(match["name"]) and role_of_list(match["name"]) is Role.CHOICE:
            closed = [
                text.find(f"\n{match['indent']}{each}", match.end(), match.end() + _LONGEST)
                for each in _CLOSE
            ]
            if ends := [each for each in closed if each >= 0]:
                found.append((match.end(), min(ends), match["name"]))
            if len(found) >= _MOST:
                break
    return found
