"""KServe: inference services whose storage or arguments name a language model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source
from holdfast_detect.kubernetes import container, objects
from holdfast_detect.servers import model_mentions, without_scheme

_LANGUAGE_MODELS = re.compile(r"huggingface|vllm|llm|tgi|ollama|llama|sglang", re.IGNORECASE)
_NOT_FETCHED = {
    "pvc": "it is on a volume of the cluster",
    "s3": "it is in a bucket",
    "gs": "it is in a bucket",
    "file": "it is a path",
}


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of inference services; those of other kinds than language models are none."""
    for each in objects(source):
        kind, name = each.at("kind").text, each.at("metadata", "name").text
        if kind == "InferenceService":
            for part in ("predictor", "transformer", "explainer"):
                for mention in _component(source, each.at("spec", part)):
                    yield mention._replace(name=name)
        elif kind in ("LLMInferenceService", "LLMInferenceServiceConfig"):
            for mention in _llm(source, each.at("spec", "model")):
                yield mention if mention.role else mention._replace(name=name)
        elif kind in ("LocalModelCache", "LocalModelNodeGroup", "ClusterStorageContainer"):
            uri = each.at("spec", "sourceModelUri")
            if uri.text.startswith("hf://"):
                yield _mention(source, uri)


def _component(source: Source, component: Node) -> Iterator[Mention]:
    for name, spec in component.fields.items():
        format_name = spec.at("modelFormat", "name").text if name == "model" else name
        runtime = f"{format_name} {spec.at('runtime').text}"
        uri = spec.at("storageUri")
        is_known = uri.text.startswith("hf://") or bool(_LANGUAGE_MODELS.search(runtime))
        path = spec.at("storage", "path")
        if path.text:
            model = path.text.strip("/")
            yield _mention(source, path)._replace(model=model, certain=is_known)
        if uri.text:  # what other servers load is one if it is called after one
            yield _mention(source, uri)._replace(certain=is_known)
        if not spec.fields or not is_known:
            continue
        each = container(source, spec)
        yield from model_mentions(source, each.words, "kserve", each.variables, "kserve")


def _llm(source: Source, model: Node) -> Iterator[Mention]:
    uri, name = model.at("uri"), model.at("name").text
    if uri.text:
        yield _mention(source, uri, name)
    for adapter in model.at("lora", "adapters").entries:
        if adapter.at("uri").text:
            yield _mention(source, adapter.at("uri"))._replace(role=Role.ADAPTER)


def _mention(source: Source, uri: Node, name: str = "") -> Mention:
    """Return the model of a URI; one that only leads to a place goes by the name that it is served under."""
    scheme, mark, _ = uri.text.partition("://")
    reason = _NOT_FETCHED.get(scheme, "") if mark else ""
    written = without_scheme(uri.text)
    return Mention(
        written,
        source.within(uri, written),
        host="kserve",
        model=name if reason else "",
        unresolved="" if name else reason,
    )


DETECTOR = Detector(
    name="kserve",
    summary="KServe inference services",
    files=("*.yaml", "*.yml", "*.tf"),
    find=find,
    marks=("serving.kserve.io",),
)
