"""Terraform: what Bedrock, Azure OpenAI, Vertex AI and others are told to deploy or call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from holdfast import Detector, Grade, Mention, Node, Source
from holdfast_detect import variables
from holdfast_detect.hcl import Block, blocks_of

_OF_MODELS = re.compile(
    r"bedrock|cognitive_deployment|vertex_ai|model_serving|litellm_model|dialogflow_cx|discovery_engine"
)
_CERTAIN = frozenset((
    "foundation_model", "foundation_model_arn", "foundation_model_id", "model_id", "model_arn",
    "model_identifier", "base_model_identifier", "embedding_model_arn", "embedding_model", "base_model",
    "publisher_model_name", "hugging_face_model_id", "inference_profile_id", "inference_profile_arn",
    "copy_from",
))  # fmt: skip
_EXPRESSION = re.compile(
    r"(?:var|local|each|module|data|count|self|path)\.|[a-z_]+\(|[a-z_0-9]+\.[a-z_]\w*\.|.*[?\[]"
)
_LITERAL = re.compile(r'"(?P<text>[^"$\n]+)"')
_REFERENCE = re.compile(r"\$\{(?P<braced>(?:var|local)\.\w+)\}|^(?P<plain>(?:var|local)\.\w+)$")
_ARN = re.compile(
    r"arn:aws[\w-]*:bedrock:(?:(?P<region>[a-z0-9-]*)|[^:]*):.*:(?:foundation-model|inference-profile)/(?P<model>[\w.:-]+)$"
)
_KIND_OF_NAME = re.compile(r"_(?:arn|source|identifier)$")
_NAMED = re.compile(r"(?:var|local)\.\w+")
_MOST_STEPS = 4
_WANTED = re.compile(
    r"model|llm|embedding|deployment|engine|copy_from|inference_profile|^provider\b",
    re.IGNORECASE | re.MULTILINE,
)
"""Blocks in which this is not written name no model, nor where one is."""

_DEFINITION = re.compile(r"^(?:variable|locals)\b", re.MULTILINE)
_ANYTHING = re.compile(r"^(?=[A-Za-z_])", re.MULTILINE)
_OF_AZURE = re.compile(r"(?P<kind>azurerm_\w+)\.(?P<name>\w+)(?:\[[^\]]*\])?\.(?:id|location)")
_LOCATED = re.compile(r"^[ \t]*location[ \t]*=", re.MULTILINE)
_AMERICAN = re.compile(r"us\d?$")
_COUNTED = re.compile(r"\d{1,3}(?:\.\d+)?")
"""A version of Azure that is no part of a model's name: `1`, where others are `2024-08-06` or `0613`."""


class _Place(NamedTuple):
    """What holds for a block: who serves what it names, where, and whether its fields are made for models."""

    host: str = ""
    region: str = ""
    certain: bool = False


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of resources, data sources, modules, variables and locals."""
    root = blocks_of(source, _WANTED)
    if source.path.endswith((".tfvars", ".tfvars.example", ".hcl")):
        yield from _values(source, root, _Place())
    for block in root.blocks:
        yield from _block(source, root, block)


def _block(source: Source, root: Block, block: Block) -> Iterator[Mention]:
    kind = block.labels[0] if block.labels else ""
    if block.kind in ("resource", "data"):
        place = _Place(_host(kind), _region(root, kind), bool(_OF_MODELS.search(kind)))
        if kind in ("azurerm_cognitive_deployment", "azurerm_openai_deployment"):
            yield from _azure(source, block, place)
        else:
            yield from _below(source, block, place)
    elif block.kind == "module":
        yield from _below(source, block, _Place())
    elif block.kind == "variable":
        default = block.values.get("default", Node(None))
        yield from _named(source, kind, default, _Place(), Grade.INFERRED)
    elif block.kind == "locals":
        yield from _below(source, block, _Place())


def _azure(source: Source, block: Block, place: _Place) -> Iterator[Mention]:
    model = block.first("model")
    name, version = model.values.get("name"), model.values.get("version", Node(None))
    if name is None:
        return
    sku = block.first("sku").text("name") or block.first("scale").text("type")
    region = _of_sku(sku, _location(source, block.text("cognitive_account_id"))) or place.region
    for mention in _mentions(source, name, place._replace(region=region), Grade.DECLARED, certain=True):
        yield _released(
            mention, version.text if _is_string(source, version) else _followed(source, version.text)
        )


def _of_sku(sku: str, location: str) -> str:
    """Return where a deployment of Azure is processed, by its SKU and the place of its account."""
    if sku.startswith("Global"):
        return "global"
    if sku.startswith("DataZone") and location:
        return "us" if _AMERICAN.search(location.replace(" ", "").lower()) else "eu"
    return location


def _released(mention: Mention, version: str) -> Mention:
    """Return a mention of a model with the version that Azure has beside its name."""
    name = mention.model or mention.id
    is_in_name = not version or _COUNTED.fullmatch(version) or name.endswith(version)
    if mention.unresolved or is_in_name or not re.fullmatch(r"[\w.-]+", version):
        return mention
    return mention._replace(model=f"{name}-{version}")


def _location(source: Source, text: str, steps: int = 0) -> str:
    """Return the location of what an expression names: an account, its group of resources, a variable."""
    wanted = _OF_AZURE.fullmatch(text)
    if wanted is None or steps > _MOST_STEPS:
        return _followed(source, text)
    for path in source.neighbours():
        other = source.other(path) if path.endswith((".tf", ".tofu")) else None
        if other is None or wanted["name"] not in other.text:
            continue
        for block in blocks_of(other, _LOCATED).blocks:
            if block.labels == (wanted["kind"], wanted["name"]):
                value = block.values.get("location", Node(None))
                is_known = _is_string(other, value) and "${" not in value.text
                return value.text if is_known else _location(source, value.text, steps + 1)
    return ""


def _is_string(source: Source, value: Node) -> bool:
    return source.text[value.start : value.start + 1] == '"'


def _below(source: Source, block: Block, place: _Place) -> Iterator[Mention]:
    """Yield the models of a block and of those in it."""
    yield from _values(source, block, place)
    name, value = block.text("name"), block.values.get("value")
    if block.kind in ("env", "environment_variable", "set", "environment") and name and value:
        yield from _named(source, name, value, place, Grade.INFERRED)
    for inner in block.blocks:
        if inner.kind == "external_model" and place.certain and "name" in inner.values:
            provider = place._replace(host=inner.text("provider"))
            yield from _mentions(source, inner.values["name"], provider, Grade.DECLARED, certain=True)
        yield from _below(source, inner, place)


def _values(source: Source, block: Block, place: _Place) -> Iterator[Mention]:
    for key, value in block.values.items():
        grade = Grade.DECLARED if place.certain else Grade.INFERRED
        yield from _named(source, key, value, place, grade)


def _named(source: Source, key: str, value: Node, place: _Place, grade: Grade) -> Iterator[Mention]:
    """Yield the models of a value by the name that it goes by, and of what is in it."""
    if value.text:
        if place.certain and key in _CERTAIN:
            yield from _mentions(source, value, place, grade, certain=True)
        elif _may_hold(key):
            yield from _mentions(source, value, place, Grade.INFERRED, certain=False)
        return
    for entry in value.entries:
        yield from _named(source, key, entry, place, grade)
    model = value.at("model", "name")  # as in the body of `azapi_resource`
    if model.text and "format" in value.at("model").fields:
        version = value.at("model", "version").text
        for mention in _mentions(source, model, place._replace(host="azure"), Grade.DECLARED, certain=True):
            yield _released(mention, version)
    name, setting = value.at("name").text, value.at("value")
    if name and setting.text:
        yield from _named(source, name, setting, place, Grade.INFERRED)
    for inner, entry in value.fields.items():
        yield from _named(source, inner, entry, place, grade)


def _may_hold(key: str) -> bool:
    return variables.names_a_model(_KIND_OF_NAME.sub("", variables.snake(key))) or key in _CERTAIN


def _mentions(
    source: Source, value: Node, place: _Place, grade: Grade, *, certain: bool
) -> Iterator[Mention]:
    text = value.text
    if _is_string(source, value) or not _EXPRESSION.match(text):
        at = source.within(value, text)
        model = _followed(source, text)
        arn = _ARN.search(text)
        if arn and arn["region"]:
            place = place._replace(region=arn["region"])
        reason = "" if model or "${" not in text else "it is a variable of Terraform"
        yield Mention(
            text, at, grade, place.host, place.region, model=model, unresolved=reason, certain=certain
        )
        return
    literals = list(_LITERAL.finditer(text))
    for literal in literals:
        at = source.within(value, text) + literal.start("text")
        yield Mention(literal["text"], at, Grade.INFERRED, place.host, place.region, certain=False)
    model = _followed(source, text)
    if not literals and (certain or model):
        reason = "" if model else "it is a variable of Terraform"
        yield Mention(
            text,
            value.start,
            grade,
            place.host,
            place.region,
            model=model,
            unresolved=reason,
            certain=certain,
        )


def _followed(source: Source, text: str) -> str:
    """Return what variables and locals in `text` stand for by the files of the folder, or nothing."""
    arn = _ARN.search(text)
    if arn:
        return arn["model"]
    known = True

    def value(match: re.Match[str]) -> str:
        nonlocal known
        found = _value_of(source, match["braced"] or match["plain"])
        known = known and bool(found)
        return found

    replaced = _REFERENCE.sub(value, text)
    if not known or replaced == text or "${" in replaced:
        return ""
    arn = _ARN.search(replaced)
    return arn["model"] if arn else replaced


def _value_of(source: Source, name: str, steps: int = 0) -> str:
    """Return what a variable or a local is set to in the folder; of `replace(var.x, …)` what `var.x` is."""
    kind, _, key = name.partition(".")
    for path in source.neighbours():
        if not path.endswith((".tf", ".tfvars")):
            continue
        other = source.other(path)
        if other is None or key not in other.text:
            continue
        root = blocks_of(other, _DEFINITION if path.endswith(".tf") else _ANYTHING)
        if kind == "var" and path.endswith(".tfvars") and root.text(key):
            return root.text(key)
        for block in root.blocks:
            if kind == "var" and block.kind == "variable" and block.labels[:1] == (key,):
                found = block.values.get("default", Node(None))
            else:
                found = (
                    block.values.get(key, Node(None))
                    if (kind, block.kind) == ("local", "locals")
                    else Node(None)
                )
            if found.text and _is_string(other, found):
                return found.text
            inner = _NAMED.search(found.text)
            if inner and steps < _MOST_STEPS and "?" not in found.text:
                return _value_of(source, inner[0], steps + 1)
    return ""


def _host(kind: str) -> str:
    hosts = {"bedrock": "bedrock", "cognitive": "azure", "vertex_ai": "vertex_ai", "databricks": "databricks",
             "sagemaker": "sagemaker", "litellm": "litellm"}  # fmt: skip
    return next((host for word, host in hosts.items() if word in kind), "")


def _region(root: Block, kind: str) -> str:
    """Return the region of the provider of a resource, where the file says it."""
    provider = kind.partition("_")[0].removesuffix("cc")
    for block in root.blocks:
        if block.kind == "provider" and block.labels[:1] == (provider,) and "alias" not in block.values:
            return block.text("region")
    return ""


DETECTOR = Detector(
    name="terraform",
    summary="Terraform and OpenTofu",
    files=("*.tf", "*.tofu", "*.tfvars", "*.tfvars.example", "*.auto.tfvars"),
    find=find,
    marks=("model", "MODEL", "bedrock", "cognitive", "deployment", "LLM", "llm"),
)
