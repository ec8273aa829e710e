"""NeMo Guardrails: the models that answer, those that watch them, and what searches."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source

_IN_PARAMETERS = ("model_name", "model", "model_id", "deployment_name", "azure_deployment", "repo_id")


def find(source: Source) -> Iterator[Mention]:
    """Yield the model of each entry that names its engine, and those of embeddings."""
    for document in source.yaml():
        for entry in document.at("models").entries:
            if "engine" in entry.fields and "type" in entry.fields:
                yield from _entry(source, entry)
        for part in ("core", "knowledge_base"):
            yield from _search(source, document.at(part, "embedding_search_provider", "parameters"))


def _entry(source: Source, entry: Node) -> Iterator[Mention]:
    parameters = entry.at("parameters")
    nodes = [entry.at("model"), *(parameters.at(key) for key in _IN_PARAMETERS)]
    kind = entry.at("type").text
    role = {"main": None, "embeddings": Role.EMBEDDING}.get(kind, Role.GUARDRAIL)
    base = next((parameters.at(key).text for key in ("base_url", "openai_api_base", "endpoint_url")), "")
    for node in nodes:
        if node.text:
            host = base if "://" in base else entry.at("engine").text
            yield Mention(node.text, source.within(node, node.text), host=host, role=role, name=kind)
            break


def _search(source: Source, parameters: Node) -> Iterator[Mention]:
    model = parameters.at("embedding_model")
    if model.text:
        host = parameters.at("embedding_engine").text
        yield Mention(model.text, source.within(model, model.text), host=host, role=Role.EMBEDDING)


DETECTOR = Detector(
    name="guardrails",
    summary="NeMo Guardrails configurations",
    files=("*.yml", "*.yaml"),
    find=find,
    marks=("engine:", "embedding_search_provider"),
    only_adds=True,
)
