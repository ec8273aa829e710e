"""A pattern of model names: a small glob that is matched in linear steps and never backtracks."""

import re
from typing import NamedTuple

_DECIMAL_P = re.compile(r"(?<=\d)p(?=\d)")
_SEPARATORS = str.maketrans({"_": "-", ".": "-", ":": "-", "@": "-", " ": "-"})


def canonical(name: str) -> str:
    """Return `name` as patterns see it: lower case, `.`, `_`, `:`, `@` as `-`, `v3p1` as `v3-1`.

    Hosts spell one release in several ways (`Llama-3.1`, `llama3-1`, `llama-v3p1`); a pattern says it once.
    """
    return _DECIMAL_P.sub("-", name.lower()).translate(_SEPARATORS)


class Pattern(NamedTuple):
    """A compiled glob: `*` is any text, `#` one digit, everything else itself.

    `context` is what stood before a `/` in the pattern (`deepgram/base*`): a provider, publisher or
    operator that the id must name as well; empty where the name alone is enough. `weight` counts the
    literal characters: of two patterns that match, the heavier is the more specific.
    """

    text: str
    context: str
    parts: tuple[str, ...]
    weight: int

    def matches(self, name: str) -> bool:
        """Return whether the whole of `name` (in canonical spelling) matches, whatever the context."""
        first, *middle = self.parts
        if not _is_at(first, name, 0):
            return False
        if not middle:
            return len(first) == len(name)
        last = middle.pop()
        at, end = len(first), len(name) - len(last)
        if end < at or not _is_at(last, name, end):
            return False
        for part in middle:
            found = _find(part, name, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True


def compile_pattern(text: str) -> Pattern:
    """Return the pattern that `text` spells; ValueError says what is wrong with it."""
    context, _, name = text.rpartition("/")
    parts = tuple(canonical(name).split("*"))
    weight = sum(len(part) for part in parts)
    if not name:
        raise ValueError("a pattern names something after its `/`")
    if weight == 0 and not context:
        raise ValueError("a pattern without any letter matches everything")
    return Pattern(text, canonical(context), parts, weight)


def _is_at(part: str, name: str, at: int) -> bool:
    """Return whether `part` stands in `name` at that index."""
    if "#" not in part:
        return name.startswith(part, at)
    if at + len(part) > len(name):
        return False
    return all(
        want == have or (want == "#" and have in "0123456789")
        for want, have in zip(part, name[at : at + len(part)], strict=True)
    )


def _find(part: str, name: str, start: int, end: int) -> int:
    """Return the first index from `start` at which `part` stands and ends by `end`, or -1."""
    if "#" not in part:
        return name.find(part, start, end)
    return next((at for at in range(start, end - len(part) + 1) if _is_at(part, name, at)), -1)
