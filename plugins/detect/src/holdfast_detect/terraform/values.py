"""What variables, locals and accounts of Terraform stand for by the files of their folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from holdfast import Node, Source
from holdfast_detect.resources import ARN
from holdfast_detect.terraform.hcl import Block, blocks_of

_AWS = re.compile(r"\baws(?:cc)?_\w+\.\w")
_OF_BEDROCK = r"(?:data\.)?aws(?:cc)?_bedrock_\w+\.\w+(?:\[[^\]]*\])?\.\w+"
_REFERENCE = re.compile(
    rf"\$\{{(?P<braced>(?:var|local)\.\w+|{_OF_BEDROCK})\}}|^(?P<plain>(?:var|local)\.\w+|{_OF_BEDROCK})$"
)
_NAMED = re.compile(r"(?:var|local)\.\w+")
_MOST_STEPS = 4
_LONGEST = 1000
"""Characters of a text that is put together and still looked into: each local may have others many times."""

_FILES = (".tf", ".tofu", ".tf.json")
_OF_VALUES = (".tfvars", ".tfvars.json")
_RESOURCE = re.compile(r"(?:data\.)?(?P<kind>\w+)\.(?P<name>\w+)")
_GIVEN = {
    "aws_bedrock_foundation_model": ("model_id",),
    "aws_bedrock_inference_profile": ("inference_profile_id", "model_source"),
    "awscc_bedrock_application_inference_profile": ("model_source",),
}
"""Resources and data of Bedrock that stand for a model, and where they are told which."""

_OF_AZURE = re.compile(r"(?P<kind>azurerm_\w+)\.(?P<name>\w+)(?:\[[^\]]*\])?\.(?:id|location)")


def followed(source: Source, text: str) -> str:
    """Return what references in `text` stand for by the files of the folder, or nothing."""
    arn = ARN.search(text)
    if arn:
        return arn["model"]

    def value(match: re.Match[str]) -> str:
        name = match["braced"] or match["plain"]
        return (_value_of(source, name) if _NAMED.match(name) else _of_resource(source, name)) or match[0]

    replaced = text
    for _ in range(_MOST_STEPS):  # a local may be made of others
        before, replaced = replaced, _REFERENCE.sub(value, replaced)
        if replaced == before or len(replaced) > _LONGEST:
            break
    arn = ARN.search(replaced)
    if arn:
        return arn["model"]
    is_open = replaced == text or "${" in replaced or _REFERENCE.search(replaced)
    return "" if is_open else replaced


def _value_of(source: Source, name: str, steps: int = 0) -> str:
    """Return what a variable or a local is set to in the folder; of `replace(var.x, …)` what `var.x` is."""
    kind, _, key = name.partition(".")
    for path in source.neighbours():
        if not path.endswith(_FILES + _OF_VALUES):
            continue
        other = source.other(path)
        if other is None or key not in other.text:
            continue
        root = blocks_of(other, _defining(kind, key))
        if kind == "var" and path.endswith(_OF_VALUES) and root.text(key):
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
            if found.text and is_string(other, found):
                return found.text
            inner = _NAMED.search(found.text)
            if inner and steps < _MOST_STEPS and "?" not in found.text:
                return _value_of(source, inner[0], steps + 1)
    return ""


@lru_cache(maxsize=256)
def _defining(kind: str, key: str) -> re.Pattern[str]:
    """Return what stands where a variable or a local is defined, or a variable is set."""
    if kind == "local":
        return re.compile(rf"^[ \t]*\"?{key}\"?[ \t]*[=:]|\blocals[ \t]*\{{[^\n]*\b{key}\b", re.MULTILINE)
    return re.compile(rf"^variable[ \t]+\"?{key}\b|^[ \t]*\"?{key}\"?[ \t]*[=:]|\"variable\"", re.MULTILINE)


def _of_resource(source: Source, text: str) -> str:
    """Return the model that a resource of Bedrock stands for, by the files of the folder."""
    wanted = _RESOURCE.match(text)
    if wanted is None or wanted["kind"] not in _GIVEN:
        return ""
    for other, block in _declared(source, wanted["kind"], wanted["name"]):
        for key in _GIVEN[wanted["kind"]]:
            inner = block.first(key).values or block.values.get(key, Node(None)).fields
            value = inner.get("copy_from") or block.values.get(key, Node(None))
            if value.text and not _AWS.search(value.text):  # perhaps of itself
                is_known = is_string(other, value) and "${" not in value.text
                return followed(other, value.text) or (value.text if is_known else "")
    return ""


def _declared(source: Source, kind: str, name: str) -> Iterator[tuple[Source, Block]]:
    """Yield the blocks of that kind and name in the folder, with the files that they are in."""
    for path in source.neighbours():
        other = source.other(path) if path.endswith((".tf", ".tofu")) else None
        if other is None or name not in other.text:
            continue
        for block in blocks_of(other, _declaring(kind, name)).blocks:
            if block.labels == (kind, name):
                yield other, block


@lru_cache(maxsize=64)
def _declaring(kind: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:resource|data)[ \t]+\"{kind}\"[ \t]+\"{name}\"", re.MULTILINE)


def location(source: Source, text: str, steps: int = 0) -> str:
    """Return the location of what an expression names: an account, its group of resources, a variable."""
    wanted = _OF_AZURE.fullmatch(text)
    if wanted is None or steps > _MOST_STEPS:
        return followed(source, text)
    for other, block in _declared(source, wanted["kind"], wanted["name"]):
        value = block.values.get("location", Node(None))
        is_known = is_string(other, value) and "${" not in value.text
        return value.text if is_known else location(source, value.text, steps + 1)
    return ""


def is_string(source: Source, value: Node) -> bool:
    """Tell whether a value is a text and no other expression."""
    return source.text[value.start : value.start + 1] == '"'
