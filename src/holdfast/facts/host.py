"""Who serves a model, by the host that a file names: a provider's name, or the name of a server."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from holdfast.facts.party import resolve_party
from holdfast.model.catalogue import Catalogue
from holdfast.model.pattern import canonical

_SERVERS = frozenset((
    "ctransformers", "docker-model-runner", "fastembed", "flagembedding", "hosted-vllm", "kserve",
    "llama-cpp", "llamacpp", "llamafile", "lm-studio", "lmstudio", "localai", "mlx", "model-runner",
    "ollama", "ollama-chat", "onnx", "ramalama", "sentence-transformer", "sentence-transformers", "sglang",
    "tei", "text-embeddings-inference", "text-generation-inference", "tgi", "transformers", "triton",
    "vllm", "xinference",
))  # fmt: skip
"""What serves or loads weights wherever it is installed: whoever uses it runs it."""

_GATEWAYS = frozenset((
    "custom", "custom-openai", "litellm", "litellm-proxy", "openai-api-compatible", "openai-like",
))  # fmt: skip
"""What passes requests on, so that it says nothing of who serves them."""

_ALIASES = {
    "awsanthropic": "aws",
    "awsbedrock": "aws",
    "azureopenai": "azure",
    "gcpanthropic": "gcp",
    "gcpvertexai": "gcp",
    "google-genai": "google",
    "google-vertexai": "gcp",
    "tongyi": "alibaba-cloud",
    "volcengine-maas": "volcengine",
}
"""How gateways and libraries spell providers, where the catalogue does not."""

_DOMAINS = {
    "aliyuncs.com": "alibaba-cloud",
    "amazonaws.com": "aws",
    "azure-api.net": "azure",
    "azure.com": "azure",
    "azure.us": "azure",
    "bigmodel.cn": "zhipu",
    "bytepluses.com": "bytedance",
    "googleapis.com": "google",
    "huggingface.cloud": "huggingface",
    "microsoft.com": "azure",
    "together.xyz": "together",
    "volces.com": "volcengine",
    "x.ai": "xai",
    "z.ai": "zhipu",
}
"""Domains that are not called as those who serve there."""

_INSIDE = re.compile(
    r"(?:\d{1,3}\.){3}\d{1,3}|localhost|host\.docker\.internal|.*\.(?:cluster\.local|internal|intranet|invalid|lan|local|localhost|svc|test)\.?"
)


class Host(NamedTuple):
    """Who serves: `party`, and its ultimate parent as `owner`; both empty where it is whoever uses it."""

    owner: str
    party: str = ""


def host_of(catalogue: Catalogue, text: str, as_of: date) -> Host | None:
    """Return who serves where a file says `text`; None where that is not known, or `text` is a gateway."""
    name = canonical(text)
    if name in _GATEWAYS:
        return None
    if name in _SERVERS:
        return Host("")
    if _INSIDE.fullmatch(text.lower()):
        return Host("")
    for each in (text, _ALIASES.get(name, ""), catalogue.hosts.get(name, ""), _served_at(text)):
        party = resolve_party(catalogue, each, as_of)
        if party:
            return Host(party.parent or party.id, party.id)
    return None


def is_gateway(text: str) -> bool:
    """Tell whether `text` names what only passes requests on."""
    return canonical(text) in _GATEWAYS


def _served_at(text: str) -> str:
    labels = text.lower().rstrip(".").split(".")
    if len(labels) == 1:
        return ""
    return _DOMAINS.get(".".join(labels[-2:]), labels[-2])
