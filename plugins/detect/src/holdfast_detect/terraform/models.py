"""Models in whole blocks of Terraform, by kind: deployed, called, served or allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention, Node, Source
from holdfast_detect.formats.app_config import in_document
from holdfast_detect.ids import looks_like_id
from holdfast_detect.kubernetes import documents
from holdfast_detect.resources import in_arns
from holdfast_detect.scripts import commands
from holdfast_detect.servers import model_mentions
from holdfast_detect.terraform.hcl import Block, blocks_of
from holdfast_detect.terraform.mentions import (
    Place,
    choices,
    mentions,
    named,
    released,
    setting_of,
    version_of,
)
from holdfast_detect.terraform.values import is_string, location

_OF_MODELS = re.compile(
    r"bedrock|cognitive_deployment|vertex_ai|model_serving|litellm_model|dialogflow_cx|discovery_engine"
    r"|huggingface|ollama"
)
_CALLED = {"scaleway_inference_model": "name"}
"""Data that is asked for by a model, and the field that names it."""

_WORDS = r"(?:model|(?<![a-z])llm|embedding|deployment|engine)"
_WANTED = re.compile(
    rf"{_WORDS}[\w-]{{0,60}}\"?[ \t]*(?:[=:](?![ \t]*(?:true|false|null)\b)|\{{)"
    rf"|^(?:variable|output)[ \t]+\"[\w-]{{0,80}}{_WORDS}"
    rf"|\b(?:(?:variable_)?name|key)\"?[ \t]*[=:][ \t]*\"[^\"\n]{{0,80}}{_WORDS}"
    r"|copy_from|entity_name|inference_profile(?:_id|_arn)|--model|ollama|vllm|huggingface"
    r"|^provider[ \t]+\"(?:aws|google)\b|^data[ \t]+\"\w*inference_model\"",
    re.IGNORECASE | re.MULTILINE,
)
"""Blocks in which this is not written name no model, nor where one is."""

_AMERICAN = re.compile(r"us\d?$")
_LAST = re.compile(r"[/:]")
"""Before the last word of the name of a parameter, as of `/app/bedrock/model_id`."""

_SERVED = re.compile(r"\bollama (?:pull|run)\b|\bvllm serve\b|\bhf download\b|\bhuggingface-cli download\b")


def models_of(source: Source) -> Iterator[Mention]:
    """Yield the models of resources, data sources, modules, variables and locals."""
    root = blocks_of(source, _WANTED)
    if ".tfvars" in source.path or source.path.endswith(".hcl"):
        yield from _values(source, root, Place())
    for block in root.blocks:
        yield from _block(source, root, block)
    yield from _of_charts(source)
    yield from in_arns(source.text)
    if _SERVED.search(source.text):
        yield from commands(source)


def _of_charts(source: Source) -> Iterator[Mention]:
    """Yield the models of the values that charts are given as texts over several lines."""
    for document in documents(source) if "helm_release" in source.text else ():
        if document.fields and not document.at("kind").text:
            yield from in_document(source, document)


def _block(source: Source, root: Block, block: Block) -> Iterator[Mention]:
    kind = block.labels[0] if block.labels else ""
    if block.kind in ("resource", "data"):
        place = Place(_host(kind), _region(root, kind), bool(_OF_MODELS.search(kind)))
        if kind in ("azurerm_cognitive_deployment", "azurerm_openai_deployment"):
            yield from _azure(source, block, place)
        else:
            yield from _below(source, block, place)
    elif block.kind in ("module", "locals") or source.path.endswith(".hcl"):
        yield from _below(source, block, Place())
    elif block.kind == "output" and is_string(source, block.values.get("value", Node(None))):
        yield from named(source, kind, block.values["value"], Place(), Grade.INFERRED)
    elif block.kind == "variable":
        default, form = (block.values.get(key, Node(None)) for key in ("default", "type"))
        yield from named(source, kind, default, Place(), Grade.INFERRED)
        for inner in block.blocks:
            yield from choices(source, kind, inner.values.get("condition", Node(None)))
        if not form.text:  # an object: what its fields are if nobody says otherwise
            yield from named(source, kind, form, Place(), Grade.INFERRED)


def _azure(source: Source, block: Block, place: Place) -> Iterator[Mention]:
    model = block.first("model")
    written = block.values.get("model", Node(None))  # as in JSON
    fields = model.values or next(iter(written.entries), written).fields
    name, version = fields.get("name"), fields.get("version", Node(None))
    many = named(source, "models", block.values.get("for_each", Node(None)), place, Grade.INFERRED)
    each = [mention for mention in many if looks_like_id(mention.id) and not mention.unresolved]
    yield from each
    if name is None or (each and name.text.startswith("each.")):
        return
    sku = block.first("sku").text("name") or block.first("scale").text("type")
    region = _of_sku(sku, location(source, block.text("cognitive_account_id"))) or place.region
    for mention in mentions(source, name, place._replace(region=region), Grade.DECLARED, certain=True):
        yield released(mention, version_of(source, version))


def _of_sku(sku: str, location: str) -> str:
    """Return where a deployment of Azure is processed, by its SKU and the place of its account."""
    if sku.startswith("Global"):
        return "global"
    if sku.startswith("DataZone") and location:
        return "us" if _AMERICAN.search(location.replace(" ", "").lower()) else "eu"
    return location


def _below(source: Source, block: Block, place: Place) -> Iterator[Mention]:
    """Yield the models of a block and of those in it."""
    called = block.values.get(_CALLED.get(next(iter(block.labels), ""), ""))
    if called is not None and block.kind == "data":
        yield from mentions(source, called, place, Grade.DECLARED, certain=True)
    yield from _values(source, block, place)
    names = (block.text(key) for key in ("name", "key", "variable_name"))
    name, value = next(filter(None, names), ""), block.values.get("value")
    if block.kind == "resource" and value and place.host == "":
        yield from setting_of(source, _LAST.split(name)[-1], value, place)
    elif block.kind in ("env", "environment_variable", "set", "environment") and name and value:
        yield from setting_of(source, name, value, place)
    if "image" in block.values:
        words = [block.values[key] for key in ("command", "args") if key in block.values]
        yield from model_mentions(source, words, block.text("image"), {})
    for inner in block.blocks:
        if inner.kind == "external_model" and place.certain and "name" in inner.values:
            provider = place._replace(host=inner.text("provider"))
            yield from mentions(source, inner.values["name"], provider, Grade.DECLARED, certain=True)
        yield from _below(source, inner, place)


def _values(source: Source, block: Block, place: Place) -> Iterator[Mention]:
    grade = Grade.DECLARED if place.certain else Grade.INFERRED
    for key, value in block.values.items():
        yield from named(source, key, value, place, grade)


def _host(kind: str) -> str:
    hosts = {
        "bedrock": "bedrock",
        "cognitive": "azure",
        "vertex_ai": "vertex_ai",
        "databricks": "databricks",
        "sagemaker": "sagemaker",
        "litellm": "litellm",
        "huggingface": "huggingface",
        "ollama": "ollama",
    }
    return next((host for word, host in hosts.items() if word in kind), "")


def _region(root: Block, kind: str) -> str:
    """Return the region of the provider of a resource, where the file says it."""
    provider = kind.partition("_")[0].removesuffix("cc")
    for block in root.blocks:
        if block.kind == "provider" and block.labels[:1] == (provider,) and "alias" not in block.values:
            return block.text("region")
    return ""
