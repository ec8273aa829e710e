"""Configurations of any application: known models under keys that are called as what holds one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Node, Role, Source
from holdfast_detect import frameworks
from holdfast_detect.formats.addresses import in_setting
from holdfast_detect.hubs import on_hub
from holdfast_detect.ids import IN_REQUEST, is_repository, looks_like_id, may_be_id, of_claude
from holdfast_detect.kubernetes import documents
from holdfast_detect.names import (
    NAMES_OF_ID,
    is_deployment,
    is_list_of_models,
    may_list_models,
    names_a_model,
    names_a_provider,
    snake,
)
from holdfast_detect.offers import (
    IN_LISTS,
    at_first,
    beside_default,
    is_described,
    is_price,
    is_set_up,
    not_chosen,
    offered,
    only_offered,
)
from holdfast_detect.roles import is_offered, role_of
from holdfast_detect.scripts import SCRIPTS, commands
from holdfast_detect.uses import by_use, told_of, used
from holdfast_detect.variables import INSTEAD, Setting, followed, in_file, in_list, settings

_NOT_OURS = re.compile(
    r"(?:^|/)(?:package(?:-lock)?|composer|tsconfig.*|.*openapi.*|.*swagger.*|.*\.schema|.*-lock|pnpm-lock|.*\.min)\.\w+$"
    # what a program wrote down when it ran
    r"|\.har\.\w+$|(?:^|[/_-])(?:results?|outputs?|logs?|traces?|comparis\w+|recordings?|cassettes?)(?:[/_-].*)?\.(?:json|ya?ml)$"
    r"|(?:^|/)(?:[^/]*[-_])?(?:results?|outputs?|logs?|traces?|recordings?|cassettes?)/|(?:^|/)runs/[^/]*\d[^/]*/",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"(?i)(?:model|llm|deployment|engine|embedding)[\w-]*\\?[\"']?[ \t]*[:=][ \t]*[\\\"'{$\n]*[a-z0-9]?"
    r"|\b(?:name|key)[\"']?[ \t]*:[ \t]*[\"']?[\w.-]*(?:model|llm|deployment|engine|embedding)"
    r"|\bkind[\"']?[ \t]*:[ \t]*[\"']?model\b|[ \t\"'](?:hf://|oci://\S*model-?car)"
    r"|\b(?:vllm serve|ollama (?:run|pull))\b|--model"
)
"""A key with a value: most files that speak of models have none, and need not be parsed."""

_LABELS = frozenset(("labels", "matchLabels", "annotations", "nodeSelector", "selector", "properties"))
"""What is below these keys is chosen freely, or a schema."""

_AT = re.compile(r"(?i)(?:ur[il]|source|model|path|repo)$")
_HUB = re.compile(
    r"(?:hf://(?!datasets/|spaces/|buckets/)(?=[^/]*/[^/]*$)|oci://(?=\S*model-?car))"
    r"(?P<id>[\w.-]+(?:/[\w.-]+)+(?::[\w.-]+)?)"
)

_IN_CODE = re.compile(
    r"(?<![\w.])(?P<name>[A-Za-z_]\w{0,60})[\"']?[ \t]*[=:][ \t]*[\"'](?P<id>[^\"'\s]{2,160})[\"']"
)

_REQUEST = re.compile(r"(?i)(?:body|payload|speculative_?config)$")
"""The key of a text that is sent, as in a workflow of n8n, or that vLLM is given."""

_TEMPLATE = re.compile(r"\$?\{\{[^{}]*\}\}")
_MAPPED = re.compile(r"(?i)model_?(?:mappings?|map)")
_MANY = ("models", "llms")
_CLAUDE = re.compile(r"(?i)claude|anthropic")

_FILE_IN_TEXT = re.compile(r"(?:\.(?:ya?ml|json|jsonc)|^(?:serveConfigV2|valuesContent|values))$")
"""The key of a text that is a file by itself, as in a ConfigMap."""

_OF_MAPPINGS = ("default", "defaultValue", "Default", "value", "name", "id")
"""Of a parameter of a workflow, of a template of Azure or AWS; of a model that more is said of."""

_PART = re.compile(r"llm|chat_model|embedder|embeddings?(?:_model)?|rerank(?:er)?|vlm")
"""What an application has a provider and a model for, as in embedchain and mem0."""

_WITH_MODEL = re.compile(r"[a-z][\w-]*/[\w.:/-]*[\d-][\w.:/-]*")
"""A provider and its model in one, as for LiteLLM: `provider: openai/gpt-4o`."""

_PROVIDER = re.compile(r"[a-z][a-z0-9_-]+|\$\{\w+\}")

_TREES = (".yaml", ".yml", ".json", ".jsonc", ".json5")
_FLAT = (".toml", ".ini", ".cfg", ".conf", ".properties")
_COPIES = ("", ".example", ".sample", ".template", ".dist", ".tpl", ".j2")


def find(source: Source) -> Iterator[Mention]:
    """Yield the values of such keys, those of lists too."""
    if _NOT_OURS.search(source.path) or not _KEY.search(source.text):
        return
    path = source.path
    for end in _COPIES[1:]:
        path = path.removesuffix(end)
    if path.endswith(_TREES):
        is_yaml = path.endswith((".yaml", ".yml"))
        for document in documents(source) if is_yaml else (source.json(),):
            yield from in_document(source, document)
    else:
        if path.endswith(".toml"):
            yield from in_document(source, source.toml())
        yield from in_lines(source)


def in_lines(source: Source, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield the values of such keys in a file, or a part of it, that sets one in each line."""
    for setting in settings(source.text[start:end]):
        certain = frameworks.holds_a_model(setting.name, setting.value)
        found = setting._replace(name=snake(setting.name), at=start + setting.at)
        for mention in in_file(source, found):
            yield _sure(mention) if certain else mention


def in_code(source: Source, start: int, end: int) -> Iterator[Mention]:
    """Yield the known models that a program sets or passes on which is part of a file."""
    for match in _IN_CODE.finditer(source.text, start, end):
        name = snake(match["name"])
        line = source.text[source.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if names_a_model(name) and not line.lstrip().startswith("#"):
            yield Mention(match["id"], match.start("id"), Grade.HINT, role=role_of(name), certain=False)


def in_document(source: Source, document: Node) -> Iterator[Mention]:
    """Yield the values of such keys in what a file, or a text in it, parses to."""
    is_of_kubernetes = document.at("kind").text == "ConfigMap"
    others, beside, first, told = set[int](), set[int](), set[int](), set[int]()
    for node, path in _nodes(document):
        is_data = is_of_kubernetes and node.start == document.at("data").start
        others.update(not_chosen(node))
        beside.update(beside_default(node), only_offered(node))
        first.update(at_first(node))
        told.update(told_of(node))
        role = Role.CHOICE if node.start in others and "models" in node.fields else None
        host = next(
            filter(None, (node.at(key).text for key in ("provider", "api_type", "model_provider"))), ""
        )
        yield from _by_shape(source, node)
        yield from (
            () if is_price(node) or node.start in told else (*by_use(source, node), *on_hub(source, node))
        )
        for name, entry in () if is_price(node) else _named(node):
            is_listed = bool(entry.entries)
            is_told = is_deployment(name, entry.text) and any(
                looks_like_id(node.at(key).text) for key in NAMES_OF_ID
            )
            if is_told or (is_listed and not may_list_models(name)):
                continue
            of_list = Role.CHOICE if is_listed and is_offered(name) else role
            is_environment = is_data or (name.isupper() and "_" in name and not is_listed)
            for value in _values(entry, name) if names_a_model(name) else ():
                if default := INSTEAD.search(value.text):
                    model = default[default.lastgroup or 0]
                    yield from in_file(source, Setting(name, model, source.within(value, model)))
                elif _HUB.fullmatch(value.text):
                    continue
                elif of_claude(value.text) and _is_kind(source, value.text):
                    at, model = source.within(value, value.text), of_claude(value.text)
                    yield Mention(value.text, at, Grade.HINT, role=of_list, model=model, certain=False)
                elif value.text and (len(value.text.split()) == 1 or _TEMPLATE.fullmatch(value.text)):
                    setting = Setting(name, value.text, source.within(value, value.text))
                    certain = frameworks.holds_a_model(path + name, value.text)
                    for mention in in_file(source, setting, is_environment=is_environment):
                        is_beside = value.start in beside
                        role_here = Role.CHOICE if is_beside else of_list or mention.role
                        role_here = mention.role if value.start in first else role_here
                        found = mention._replace(host=host or mention.host, role=role_here)
                        yield _sure(found) if certain else found


def _by_shape(source: Source, node: Node) -> Iterator[Mention]:
    """Yield the models of a mapping that are told by more than a key: tables, parts, addresses of the hub."""
    for key, entry in node.fields.items():
        yield from _in_text(source, key, entry)
        for use, model, known in used(key, entry):
            at = source.within(model, model.text)
            for mention in in_file(source, Setting(use, model.text, at)):
                yield mention._replace(model=known or mention.model)
        yield from in_setting(source, entry)
        yield from in_list(source, entry) if key in ("env", "environment", "literals") else ()
        if entry.fields and _PART.fullmatch(key) and _PROVIDER.fullmatch(entry.at("provider").text):
            yield from _provided(source, key, entry)
        elif entry.fields and _PART.fullmatch(key) and looks_like_id(kind := entry.at("type").text):
            yield Mention(kind, source.within(entry.at("type"), kind), Grade.HINT, certain=False)
        if entry.fields and (is_list_of_models(key) or key == "catalog"):
            yield from offered(source, entry)
        if (hub := _HUB.fullmatch(entry.text)) and "enabled" not in node.fields:
            at, is_sure = source.within(entry, hub["id"]), bool(_AT.search(key))  # or it may be data
            host = "huggingface" if entry.text.startswith("hf:") else ""
            yield Mention(hub["id"], at, Grade.HINT, host=host, certain=is_sure)
        if names_a_provider(key) and _WITH_MODEL.fullmatch(entry.text):
            yield Mention(entry.text, source.within(entry, entry.text), Grade.HINT, certain=False)
        if _MAPPED.fullmatch(key):
            yield from _stood_for(source, entry)


def _is_kind(source: Source, text: str) -> bool:
    """Tell whether a file speaks of Claude, and does not itself say what it calls by that word."""
    is_called = any(f"{text}{end}" in source.text for end in (":", '":', "':"))
    return bool(_CLAUDE.search(source.text)) and not is_called


def _sure(mention: Mention) -> Mention:
    return mention._replace(certain=True, grade=Grade.DECLARED)


def _stood_for(source: Source, table: Node) -> Iterator[Mention]:
    """Yield what a table of a gateway has stand in for others: `modelMapping: {gpt-4: qwen-max}`."""
    for each in table.fields.values():
        if each.text:
            yield Mention(each.text, source.within(each, each.text), Grade.HINT, certain=False)


def _provided(source: Source, key: str, part: Node) -> Iterator[Mention]:
    """Yield the model of a part with a provider; one plain word may be a label, but not under `config`."""
    inner = part.at("config", "model")
    model = inner if inner.text else part.at("model")
    if may_be_id(model.text) and (inner.text or looks_like_id(model.text) or "$" in model.text):
        yield Mention(
            model.text,
            source.within(model, model.text),
            host=part.at("provider").text,
            role=role_of(key),
            model=followed(source, model.text),
        )


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the entries of a mapping by name, and what it itself says that it names: `name` and `value`."""
    for key, entry in node.fields.items():
        yield _called(snake(key), entry), entry
    called = (node.at(key).text for key in ("name", "key", "Name"))
    name, kind = next(filter(None, called), "").rpartition("/")[2], node.at("kind").text
    for key in ("value", "default", "default_value", "Value") if name else ():
        if node.at(key).text:
            yield snake(name), node.at(key)
    if kind == "model" and node.at("id").text:
        yield "model", node.at("id")


def _called(name: str, entry: Node) -> str:
    """Return the name of a key; that of a list which is called otherwise, `llms`, as one of models."""
    is_other = bool(entry.entries) and is_list_of_models(name) and not names_a_model(name)
    return f"{name}_models" if is_other else name


def _in_text(source: Source, key: str, entry: Node) -> Iterator[Mention]:
    """Yield the models of a text that is a file by itself, or is sent."""
    is_file = _FILE_IN_TEXT.search(key) or (key == "value" and entry.text.lstrip(" \t\n|>-").startswith("{"))
    if "\n" in entry.text and is_file and _KEY.search(entry.text):
        for inner in source.embedded(entry):
            yield from in_document(source, inner)
    elif '"model' in entry.text and _REQUEST.search(key) and entry.text.lstrip(" \t\n=").startswith("{"):
        for match in IN_REQUEST.finditer(source.text, entry.start, entry.end):
            yield Mention(match["id"], match.start("id"), Grade.HINT, certain=False)
    elif "\n" in entry.text and key == "ZipFile":
        yield from in_code(source, entry.start, entry.end)
    elif key in SCRIPTS:
        for each in entry.entries or (entry,):
            found = commands(source, each.start, each.end) if each.text else ()
            yield from (mention for mention in found if not mention.id.startswith("$"))  # set in `envs`


def _values(entry: Node, name: str) -> Iterator[Node]:
    """Yield what a key is set to: a text, several, or what a parameter is if nobody says otherwise."""
    if any(_HUB.fullmatch(each.text) for each in entry.fields.values()):
        return  # what it is fetched from is said, and it may be called as one likes
    if entry.fields:
        usual = next((node for key in _OF_MAPPINGS if (node := entry.at(key)).text or node.entries), None)
        if usual is not None:
            yield from usual.entries or (usual,)
        elif name.lower().endswith(_MANY) and is_list_of_models(name):
            yield from (each for key, each in entry.fields.items() if not is_set_up(key))
        else:  # by what they are for
            named = (each for key, each in entry.fields.items() if key != "provider")
            yield from (each for each in named if is_repository(each.text))
    elif entry.entries:
        yield from (each if each.text else _listed(each) for each in entry.entries)
    else:
        yield entry


def _listed(entry: Node) -> Node:
    """Return what names a model in one entry of a list, unless that says what it costs."""
    if is_described(entry) and is_price(entry):
        return Node(None)
    return next((node for key in IN_LISTS if (node := entry.at(key)).text), Node(None))


def _nodes(document: Node) -> Iterator[tuple[Node, str]]:
    """Yield the nodes of a document in order with their paths, but for those below labels.

    A path is that of a setting of a framework, or leads to some; else it is none.
    """
    todo = [(document, "")]
    while todo:
        node, path = todo.pop()
        yield node, path
        below = [(each, path) for each in node.entries] or [
            (each, frameworks.below(path, key)) for key, each in node.fields.items() if key not in _LABELS
        ]
        todo.extend(reversed(below))


DETECTOR = Detector(
    name="app-config",
    summary="configurations of any application, by the names of their keys",
    files=tuple(f"*{kind}{copy}" for kind in (*_TREES, *_FLAT) for copy in _COPIES),
    find=find,
    marks=("hf://", "model", "Model", "MODEL", "LLM", "llm", "deployment", "DEPLOYMENT", "Deployment"),
    is_general=True,
)
