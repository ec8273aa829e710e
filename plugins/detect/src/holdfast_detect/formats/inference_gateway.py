"""Gateway API inference extension: the models that requests ask for; a pool of servers names none."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Source
from holdfast_detect.kubernetes import objects

_HEADERS = ("x-gateway-model-name", "x-gateway-base-model-name")


def find(source: Source) -> Iterator[Mention]:
    """Yield the model names of inference models, of what rewrites them, and of routes."""
    for each in objects(source):
        kind, spec = each.at("kind").text, each.at("spec")
        if kind == "InferenceModel":
            yield from _named(source, spec.at("modelName"))
            for target in spec.at("targetModels").entries:
                yield from _named(source, target.at("name"))
        elif kind == "InferenceModelRewrite":
            for rule in spec.at("rules").entries:
                for match in rule.at("matches").entries:
                    yield from _named(source, match.at("model", "value"))
                for target in rule.at("targets").entries:
                    yield from _named(source, target.at("modelRewrite"))
        elif kind == "HTTPRoute":
            for rule in spec.at("rules").entries:
                for match in rule.at("matches").entries:
                    for header in match.at("headers").entries:
                        if header.at("name").text.lower() in _HEADERS:
                            yield from _named(source, header.at("value"))


def _named(source: Source, node: Node) -> Iterator[Mention]:
    if node.text:
        yield Mention(node.text, source.within(node, node.text))


DETECTOR = Detector(
    name="inference-gateway",
    summary="Gateway API inference extension",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=("kind: InferenceModel", *_HEADERS, "X-Gateway-Model-Name", "X-Gateway-Base-Model-Name"),
)
