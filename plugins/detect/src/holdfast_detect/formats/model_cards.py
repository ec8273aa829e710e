"""Model cards of Hugging Face: what a model was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Role, Source

_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<data>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)


def find(source: Source) -> Iterator[Mention]:
    """Yield the base models of the card's data."""
    front = _FRONT.match(source.text)
    if front is None:
        return
    for document in source.yaml(front.start("data"), front.end("data")):
        bases = document.at("base_model")
        for base in bases.entries or (bases,):
            if base.text:
                yield Mention(base.text, source.within(base, base.text), host="huggingface", role=Role.BASE)


DETECTOR = Detector(
    name="model-cards",
    summary="model cards of Hugging Face",
    files=("*.md",),
    find=find,
    marks=("base_model",),
)
