"""Continue: the models of a coding assistant, in its YAML and its older JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source
from holdfast_detect.roles import role_of

_ROLES = {"embed": Role.EMBEDDING, "rerank": Role.RERANK}
_SINGLE = {
    "tabAutocompleteModel": None,
    "embeddingsProvider": Role.EMBEDDING,
    "reranker": Role.RERANK,
    "experimentalModel": None,
}
_SCHEMA = "v1"
_OF_JSON = frozenset((
    "tabAutocompleteModel", "tabAutocompleteOptions", "embeddingsProvider", "contextProviders",
    "slashCommands", "customCommands", "allowAnonymousTelemetry", "experimental",
))  # fmt: skip
"""Keys of the older configuration, by which it is known where its folder does not say so."""

_NAMED = re.compile(r"(?:^|/)\.?continue/|continue[^/]*$", re.IGNORECASE)
_OF_ANY = re.compile(r"(?:^|/)[\w.-]*config[\w.-]*\.ya?ml$", re.IGNORECASE)
_LOCAL = re.compile(r"\.{0,2}/|file:")
"""How a block begins that is a file: what it holds stands there."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the model of each entry that names its provider, and the blocks of the hub that are used."""
    document = source.json() if source.path.endswith(".json") else next(iter(source.yaml()), Node(None))
    if not _is_of_continue(source.path, document):
        return
    for entry in document.at("models").entries:
        yield from _entry(source, entry, _role(entry))
    for key, node in document.fields.items():
        # Others are called by what people remember of these: `tabAutocomplete`, `embeddings`.
        for entry in (node.entries if key in _SINGLE else ()) or (node,):
            if key in _SINGLE or entry.at("provider").text:
                yield from _entry(source, entry, _SINGLE.get(key, role_of(key)))


def _is_of_continue(path: str, document: Node) -> bool:
    if _NAMED.search(path) or _OF_ANY.search(path):
        return True
    fields = document.fields
    return (document.at("schema").text == _SCHEMA and "name" in fields) or not _OF_JSON.isdisjoint(fields)


def _entry(source: Source, entry: Node, role: Role | None) -> Iterator[Mention]:
    provider, model, block = entry.at("provider").text, entry.at("model"), entry.at("uses")
    if not model.text:
        model = entry.at("params", "model")
    if model.text and (provider or entry.at("name").text):
        host = entry.at("apiBase").text
        name = entry.at("name").text or entry.at("title").text
        region = entry.at("env", "region").text or entry.at("region").text
        at = source.within(model, model.text)
        yield Mention(model.text, at, host=host or provider, region=region, role=role, name=name)
    elif "/" in block.text and not _LOCAL.match(block.text):
        yield Mention(block.text, source.within(block, block.text), role=role)


def _role(entry: Node) -> Role | None:
    roles = [each.text for each in entry.at("roles").entries]
    return _ROLES.get(roles[0]) if len(roles) == 1 else None


_FILES = (
    ".continue/*.yaml", ".continue/*.yml", ".continue/*.json", "config*.yaml", "config*.yml",
    "*-config.yaml", "*-config.yml", ".continuerc.json", "*continue*.yaml", "*continue*.json",
    "continue/*.yaml", "continue/*.yml", "continue/*.json", "config*.json", "*-config.json",
    "blocks/*.yaml", "agents/*.yaml", "assistants/*.yaml", "models/*.yaml",
)  # fmt: skip

DETECTOR = Detector(
    name="continue",
    summary="Continue, a coding assistant",
    files=_FILES,
    find=find,
    marks=("models", "tabAutocompleteModel"),
)
