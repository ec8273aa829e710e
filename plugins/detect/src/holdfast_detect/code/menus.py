"""Where code that no parser here reads lists the models that there are: one of them somebody chooses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from holdfast import Mention, Role
from holdfast_detect.names import is_list_of_models, role_of_list
from holdfast_detect.values import as_choice

_LIST = re.compile(
    r"^(?P<indent>[ \t]*)(?:[\w<>\[\],.*&?]{1,80}[ \t]+){0,6}(?P<name>\w{1,80})(?=[ \t:=])"
    r"[^\n=;]{0,120}(?::=|=)[^\n;]{0,200}[\[{(][ \t]*$",
    re.MULTILINE,
)
"""The line in which a list or a table begins that is written over several, and what it is called."""

_CLOSE = "}])"
_FEW = 3
_MOST = 50  # lists of models in one file
_LONGEST = 200_000  # characters of one


def offered(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, those as choices that stand with several others in one list of models."""
    spans = _spans(text) if len(mentions) >= _FEW else []
    starts = [begin for begin, _ in spans]
    within = [bisect_right(starts, each.at) - 1 for each in mentions]
    held = [
        at if at >= 0 and each.at < spans[at][1] else -1 for at, each in zip(within, mentions, strict=True)
    ]
    many = {at for at, number in Counter(held).items() if at >= 0 and number >= _FEW}
    return [as_choice(each) if at in many else each for at, each in zip(held, mentions, strict=True)]


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where lists of models begin and end, one after the other."""
    found: list[tuple[int, int]] = []
    for match in _LIST.finditer(text):
        is_inner = bool(found) and match.start() < found[-1][1]
        if not is_inner and is_list_of_models(match["name"]) and role_of_list(match["name"]) is Role.CHOICE:
            closed = [
                text.find(f"\n{match['indent']}{each}", match.end(), match.end() + _LONGEST)
                for each in _CLOSE
            ]
            if ends := [each for each in closed if each >= 0]:
                found.append((match.end(), min(ends)))
            if len(found) >= _MOST:
                break
    return found
