"""CycloneDX in JSON and XML: the machine-learning models among the components of a bill of materials."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Node, Source

MODEL = "machine-learning-model"


def find(source: Source) -> Iterator[Mention]:
    """Yield each component that is a model, those in other components too."""
    yield from _in_xml(source) if source.path.endswith(".xml") else _in_json(source)


def _in_xml(source: Source) -> Iterator[Mention]:
    # Here and not above: most repositories have no such file.
    from holdfast_detect.xml_boms import components

    found, line = components(source.text, MODEL)
    if line:
        source.not_read(line)
    for each in found:
        yield Mention(each.name, each.at, model=f"{each.group}/{each.name}" if each.group else "")


def _in_json(source: Source) -> Iterator[Mention]:
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
    files=("*.json", "*.cdx", "*.xml"),
    find=find,
    marks=(MODEL,),
)
