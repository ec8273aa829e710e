"""SPDX 3: the AI packages of a software bill of materials."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source

_TYPES = ("ai_AIPackage", "AIPackage", "https://spdx.org/rdf/3.0.1/terms/AI/AIPackage")


def find(source: Source) -> Iterator[Mention]:
    """Yield each package of the AI profile by its name."""
    for node in source.json().walk():
        name = node.at("name")
        if (node.at("type").text in _TYPES or node.at("@type").text in _TYPES) and name.text:
            host = node.at("software_downloadLocation").text
            yield Mention(name.text, source.within(name, name.text), host=host)


DETECTOR = Detector(
    name="spdx",
    summary="SPDX 3 documents of the AI profile",
    files=("*.json", "*.jsonld", "*.spdx"),
    find=find,
    marks=("AIPackage",),
)
