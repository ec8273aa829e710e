"""Prompts and agents in files of their own: Prompty of Microsoft, Dotprompt of Genkit, agents in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Source

_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<data>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_AGENTS = re.compile(r"\.(?:agent|prompt|chatmode)\.md$|(?:^|/)\.(?:claude|opencode)/")
"""What is written for an agent: whatever the data before it calls a model is one."""

_CHOSEN_LATER = frozenset(("inherit", "default", "auto"))
_IN_CONFIGURATION = ("azure_deployment", "model", "name", "model_id", "deployment")


def find(source: Source) -> Iterator[Mention]:
    """Yield the model that the data before the prompt names."""
    front = _FRONT.match(source.text)
    if front is None:
        return
    for document in source.yaml(front.start("data"), front.end("data")):
        model = document.at("model")
        if source.path.lower().endswith(".md"):
            yield from _of_agent(source, model)
            continue
        configuration = model.at("configuration")
        kind = configuration.at("type").text
        nodes = [model, model.at("id"), *(configuration.at(key) for key in _IN_CONFIGURATION)]
        for node in nodes:
            if node.text:
                yield _mention(source, node, configuration, kind)
                break


def _of_agent(source: Source, model: Node) -> Iterator[Mention]:
    """Yield the models that an agent asks, each where the one before it cannot be had."""
    is_agent = _AGENTS.search(source.path.lower()) is not None
    for node in model.entries or (model,):
        if node.text and node.text.lower() not in _CHOSEN_LATER:
            yield _mention(source, node, Node(None), "")._replace(certain=is_agent)


def _mention(source: Source, node: Node, configuration: Node, kind: str) -> Mention:
    host = configuration.at("azure_endpoint").text or configuration.at("base_url").text
    provider, slash, _ = node.text.partition("/")
    return Mention(
        node.text,
        source.within(node, node.text),
        host=host if "://" in host and "$" not in host else kind.partition("_")[0] or provider * bool(slash),
    )


_MARKDOWN = (
    "*.agent.md", "*.prompt.md", "*.chatmode.md", "SKILL.md",
    "agents/*.md", "subagents/*.md", "agent/*.md", "commands/*.md",
)  # fmt: skip

DETECTOR = Detector(
    name="prompt-files",
    summary="prompts and agents in files of their own (.prompty, .prompt, .agent.md)",
    files=("*.prompty", "*.prompt", *_MARKDOWN),
    find=find,
    marks=("model:",),
)
