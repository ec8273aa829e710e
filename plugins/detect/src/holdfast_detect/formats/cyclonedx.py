"""CycloneDX: the machine-learning models among the components of a bill of materials."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Node, Source

MODEL = "machine-learning-model"


def find(source: Source) -> Iterator[Mention]:
    """Yield each component that is a model, those in other components too."""
    document = source.json()
    if document.at("bomFormat").text != "CycloneDX":
        return
    for node in document.walk():
        name = node.at("name")
        if node.at("type").text == MODEL and name.text:
            group = node.at("group").text
            yield Mention(
                name.text,
                source.within(name, name.text),
                Grade.INFERRED if "inferred" in _confidences(node) else Grade.DECLARED,
                model=f"{group}/{name.text}" if group else "",
            )


def _confidences(component: Node) -> set[str]:
    return {
        each.at("value").text
        for each in component.at("properties").entries
        if each.at("name").text.endswith(".confidence")
    }


DETECTOR = Detector(
    name="cyclonedx",
    summary="CycloneDX bills of materials",
    files=("*.json", "*.cdx"),
    find=find,
    marks=(MODEL,),
)
