"""Models in single values of Terraform, by the name that a value goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from holdfast import Grade, Mention, Node, Role, Source
from holdfast_detect.formats.model_resources import of_charts
from holdfast_detect.ids import is_sized, looks_like_id, on_disk
from holdfast_detect.kubernetes import container
from holdfast_detect.names import is_about_models, may_list_models, names_a_model, snake
from holdfast_detect.resources import ARN, is_own_of_bedrock
from holdfast_detect.roles import role_of
from holdfast_detect.servers import model_mentions
from holdfast_detect.terraform.values import followed, is_string
from holdfast_detect.uses import by_itself, used
from holdfast_detect.variables import in_list

_CERTAIN = frozenset((
    "foundation_model", "foundation_model_arn", "foundation_model_id", "model_id", "model_arn",
    "model_identifier", "base_model_identifier", "embedding_model_arn", "embedding_model", "base_model",
    "publisher_model_name", "hugging_face_model_id", "inference_profile_id", "inference_profile_arn",
    "copy_from",
))  # fmt: skip
"""Fields of resources that are made for models."""

_ANYWHERE = frozenset(("HF_MODEL_ID", "hf_model_id"))
"""Names that hold a model wherever they stand: variables of images of Hugging Face, inputs of modules."""

_HANDED_ON = re.compile(
    r"(?:(?!(?:USE|ENABLED?|IS|HAS|SUPPORTS?)_)[A-Z0-9]+_)*"
    r"(?:(?:MODEL|LLM|INFERENCE_PROFILE)(?:_(?:ID|NAME|ARN|IDENTIFIER))?"
    r"|(?:OPENAI|GPT|LLM|CHAT|EMBEDDINGS?)_(?:[A-Z0-9]+_)?DEPLOYMENT(?:_(?:ID|NAME))?)"
)
_VARIABLE = re.compile(r"(?:var|local)\.\w+")
"""A variable of the environment is told which model by one of Terraform."""

_EXPRESSION = re.compile(
    r"(?:var|local|each|module|data|count|self|path)\.|[a-z_]+\(|[a-z_0-9]+\.[a-z_]\w*\.|.*[?\[]"
)
_LITERAL = re.compile(r'"(?P<text>[^"$\n]+)"')
_KIND_OF_NAME = re.compile(r"_(?:arn|source|identifier)$")
_OF_A_DEPLOYMENT = frozenset(("format", "capacity", "sku", "sku_name", "scale_type"))
"""Of these, one is beside the model and its version where a deployment of Azure is described."""

_BESIDE = frozenset(("base_model", "model_version"))
"""Fields of a deployment that do not say which model it is: what a gateway calls it, and its release."""

_OF_DEPLOYMENTS = re.compile(r"deployments?$", re.IGNORECASE)
_OF_A_CHART = re.compile(
    r"\bmodels\.(?:pull|run|create)\[|\bmodelURL$|\bmodelArtifacts\.uri$|\bmodel(?:\.name|\.id)$"
)
"""Names by which a chart is told its models."""

_LIST = re.compile(r"[\w./:@-]+(?:[ ]*[,;][ ]*[\w./:@-]+)+")
_ITEM = re.compile(r"[\w./:@-]+")
"""Models that are given as one text: `llama3.2;qwen3:8b`."""

_COUNTED = re.compile(r"\d{1,3}(?:\.\d+)?")
"""A version of Azure that is no part of a model's name: `1`, where others are `2024-08-06` or `0613`."""

_OF_DATABRICKS = "system.ai."
"""Before the name of a model that Databricks has."""

_COMMANDS = re.compile(
    r"(?i)^(?:command|args|entry_?point|inline)$|(?:^|_)(?:command|args|flags)$|(?<=[a-z])Args$"
)
_STORED = frozenset(("storageUri", "storage_uri", "uri", "model_uri", "modelUri"))
_ON_HUB = re.compile(r"hf://(?P<id>[\w.-]+/[\w.-]+)")
"""Where KServe is told its model, in a manifest that is written as a mapping."""

_OF_VARIABLES = frozenset(("env", "environment"))
_VERSION = re.compile(r"\d{4}-\d\d-\d\d(?:-\w+)?|turbo-[\d-]+|\d{1,4}")
"""What Azure has beside the name of a model that is deployed."""

_NOTHING = frozenset(("null", "true", "false", "string", "number", "bool", "any"))
"""Words of the language, the types of variables among them."""

_UNKNOWN = "it is a variable of Terraform"


class Place(NamedTuple):
    """What holds for a block: who serves what it names, where, and whether its fields are made for models."""

    host: str = ""
    region: str = ""
    certain: bool = False


def named(source: Source, key: str, value: Node, place: Place, grade: Grade) -> Iterator[Mention]:
    """Yield the models of a value by the name that it goes by, and of what is in it."""
    yield from _by_use(source, key, value, place)
    yield from _by_name(source, key, value, place, grade)


def _by_name(source: Source, key: str, value: Node, place: Place, grade: Grade) -> Iterator[Mention]:
    if value.text:
        is_handed_on = _HANDED_ON.fullmatch(key) and _VARIABLE.fullmatch(value.text) and _may_hold(key)
        if key in _ANYWHERE or is_handed_on or (place.certain and key in _CERTAIN):
            yield from mentions(source, value, place, grade, certain=True)
        elif _may_hold(key) or value.text.startswith(_OF_DATABRICKS):
            yield from mentions(source, value, place, Grade.INFERRED, certain=False)
        elif _COMMANDS.search(key):
            yield from model_mentions(source, [value], "", {})
        elif key in _STORED and (model := _ON_HUB.fullmatch(value.text)):
            at = source.within(value, model["id"])
            yield Mention(model["id"], at, grade, place.host or "huggingface", certain=False)
        return
    if _COMMANDS.search(key) and value.entries:
        yield from model_mentions(source, [value], "", {})
        return
    if key in _OF_VARIABLES:
        yield from in_list(source, value)
    for entry in value.entries:
        yield from _listed(source, key, entry, place)
        yield from named(source, key, entry, place, grade)
    if value.fields:
        yield from _of_mapping(source, key, value, place, grade)


def _by_use(source: Source, key: str, value: Node, place: Place) -> Iterator[Mention]:
    """Yield the known models of a name that says what they are used for, or in what order."""
    for use, model, known in (*used(key, value), *by_itself(key, value)):
        if is_string(source, model):
            at, role = source.within(model, model.text), role_of(use)
            yield Mention(
                model.text,
                at,
                Grade.INFERRED,
                place.host,
                place.region,
                role=role,
                model=known,
                certain=False,
            )


def _of_mapping(source: Source, key: str, value: Node, place: Place, grade: Grade) -> Iterator[Mention]:
    yield from _of_deployment(source, value.at("model"), place)
    if value.at("model").text and "version" in value.fields and _OF_A_DEPLOYMENT & value.fields.keys():
        yield from mentions(source, value.at("model"), place, Grade.INFERRED, certain=True)
    if place.host == "huggingface" and value.at("repository").text:
        yield from mentions(source, value.at("repository"), place, grade, certain=True)
    name, setting = value.at("name").text, value.at("value")
    if name and setting.text:
        yield from setting_of(source, name, setting, place)
    if "image" in value.fields:
        each = container(source, value)
        yield from model_mentions(source, each.words, each.image, each.variables)
    yield from of_charts(source, value)
    called = value.at("model", "name")
    if is_sized(called.text) or (called.text and "provider" in value.at("model").fields):
        yield from mentions(source, called, place, Grade.INFERRED, certain=False)
    lists = _lists(key)
    find = _by_name if is_about_models(key) else named
    for inner, entry in value.fields.items():
        yield from find(source, inner, entry, place, grade)
        if lists:
            yield from _listed(source, key, entry, place, inner)
        if lists and "version" not in key and _VERSION.fullmatch(entry.text) and looks_like_id(inner):
            at = source.text.find(inner, entry.key)
            yield Mention(inner, at, Grade.INFERRED, place.host, place.region, certain=False)
    if "version" in value.fields:
        yield from _listed(source, key, value, place)


def _of_deployment(source: Source, model: Node, place: Place) -> Iterator[Mention]:
    """Yield the model of a deployment of Azure, as in the body of `azapi_resource`."""
    name = model.at("name")
    if name.text and "format" in model.fields:
        for mention in mentions(source, name, place._replace(host="azure"), Grade.DECLARED, certain=True):
            yield released(mention, version_of(source, model.at("version")))
    elif name.text and "version" in model.fields:
        yield from mentions(source, name, place, Grade.INFERRED, certain=False)


def _listed(source: Source, key: str, entry: Node, place: Place, called: str = "") -> Iterator[Mention]:
    """Yield what an entry of a list or a mapping of models is, or else what it is `called`."""
    if not entry.fields or not (_lists(key) or names_a_model(snake(key))):
        return
    others = _BESIDE if _OF_A_DEPLOYMENT & entry.fields.keys() else frozenset()
    if any(_may_hold(field) for field in entry.fields.keys() - others):
        return
    fields = ("type", "id", "name") if any(map(str.isdigit, entry.at("type").text)) else ("id", "name")
    value = next((entry.at(key) for key in fields if entry.at(key).text), Node(None))
    if value.text:
        yield from mentions(source, value, place, Grade.INFERRED, certain=False)
    elif called:
        at = source.text.find(called, entry.key)
        yield Mention(called, at, Grade.INFERRED, place.host, place.region, certain=False)


def setting_of(source: Source, name: str, value: Node, place: Place) -> Iterator[Mention]:
    """Yield the models of a variable of the environment, or of a value for a chart."""
    if _OF_A_CHART.search(name):
        yield from mentions(source, value, place, Grade.INFERRED, certain=False)
    else:
        yield from named(source, name, value, place, Grade.INFERRED)


def choices(source: Source, key: str, value: Node) -> Iterator[Mention]:
    """Yield the models in a list of what a variable of that name can be."""
    for entry in value.entries if _may_hold(key) else ():
        for each in entry.entries or (entry,):
            if each.text and is_string(source, each):
                at = source.within(each, each.text)
                yield Mention(each.text, at, Grade.INFERRED, role=Role.CHOICE, certain=False)


def version_of(source: Source, value: Node) -> str:
    """Return the version that a value is, or what it stands for."""
    return value.text if is_string(source, value) else followed(source, value.text)


def released(mention: Mention, version: str) -> Mention:
    """Return a mention of a model with the version that Azure has beside its name."""
    name = mention.model or mention.id
    is_in_name = not version or _COUNTED.fullmatch(version) or name.endswith(version)
    if mention.unresolved or is_in_name or not re.fullmatch(r"[\w.-]+", version):
        return mention
    return mention._replace(model=f"{name}-{version}")


def _may_hold(key: str) -> bool:
    return names_a_model(_KIND_OF_NAME.sub("", snake(key))) or key in _CERTAIN


def _lists(key: str) -> bool:
    return may_list_models(key) or bool(_OF_DEPLOYMENTS.search(key))


def mentions(source: Source, value: Node, place: Place, grade: Grade, *, certain: bool) -> Iterator[Mention]:
    """Yield the model that a value is, or those that are written in an expression."""
    text = value.text
    if text in _NOTHING and not is_string(source, value):
        return
    if is_string(source, value) or not _EXPRESSION.match(text):
        at = source.within(value, text)
        if _LIST.fullmatch(text):
            for item in _ITEM.finditer(text):
                yield Mention(item[0], at + item.start(), grade, place.host, place.region, certain=False)
            return
        model = followed(source, text) or on_disk(text)
        arn = ARN.search(text)
        region = (arn["region"] if arn else "") or place.region
        reason = "" if model or "${" not in text else _UNKNOWN
        certain = certain or is_own_of_bedrock(text)
        yield Mention(text, at, grade, place.host, region, model=model, unresolved=reason, certain=certain)
        return
    literals = list(_LITERAL.finditer(text))
    for literal in literals:
        at = source.within(value, text) + literal.start("text")
        yield Mention(literal["text"], at, Grade.INFERRED, place.host, place.region, certain=False)
    model = followed(source, text)
    if not literals and (certain or model):
        reason = "" if model else _UNKNOWN
        at = value.start
        yield Mention(
            text, at, grade, place.host, place.region, model=model, unresolved=reason, certain=certain
        )
