"""ARNs of Bedrock: the models that policies and templates name by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention

_NAMED = re.compile(
    r"arn:(?:aws[\w-]*|\$\{[^{}\n]*\}):bedrock:(?P<region>[\w-]*)[^\s\"']*?:"
    r"(?:foundation-model|inference-profile)/(?P<model>[A-Za-z0-9][\w.:-]*)(?=[\"'\s\\]|\Z)"
)


def in_arns(text: str) -> Iterator[Mention]:
    """Yield the models that ARNs in a text name, but for those in comments that begin a line."""
    if "foundation-model/" not in text and "inference-profile/" not in text:
        return
    for match in _NAMED.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].lstrip()
        if not line.startswith(("#", "//")):
            region, model = match["region"], match["model"]
            yield Mention(match[0], match.start(), Grade.INFERRED, "bedrock", region, model=model)
