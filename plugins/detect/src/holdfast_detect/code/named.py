"""Constants in code that no parser here reads, whatever they are called: others may ask for them by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from holdfast import Role
from holdfast_detect.names import may_hold_any
from holdfast_detect.roles import role_of_constant

_CONSTANT = re.compile(
    r"^[ \t]*(?:(?:public|private|protected|internal|pub|export)(?:\([^()\n]{0,20}\))?[ \t]+)?"
    r"(?:(?:static[ \t]+(?:final|readonly)|final[ \t]+static|const(?:[ \t]+val)?|static|readonly)[ \t]+)"
    r"(?:(?:String|string|let|var)[ \t]+)?(?P<name>[A-Za-z_]\w{1,60})"
    r"(?:[ \t]*:[ \t]*(?:&(?:'static[ \t]+)?str|String)|[ \t]+string)?[ \t]*=[ \t]*"
    r"\"(?P<id>[^\"\s\\$]{2,160})\"",
    re.MULTILINE,
)
"""One of Java, C#, Kotlin, Go, Rust, Swift or PHP, in a line of its own."""

_OF_ANY = re.compile(r"(?i)(?:^|(?<=_))(?:chat|model|llm|ai|name|id)(?:_|$)")
"""Words of a name that say no more than that it is one of a model."""

_ASKED = re.compile(r"[mM]odel\w{0,40}\"?[ \t]*[(:=][ \t]*(?:\w{1,60}\.)?([A-Za-z_]\w*)")
"""A constant in the place of a model."""

_JOINT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Named(NamedTuple):
    """A constant, the text that it is, its offset, and what its model is for."""

    name: str
    id: str
    at: int
    role: Role | None


def named(text: str) -> Iterator[Named]:
    """Yield the constants that may be models; one is to choose that is only called as it is, and not used."""
    found = [
        each for each in _CONSTANT.finditer(text) if may_hold_any(each["name"]) and not each["id"].isupper()
    ]
    asked = {match[1] for match in _ASKED.finditer(text)} if found else set()
    for match in found:
        name = match["name"]
        rest = _OF_ANY.sub("", _JOINT.sub("_", name)).strip("_")
        role = role_of_constant(rest, match["id"]) if rest else None
        is_asked = role is Role.CHOICE and name in asked
        yield Named(name, match["id"], match.start("id"), None if is_asked else role)
