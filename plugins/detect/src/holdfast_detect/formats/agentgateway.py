"""agentgateway and kgateway: the models of their gateways, in a file of their own or as resources."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Source
from holdfast_detect.kubernetes import documents


def find(source: Source) -> Iterator[Mention]:
    """Yield what providers are asked for; the name of an entry is the model where it says no other."""
    for document in documents(source):
        for entry in document.at("llm", "models").entries:
            if entry.at("provider").value:
                yield from _entry(source, entry)
        kind, spec = document.at("kind").text, document.at("spec")
        if kind == "AgentgatewayModel":
            yield from _mention(source, spec.at("match", "model"), spec.at("provider").text)
        elif kind in ("AgentgatewayBackend", "Backend"):
            yield from _providers(source, spec.at("ai"))


def _entry(source: Source, entry: Node) -> Iterator[Mention]:
    model, provider = entry.at("params", "model"), entry.at("provider")
    host = entry.at("params", "baseUrl").text or provider.text or next(iter(provider.fields), "")
    for mention in _mention(source, model if model.text else entry.at("name"), host):
        yield mention._replace(name=entry.at("name").text)


def _providers(source: Source, ai: Node) -> Iterator[Mention]:
    """Yield the models of `provider` and `llm`, and of the groups that stand in for each other."""
    groups = ai.at("groups").entries or ai.at("priorityGroups").entries
    each = [provider for group in groups for provider in group.at("providers").entries]
    for node in (ai.at("provider"), ai.at("llm"), ai.at("llm", "provider"), *each):
        for host, settings in node.fields.items():
            yield from _mention(source, settings.at("model"), host)


def _mention(source: Source, model: Node, host: str) -> Iterator[Mention]:
    if model.text:
        yield Mention(model.text, source.within(model, model.text), host=host)


DETECTOR = Detector(
    name="agentgateway",
    summary="agentgateway and kgateway",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=("\nllm:", "kind: AgentgatewayModel", "kind: AgentgatewayBackend", "gateway.kgateway.dev"),
    only_adds=True,
)
