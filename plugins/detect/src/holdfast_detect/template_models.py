"""Models in the parsed documents of CloudFormation and Azure templates, by kind of resource."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention, Node, Role, Source
from holdfast_detect.formats.templates import OF_AZURE
from holdfast_detect.kubernetes import documents
from holdfast_detect.names import is_model_variable
from holdfast_detect.resources import ARN, in_arns
from holdfast_detect.terraform.mentions import released

_OF_BEDROCK = re.compile(r"AWS::(?:Bedrock|BedrockAgentCore|QBusiness|Lex)::")
_FIELDS = frozenset((
    "FoundationModel", "FoundationModelArn", "ModelId", "ModelArn", "EmbeddingModelArn", "ModelIdentifier",
    "BaseModelIdentifier", "CopyFrom", "InferenceProfileArn",
))  # fmt: skip
"""Fields of resources of Bedrock that are made for models."""

_ALLOWED = (("Parameters", "AllowedValues"), ("parameters", "allowedValues"))
"""Where templates of AWS and of Azure say what their parameters can be."""

_PARAMETER = re.compile(r"\[parameters\('(?P<name>\w+)'\)\]")
_TAG = re.compile(r"!Ref[ \t]+[\"']?$")
_IN_TEXT = re.compile(r"\$\{(?P<name>\w+)\}")


def models_of(source: Source) -> Iterator[Mention]:
    """Yield the models of resources, those that parameters stand for too, and of policies."""
    is_json = not source.path.endswith((".yaml", ".yml", ".template"))
    for root in (source.json(),) if is_json else documents(source):
        yield from _allowed(source, root)
        if "AWS::" in source.text:
            for resource in root.at("Resources").fields.values():
                yield from _of_aws(source, root, resource)
        if any(mark in source.text for mark in OF_AZURE):
            for node in root.walk():
                if "format" in node.at("model").fields:
                    yield from _of_azure(source, root, node.at("model"))
    if "AWS::" in source.text or "bedrock:Invoke" in source.text:
        yield from in_arns(source.text)


def _allowed(source: Source, root: Node) -> Iterator[Mention]:
    """Yield the models that parameters allow to choose from."""
    for section, key in _ALLOWED:
        for name, parameter in root.at(section).fields.items():
            for each in parameter.at(key).entries if is_model_variable(name) else ():
                if each.text:
                    at = source.within(each, each.text)
                    yield Mention(each.text, at, Grade.INFERRED, role=Role.CHOICE, certain=False)


def _of_aws(source: Source, root: Node, resource: Node) -> Iterator[Mention]:
    kind = resource.at("Type").text
    for node in resource.at("Properties").walk() if _OF_BEDROCK.match(kind) else ():
        for key, value in node.fields.items():
            if key in _FIELDS:
                yield from _named(source, root, value)
    if kind == "AWS::SageMaker::Model":
        model = resource.at("Properties", "PrimaryContainer", "Environment", "HF_MODEL_ID")
        if model.text:
            for mention in _named(source, root, model):
                yield mention._replace(host="sagemaker")


def _named(source: Source, root: Node, value: Node) -> Iterator[Mention]:
    """Yield the model of a field: a text, one with parameters in it, or a parameter."""
    sub = value.at("Fn::Sub")
    text = (sub if sub.text else value).text or value.at("Ref").text
    if not text:
        return
    node = next((each for each in (sub, value.at("Ref")) if each.text), value)
    at = source.within(node, text)
    tag = _TAG.search(source.text, max(0, at - 20), at)
    is_parameter = bool(tag or value.at("Ref").text)
    written = source.text[tag.start() : at + len(text)] if tag else text
    filled = _IN_TEXT.sub(lambda match: _default(root, match["name"]) or match[0], text)
    model = _default(root, text) if is_parameter else filled
    arn = ARN.search(model)
    if arn:
        model = arn["model"]
    is_known = bool(model) and "${" not in model
    reason = "" if is_known else "it is a parameter of the template"
    region = (arn["region"] if arn else "") or ""
    start = tag.start() if tag else at
    yield Mention(
        written, start, host="bedrock", region=region, model=model if is_known else "", unresolved=reason
    )


def _default(root: Node, name: str) -> str:
    return root.at("Parameters", name, "Default").text


def _of_azure(source: Source, root: Node, model: Node) -> Iterator[Mention]:
    """Yield the model of a deployment; parameters of an outer template are not known to it."""
    name, version = model.at("name"), model.at("version").text
    parameter = _PARAMETER.fullmatch(name.text)
    known = root.at("parameters", parameter["name"], "defaultValue").text if parameter else name.text
    if not known or known.startswith("["):
        return
    mention = Mention(name.text, source.within(name, name.text), host="azure", model=known)
    yield released(mention, version if not version.startswith("[") else "")
