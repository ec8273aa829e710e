"""Configurations of any application: known models under keys that are called as what holds one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Node, Source
from holdfast_detect.variables import Setting, mentions, names_a_model, settings

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[.-]")
_NOT_OURS = re.compile(
    r"(?:^|/)(?:package(?:-lock)?|composer|tsconfig.*|.*openapi.*|.*swagger.*|.*\.schema|.*-lock|pnpm-lock|.*\.min)\.\w+$",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?i)(?:model|llm|deployment|engine|embedding)[\w-]*[\"']?[ \t]*[:=][ \t]*[\"']?[a-z0-9]")
"""A key with a value in its line: most files that speak of models have none, and need not be parsed."""

_LABELS = frozenset(("labels", "matchLabels", "annotations", "nodeSelector", "selector", "properties"))
"""What is below these keys is chosen freely, or a schema."""

_TREES = (".yaml", ".yml", ".json", ".jsonc", ".json5")


def find(source: Source) -> Iterator[Mention]:
    """Yield the values of such keys; lists of what somebody may choose from are none that is used."""
    if _NOT_OURS.search(source.path) or not _KEY.search(source.text):
        return
    if source.path.endswith(_TREES):
        documents = source.yaml() if source.path.endswith((".yaml", ".yml")) else (source.json(),)
        for document in documents:
            yield from _below(source, document)
    else:
        for setting in settings(source.text):
            yield from mentions(setting._replace(name=_CAMEL.sub("_", setting.name)))


def _below(source: Source, document: Node) -> Iterator[Mention]:
    for node in _nodes(document):
        host = next(
            filter(None, (node.at(key).text for key in ("provider", "api_type", "model_provider"))), ""
        )
        for key, value in node.fields.items():
            name = _CAMEL.sub("_", key)
            if value.text and names_a_model(name) and len(value.text.split()) == 1:
                setting = Setting(name, value.text, source.within(value, value.text))
                for mention in mentions(setting, grade=Grade.HINT):
                    yield mention._replace(host=host or mention.host)


def _nodes(document: Node) -> Iterator[Node]:
    """Yield the nodes of a document in order, but for those below labels."""
    todo = [document]
    while todo:
        node = todo.pop()
        yield node
        below = node.entries or [each for key, each in node.fields.items() if key not in _LABELS]
        todo.extend(reversed(below))


DETECTOR = Detector(
    name="app-config",
    summary="configurations of any application, by the names of their keys",
    files=(
        "*.yaml",
        "*.yml",
        "*.json",
        "*.jsonc",
        "*.json5",
        "*.toml",
        "*.ini",
        "*.cfg",
        "*.conf",
        "*.properties",
    ),
    find=find,
    marks=("model", "Model", "MODEL", "LLM", "llm", "deployment", "DEPLOYMENT"),
    is_general=True,
)
