"""Chat front ends and coding assistants: the keys of each under which it names a model."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import NamedTuple

from holdfast import Detector, Mention, Node, Source
from holdfast_detect.names import snake
from holdfast_detect.roles import role_of
from holdfast_detect.variables import followed

_ANY = "*"


class _Tool(NamedTuple):
    """Where a tool keeps its settings, and the paths to the models there, by blanks; `*` is any entry."""

    files: str
    models: str


_TOOLS = (
    _Tool(
        "*librechat*.yaml *librechat*.yml",
        """
        endpoints.*.titleModel endpoints.*.summaryModel endpoints.custom.*.titleModel
        endpoints.custom.*.summaryModel endpoints.custom.*.models.default.*
        endpoints.custom.*.models.default.*.name endpoints.*.groups.*.models.*.deploymentName
        endpoints.*.vertex.models.*.deploymentName modelSpecs.list.*.preset.model memory.agent.model
        speech.stt.*.model speech.tts.*.model
        """,
    ),
    _Tool("*aider*.conf.yml *aider*.conf.yaml", "model weak-model editor-model"),
    _Tool(
        "*/opencode.json */opencode.jsonc */.opencode/*.json */.opencode/*.jsonc",
        "model small_model agent.*.model mode.*.model command.*.model",
    ),
    _Tool("*/.codex/*.toml */codex/config.toml", "model review_model profiles.*.model"),
    _Tool("*/.gemini/settings.json", "model model.name"),
    _Tool(
        "*/goose/config.yaml */.goose/config.yaml",
        "GOOSE_MODEL GOOSE_LEAD_MODEL GOOSE_PLANNER_MODEL GOOSE_FAST_MODEL",
    ),
    _Tool(
        "*/zed/settings.json */.zed/settings.json",
        """
        agent.default_model.model agent.inline_assistant_model.model agent.subagent_model.model
        agent.commit_message_model.model agent.thread_summary_model.model agent.inline_alternatives.*.model
        agent_servers.*.default_config_options.model assistant.default_model.model
        """,
    ),
)
_CHOSEN_LATER = frozenset(("current_model", "default", "inherit"))


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that the settings of a tool name."""
    path = f"/{source.path.lower()}"
    for tool in _TOOLS:
        if any(fnmatch(path, pattern) for pattern in tool.files.split()):
            for document in _documents(source, path):
                for written in tool.models.split():
                    for key, node, host in _reached(document, written.split(".")):
                        if node.text and node.text not in _CHOSEN_LATER:
                            yield _mention(source, key, node, host)


def _documents(source: Source, path: str) -> tuple[Node, ...]:
    if path.endswith((".json", ".jsonc")):
        return (source.json(),)
    return (source.toml(),) if path.endswith(".toml") else tuple(source.yaml())


def _reached(document: Node, path: list[str]) -> Iterator[tuple[str, Node, str]]:
    """Yield what a path leads to, under which key, and the host that is named on the way there."""
    todo = [("", document, "", 0)]
    while todo:
        key, node, host, step = todo.pop()
        host = next(filter(None, (node.at(each).text for each in ("baseURL", "provider"))), "") or host
        if step == len(path):
            yield key, node, host
        elif path[step] != _ANY:
            todo.append((path[step], node.at(path[step]), host, step + 1))
        else:
            below = [(key, each) for each in node.entries] or list(node.fields.items())
            todo += [(name, each, host, step + 1) for name, each in reversed(below)]


def _mention(source: Source, key: str, node: Node, host: str) -> Mention:
    provider, slash, _ = node.text.partition("/")
    return Mention(
        node.text,
        source.within(node, node.text),
        host=host or provider * bool(slash),
        role=role_of(snake(key)),
        model=followed(source, node.text),
    )


DETECTOR = Detector(
    name="assistants",
    summary="LibreChat, and coding assistants (aider, opencode, Codex, Gemini CLI, goose, Zed)",
    files=tuple(pattern.removeprefix("*/") for tool in _TOOLS for pattern in tool.files.split()),
    find=find,
    marks=("odel", "MODEL"),
)
