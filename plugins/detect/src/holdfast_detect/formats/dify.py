"""Dify: the models of the nodes of an application, and of what it retrieves from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source
from holdfast_detect.kubernetes import documents

_PAIRS = (
    ("name", "provider", None),
    ("model", "provider", None),
    ("embedding_model", "embedding_model_provider", Role.EMBEDDING),
    ("embedding_model_name", "embedding_provider_name", Role.EMBEDDING),
    ("reranking_model_name", "reranking_provider_name", Role.RERANK),
)
"""Keys that stand together: of the model, and of who provides it."""

_OF_MODELS = ("mode", "completion_params", "model_type")
_OF_TOOLS = ("tool_parameters", "tool_configurations")
_SINGLE = "single"


_EXPORTED = re.compile(
    r"\\n(?P<indent> +)(?:name|model): (?P<id>(?:[^\\\"\n]|\\/)+)"
    r"\\n(?P=indent)provider: (?P<host>(?:[^\\\"\n]|\\/)+)\\n"
)
"""A model in the text of an application that is in JSON, as the interface of Dify answers."""


def find(source: Source) -> Iterator[Mention]:
    """Yield each model with its provider, in workflows and in applications of one prompt."""
    is_json = source.text.startswith("{")  # with escapes that YAML has not
    for document in (source.json(),) if is_json else documents(source):
        if "kind: app" in document.at("data").text:
            yield from _exported(source)
        elif (
            document.at("kind").text == "app"
            or "workflow" in document.fields
            or "model_config" in document.fields
        ):
            yield from _below(source, document)


def _exported(source: Source) -> Iterator[Mention]:
    for match in _EXPORTED.finditer(source.text):
        model, at = match["id"].replace("\\/", "/"), match.start("id")
        yield Mention(model, at, host=match["host"].rpartition("/")[2])


def _below(source: Source, document: Node) -> Iterator[Mention]:
    for node in document.walk():
        # What retrieves from several sources; left as it was where a node retrieves from one alone.
        reranking = node.at("multiple_retrieval_config", "reranking_model")
        if reranking.at("model").text and node.at("retrieval_mode").text != _SINGLE:
            yield from _mention(source, reranking.at("model"), reranking.at("provider").text, Role.RERANK)
        for settings in _OF_TOOLS:
            yield from _of_tool(source, node.at(settings, "model"))
        for key, provider, role in _PAIRS:
            model = node.at(key)
            if not model.text or provider not in node.fields:
                continue
            if role or any(mark in node.fields for mark in _OF_MODELS):
                yield from _mention(source, model, node.at(provider).text, role or _role(node))


def _of_tool(source: Source, model: Node) -> Iterator[Mention]:
    """Yield the model that a tool is told to use; one that another node gives is known to that alone."""
    model = model if model.text else model.at("value")
    if model.text and len(model.text.split()) == 1 and "{{" not in model.text:
        # Where a tool takes models of any provider these stand before: `openai/openai#tts-1`.
        provider, _, name = model.text.rpartition("#")
        at = source.within(model, model.text)
        yield Mention(model.text, at, host=provider.rpartition("/")[2], model=name if provider else "")


def _role(node: Node) -> Role | None:
    types = {"text-embedding": Role.EMBEDDING, "rerank": Role.RERANK, "moderation": Role.GUARDRAIL}
    return types.get(node.at("model_type").text)


def _mention(source: Source, model: Node, provider: str, role: Role | None) -> Iterator[Mention]:
    # A plugin is called `langgenius/openai/openai`: author, plugin, provider.
    yield Mention(model.text, source.within(model, model.text), host=provider.rpartition("/")[2], role=role)


DETECTOR = Detector(
    name="dify",
    summary="Dify applications (DSL)",
    files=("*.yml", "*.yaml"),
    find=find,
    marks=("completion_params", "kind: app", "model_config:", "agent_parameters"),
)
