"""Terraform: what Bedrock, Azure OpenAI, Vertex AI and others are told to deploy or call."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of resources, data sources, modules, variables and locals."""
    # Here and not above: its patterns take their time, and most repositories have no such file.
    from holdfast_detect.terraform.models import models_of

    yield from models_of(source)


_FILES = (
    "*.tf", "*.tofu", "*.tfvars", "*.tfvars.*", "*.hcl", "*.tf.json",
    "*.tofu.json", "*.tfvars.json",
)  # fmt: skip
_MARKS = (
    "model", "MODEL", "bedrock", "cognitive", "deployment", "LLM", "llm", "ollama", "huggingface",
)  # fmt: skip

DETECTOR = Detector(
    name="terraform",
    summary="Terraform, OpenTofu and Terragrunt",
    files=_FILES,
    find=find,
    marks=_MARKS,
)
