"""Custom resources and chart values that name what vLLM, KubeAI, Kaito, OME, AIBrix, kagent or Ray serve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source
from holdfast_detect import charts
from holdfast_detect.formats.app_config import in_document
from holdfast_detect.kubernetes import documents, objects
from holdfast_detect.servers import model_mentions, without_scheme

_FIELDS = (
    ("VLLMRuntime", ("spec", "model", "modelURL"), "vllm"),
    ("LoraAdapter", ("spec", "baseModel"), "vllm"),
    ("Model", ("spec", "url"), ""),
    ("Workspace", ("inference", "preset", "name"), ""),
    ("Workspace", ("tuning", "preset", "name"), ""),
    ("InferenceSet", ("spec", "template", "inference", "preset", "name"), ""),
    ("MultiRoleInference", ("spec", "model", "name"), ""),
    ("RAGEngine", ("spec", "embedding", "local", "modelID"), ""),
    ("ClusterBaseModel", ("spec", "storage", "storageUri"), ""),
    ("BaseModel", ("spec", "storage", "storageUri"), ""),
    ("ModelAdapter", ("spec", "artifactURL"), ""),
    ("ModelConfig", ("spec", "model"), ""),
    ("OpenModel", ("spec", "source", "modelHub", "modelID"), ""),
    ("ModelBooster", ("spec", "backend", "modelURI"), "vllm"),
    ("ModelServer", ("spec", "model"), "vllm"),
    ("NIMCache", ("spec", "source", "ngc", "model"), "nvidia_nim"),
)
"""By kind: where the object names its model, and who serves it."""


_KEYS = frozenset(("modelSpec", "modelArtifacts", "ollama"))
"""Of what charts say of models."""

_VALUES = re.compile(r"values[^/]*\.ya?ml$", re.IGNORECASE)
_COMMAND = re.compile(r"(?:^c|C)ommand$|(?:^a|A|_a)rgs$|_command$|(?:^f|F)lags$")
"""Files with the values of a chart, and keys of what a container of it runs."""

_KEPT = ("s3://", "gs://", "gcs://", "az://")


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of known kinds, and of the charts of vLLM and llm-d."""
    for each in objects(source):
        yield from _of_object(source, each)
        if each.at("kind").text == "RayService":
            for document in source.embedded(each.at("spec", "serveConfigV2")):
                yield from _of_ray(source, document)
    for document in documents(source):
        found = [mention for node in document.walk() for mention in _of_values(source, document, node)]
        yield from found
        if found and not document.at("kind").text:  # of a chart that has more parts
            yield from in_document(source, document)


def _of_values(source: Source, document: Node, node: Node) -> Iterator[Mention]:
    """Yield what one mapping among the values of a chart names: by its keys, or by a command of a server."""
    if not _KEYS.isdisjoint(node.fields):
        yield from of_charts(source, node)
    words = [entry for key, entry in node.fields.items() if _COMMAND.search(key)]
    if words and _VALUES.search(source.path) and not document.at("kind").text:
        image = node.at("image") if "image" in node.fields else document.at("image")
        for mention in model_mentions(source, words, image.text or image.at("repository").text, {}):
            if "{{" not in mention.id:  # a value that stands elsewhere
                yield mention


def _of_object(source: Source, each: Node) -> Iterator[Mention]:
    spec = each.at("spec")
    for kind, path, host in _FIELDS:
        node = each.at(*path)
        if each.at("kind").text == kind and node.text:
            role = {"RAGEngine": Role.EMBEDDING, "ModelAdapter": Role.ADAPTER}.get(kind)
            yield _mention(source, node, host or spec.at("provider").text)._replace(role=role)
    if each.at("kind").text == "Model":
        if each.at("apiVersion").text.startswith("ollama.ayaka.io/") and spec.at("image").text:
            yield _mention(source, spec.at("image"), "ollama")
        for adapter in spec.at("adapters").entries:
            if adapter.at("url").text:
                yield _mention(source, adapter.at("url"), "")._replace(role=Role.ADAPTER)


def _of_ray(source: Source, document: Node) -> Iterator[Mention]:
    """Yield what Ray Serve loads, but not how it calls that, and what its applications are told."""
    loaded = [node.at("model_loading_config") for node in document.walk()]
    called = {node.at("model_id").start for node in loaded if node.at("model_source").text}
    for node in loaded:
        if node.at("model_source").text:
            yield _mention(source, node.at("model_source"), "vllm")
    yield from (each for each in in_document(source, document) if each.at not in called)


_CALLED = frozenset(("base_url", "baseUrl", "baseURL", "api_base", "api_key", "url", "host", "endpoint"))
"""Keys of an Ollama that an application calls; a chart runs one."""


def of_charts(source: Source, node: Node) -> Iterator[Mention]:
    """Yield what the values of known charts name: vLLM's production stack, llm-d, Ollama."""
    specs = node.at("modelSpec")
    for spec in specs.entries or (specs,):
        if spec.at("modelURL").text:
            yield _mention(source, spec.at("modelURL"), "vllm")
    artifacts = node.at("modelArtifacts")
    # The URI may be a template of the name.
    uri = artifacts.at("name" if "{{" in artifacts.at("uri").text and artifacts.at("name").text else "uri")
    if uri.text:
        yield _mention(source, uri, "vllm")
    ollama = node.at("ollama")
    of_ollama = ollama.at("models") if _CALLED.isdisjoint(ollama.fields) else Node(None)
    for listed in (of_ollama, *(of_ollama.at(name) for name in ("pull", "run", "create"))):
        for entry in listed.entries:
            model = entry if entry.text else entry.at("from" if "from" in entry.fields else "name")
            if model.text:
                yield _mention(source, model, "ollama")


def _mention(source: Source, node: Node, host: str) -> Mention:
    given = charts.followed(source, node.text)
    written, model = without_scheme(node.text), without_scheme(given)
    reason = "it is in a bucket" * (given or node.text).startswith(_KEPT)
    return Mention(written, source.within(node, written), host=host, model=model, unresolved=reason)


_MARKS = (
    "--model", "vllm serve", "ollama:", "modelURL", "modelArtifacts", "kind: Model", "kind: Workspace",
    "kind: NIMCache",
    "kind: OpenModel", "kind: LoraAdapter", "kind: RayService", "kind: InferenceSet",
    "kind: MultiRoleInference", "kind: RAGEngine", "kind: ClusterBaseModel", "kind: BaseModel",
)  # fmt: skip

DETECTOR = Detector(
    name="model-resources",
    summary="resources and charts that serve models (vLLM, llm-d, KubeAI, Kaito, kagent, Ray)",
    files=("*.yaml", "*.yml", "*.tf", "*.yaml.tpl", "*values*.tpl", "*values*.tftpl"),
    find=find,
    marks=_MARKS,
)
