"""promptfoo: the models that evaluations try, those that judge them, and those that attack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source
from holdfast_detect.ids import IN_REQUEST
from holdfast_detect.kubernetes import documents

_NO_MODEL = re.compile(
    r"^(?:file|https?|wss?|exec|python|javascript|golang|ruby|package|echo|webhook|browser|mcp|manual-input|promptfoo"
    r"|sequence|simulated-user|slack|test|huggingface:text-generation$|\{\{)\b",
    re.IGNORECASE,
)
_PROVIDERS = (
    r"(?:openai|azure|azureopenai|anthropic|bedrock|vertex|google|palm|ollama|mistral|huggingface|replicate|cohere|groq"
    r"|openrouter|litellm|togetherai|fireworks|deepseek|xai|perplexity|cerebras|databricks|localai|vllm|watsonx|voyage)"
)
_PROVIDER_ID = re.compile(_PROVIDERS + r":\S")
_PROVIDER = re.compile(r"^(?:- )?id:[ \t]*['\"]?" + _PROVIDERS + r":\S", re.MULTILINE)
_OF_EVALUATIONS = ("providers:", "targets:", '"providers"', '"targets"')

_QUOTED = re.compile(rf"(?P<quote>[\"'`])(?P<id>{_PROVIDERS}:[^\s\"'`$\\]+)(?P=quote)")
_COMMENT = re.compile(r"^[ \t]*\*|(?:^|\s)//|/\*")
_JUDGE = re.compile(r"\bprovider[\"']?[ \t]*:[ \t]*$")
_SHOWN = re.compile(r"\b(?:label|description|value)[\"']?[ \t]*:[ \t]*$")
"""What stands before a text of a program: a comment, or a key of what judges, or of what is only said."""

_CODE = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")

_AGENT = re.compile(r"(?:[a-z]+:)?(?:claude-agent-sdk|claude-code|codex-sdk|codex|sdk)(?::|$)")
"""A program that asks a model which its configuration names: `anthropic:claude-agent-sdk`."""

_FILLED_IN = "{{"

_KEYS = frozenset(("providers", "targets", "prompts", "tests", "redteam", "defaultTest"))


def find(source: Source) -> Iterator[Mention]:
    """Yield the ids of providers: of the evaluation, of its assertions and of its red team."""
    if source.path.endswith(_CODE):
        yield from _in_code(source)
        return
    is_alone = bool(_PROVIDER.search(source.text))
    if not is_alone and not any(mark in source.text for mark in _OF_EVALUATIONS):
        return
    document = source.json() if source.path.endswith(".json") else next(iter(documents(source)), Node(None))
    if is_alone:
        yield from _alone(source, document)
    if len(_KEYS & document.fields.keys()) < 2 and "promptfoo" not in source.path:  # noqa: PLR2004  # one alone is of many tools
        return
    for key in ("providers", "targets"):
        node = document.at(key)
        for entry in node.entries or (node,):
            yield from _provider(source, entry, None)
    yield from _provider(source, document.at("redteam", "provider"), Role.TEST)
    for key in ("defaultTest", "tests", "scenarios", "assertionTemplates", "$defs", "assertTemplates"):
        for node in document.at(key).walk():
            if "provider" in node.fields:
                yield from _judge(source, node.at("provider"))


def _in_code(source: Source) -> Iterator[Mention]:
    """Yield the ids of providers in a program that makes a configuration of promptfoo, or runs one."""
    is_one = "promptfoo" in source.text or "promptfoo" in source.path
    for match in _QUOTED.finditer(source.text) if is_one else ():
        before = source.text[source.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not (_COMMENT.search(before) or _SHOWN.search(before)):
            role = Role.JUDGE if _JUDGE.search(before) else None
            yield from _mention(source, Node(match["id"], *match.span()), Node({}), role)


def _alone(source: Source, document: Node) -> Iterator[Mention]:
    """Yield the models of providers in a file of their own; other things have ids with colons too."""
    for entry in document.entries or (document,):
        if _PROVIDER_ID.match(entry.at("id").text):
            for mention in _provider(source, entry, None):
                yield mention._replace(certain=False)


def _judge(source: Source, node: Node) -> Iterator[Mention]:
    """Yield the provider of an assertion or of options, which may name one for each kind of work."""
    kinds = [
        node.at(kind) for kind in ("text", "embedding", "classification", "moderation") if kind in node.fields
    ]
    for each in (node, *kinds):
        yield from _provider(source, each, Role.JUDGE)


def _provider(source: Source, entry: Node, role: Role | None) -> Iterator[Mention]:
    if entry.text:
        yield from _mention(source, entry, entry, role)
    elif entry.at("id").text:
        yield from _mention(source, entry.at("id"), entry, role)
    elif len(entry.fields) == 1:
        ((name, options),) = entry.fields.items()
        if ":" in name:
            written = Node(name, options.key, options.key + len(name) + 2)
            yield from _mention(source, written, Node({"config": options.at("config")}), role)


def _mention(source: Source, node: Node, entry: Node, role: Role | None) -> Iterator[Mention]:
    text, config = node.text, entry.at("config")
    model = config.at("model")
    if _NO_MODEL.match(text) and not ("{{" in text and text.startswith("{{")):
        if model.text:  # such as a provider that speaks HTTP, told which model to ask for
            yield Mention(
                model.text, source.within(model, model.text), role=role, production=False, certain=False
            )
        for written, at in _of_body(source, config.at("body")):
            yield Mention(written, at, host=config.at("url").text or text, role=role, production=False)
        return
    if ":" not in text and "/" not in text and "{{" not in text:
        return
    if _AGENT.match(text) and model.text:
        host = config.at("provider_id").text or text.partition(":")[0]
        for asked, part in ((model, role), (config.at("fallback_model"), Role.FALLBACK)):
            if asked.text:
                at = source.within(asked, asked.text)
                yield Mention(asked.text, at, host=host, role=part, production=False)
        return
    yield Mention(
        text,
        source.within(node, text),
        host=config.at("apiHost").text or config.at("apiBaseUrl").text or text.partition(":")[0],
        region=config.at("region").text,
        role=role,
        model=model.text if re.fullmatch(r"[a-z]+:(?:chat|responses|completion)", text) else "",
        production=False,
    )


def _of_body(source: Source, body: Node) -> Iterator[tuple[str, int]]:
    """Yield the model that the body of a request asks for, be it a mapping or JSON in a text."""
    model = body.at("model")
    if model.text and _FILLED_IN not in model.text:
        yield model.text, source.within(model, model.text)
    match = IN_REQUEST.search(source.text, body.start, body.end) if body.text else None
    if match:
        yield match["id"], match.start("id")


DETECTOR = Detector(
    name="promptfoo",
    summary="promptfoo evaluations",
    files=("*.yaml", "*.yml", "*promptfoo*.json", *(f"*{end}" for end in _CODE)),
    find=find,
    marks=(*_OF_EVALUATIONS, "id: "),
)
