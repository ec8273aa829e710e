"""Full names of resources of clouds, such as ARNs: the models that code and templates name by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention

_IN_ARN = (
    "foundation-model", "(?:application-)?inference-profile", "imported-model", "provisioned-model",
    "custom-model(?:-deployment)?", "default-prompt-router", "prompt-router",
)  # fmt: skip
"""What stands before the model in an ARN of Bedrock."""

_RESOURCE = re.compile(
    rf"(?:arn:[\w{{}}.-]+:bedrock:[^:\s]*:[^:\s]*:(?:{'|'.join(_IN_ARN)})/"
    r"|(?:(?://aiplatform\.googleapis\.com/)?projects/[^/\s]+/locations/[^/\s]+/)?publishers/[\w-]+/models/)"
    r"(?P<id>[A-Za-z0-9][\w.:@-]*)"
    r"|azureml://registries/[\w-]+/models/(?P<name>[A-Za-z0-9][\w.-]*)(?:/(?:versions|labels)/\w+)?"
)
ARN = re.compile(
    r"arn:(?:aws[\w-]*|\$\{[^{}]*\}):bedrock:(?:(?P<region>[a-z0-9-]*)|[^:]*):.*:"
    r"(?:foundation-model|inference-profile)/(?P<model>[\w.:-]+)$"
)
"""An ARN of Bedrock that a value of a template ends with; parts of it may be expressions."""

_IN_TEXT = re.compile(
    r"arn:(?:aws[\w-]*|\$\{[^{}\n]*\}):bedrock:(?P<region>[\w-]*)[^\s\"']*?:"
    r"(?:foundation-model|inference-profile)/(?P<model>[A-Za-z0-9][\w.:-]*)(?=[\"'\s\\]|\Z)"
)


_PACKAGE = re.compile(
    r"arn:aws[\w-]*:sagemaker:(?P<region>[\w-]*):\d*:model-package/(?P<model>[A-Za-z][\w.-]*?)(?:-[0-9a-f]{32})?(?=[\"'\s]|\Z)"
)
"""A package of SageMaker, as of a model of JumpStart: a name, and what is made of its content."""

_BEDROCK_ID = re.compile(
    r"(?:(?:us|eu|apac|jp|au|global|us-gov)\.)?(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|stability|writer)"
    r"\.[\w-]+(?:\.[\w-]+)*-v?\d[\w.-]*(?::\d[\w:]*)?"
)


_OWN = re.compile(
    r"arn:aws[\w-]*:bedrock:[\w-]*:[\w-]*:(?:application-inference-profile|imported-model|provisioned-model"
    r"|custom-model(?:-deployment)?|(?:default-)?prompt-router)/[\w./:-]+"
)
"""What somebody made in Bedrock, and only its account knows which model it is."""


def is_own_of_bedrock(text: str) -> bool:
    """Tell whether a text is the ARN of a model, a profile or a router that an account made for itself."""
    return bool(_OWN.fullmatch(text))


def is_id_of_bedrock(text: str) -> bool:
    """Tell whether a text is the full id of a model or a profile of Bedrock."""
    return bool(_BEDROCK_ID.fullmatch(text))


def of_resource(text: str) -> str:
    """Return the model of the full name of a resource, such as an ARN, or nothing."""
    match = _RESOURCE.fullmatch(text)
    return (match["id"] or match["name"]) if match else ""


def is_of_rights(name: str) -> bool:
    """Tell whether what is called `name` says what somebody may use, rather than what is used."""
    return "resource" in name.lower()


def in_arns(text: str) -> Iterator[Mention]:
    """Yield the models that ARNs in a text name, but for those in comments that begin a line."""
    for match in _PACKAGE.finditer(text) if "model-package/" in text else ():
        at = match.start("model")  # without the sum, which looks like a key
        yield Mention(match["model"], at, Grade.INFERRED, "sagemaker", match["region"], certain=False)
    if "foundation-model/" not in text and "inference-profile/" not in text:
        return
    for match in _IN_TEXT.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].lstrip()
        if not line.startswith(("#", "//")):
            region, model = match["region"], match["model"]
            yield Mention(match[0], match.start(), Grade.INFERRED, "bedrock", region, model=model)
