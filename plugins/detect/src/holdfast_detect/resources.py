"""Full names of resources of clouds, such as an ARN: the models that they name."""

from __future__ import annotations

import re

_RESOURCE = re.compile(
    r"(?:arn:[\w{}.-]+:bedrock:[^:\s]*:[^:\s]*:(?:foundation-model|(?:application-)?inference-profile|imported-model"
    r"|provisioned-model|custom-model|default-prompt-router|prompt-router)/"
    r"|(?:(?://aiplatform\.googleapis\.com/)?projects/[^/\s]+/locations/[^/\s]+/)?publishers/[\w-]+/models/)"
    r"(?P<id>[A-Za-z0-9][\w.:@-]*)"
)


def of_resource(text: str) -> str:
    """Return the model of the full name of a resource, such as an ARN, or nothing."""
    match = _RESOURCE.fullmatch(text)
    return match["id"] if match else ""


def is_of_rights(name: str) -> bool:
    """Tell whether what is called `name` says what somebody may use, rather than what is used."""
    return "resource" in name.lower()
