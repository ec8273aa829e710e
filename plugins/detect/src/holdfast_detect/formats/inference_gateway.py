"""Gateway API inference extension: the models that requests ask for; a pool of servers names none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from holdfast import Detector, Mention, Node, Source
from holdfast_detect.kubernetes import objects

_HEADERS = ("x-gateway-model-name", "x-gateway-base-model-name")


def find(source: Source) -> Iterator[Mention]:
    """Yield the model names of inference models, of what rewrites them, and of routes."""
    for each in objects(source):
        for node in _NAMES.get(each.at("kind").text, _none)(each.at("spec")):
            if node.text:
                yield Mention(node.text, source.within(node, node.text))


def _none(_: Node) -> Iterator[Node]:
    return iter(())


def _of_model(spec: Node) -> Iterator[Node]:
    yield spec.at("modelName")
    for target in spec.at("targetModels").entries:
        yield target.at("name")


def _of_rewrite(spec: Node) -> Iterator[Node]:
    for rule in spec.at("rules").entries:
        for match in rule.at("matches").entries:
            yield match.at("model", "value")
        for target in rule.at("targets").entries:
            yield target.at("modelRewrite")


def _of_route(spec: Node) -> Iterator[Node]:
    for rule in spec.at("rules").entries:
        for match in rule.at("matches").entries:
            for header in match.at("headers").entries:
                if header.at("name").text.lower() in _HEADERS:
                    yield header.at("value")


_NAMES: dict[str, Callable[[Node], Iterator[Node]]] = {
    "InferenceModel": _of_model,
    "InferenceObjective": _of_model,
    "InferenceModelRewrite": _of_rewrite,
    "HTTPRoute": _of_route,
}

_MARKS = (
    "kind: InferenceModel", "kind: InferenceObjective", *_HEADERS,
    "X-Gateway-Model-Name", "X-Gateway-Base-Model-Name",
)  # fmt: skip

DETECTOR = Detector(
    name="inference-gateway",
    summary="Gateway API inference extension",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=_MARKS,
)
