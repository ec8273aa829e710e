"""Templates of AWS CloudFormation and Azure Resource Manager: the models that their resources name."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source

OF_AZURE = (
    "Microsoft.CognitiveServices/accounts/deployments",
    "/deploymentTemplate.json",
    "/deploymentParameters.json",
)
"""Of these, one is in a template of Azure that deploys models, or in its parameters."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of resources, those that parameters stand for too, and of policies."""
    # Here and not above: its patterns take their time, and most repositories have no such file.
    from holdfast_detect.template_models import models_of

    yield from models_of(source)


DETECTOR = Detector(
    name="templates",
    summary="templates of AWS CloudFormation, AWS SAM and Azure Resource Manager",
    files=("*.yaml", "*.yml", "*.json", "*.template"),
    find=find,
    marks=(
        "AWS::Bedrock",
        "AWS::SageMaker",
        "foundation-model/",
        "inference-profile/",
        "AllowedValues",
        *OF_AZURE,
    ),
    only_adds=True,
)
