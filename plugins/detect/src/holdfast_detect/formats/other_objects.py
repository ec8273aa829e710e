"""Objects of Kubernetes of kinds that no other detector knows, beside some that others do know."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source
from holdfast_detect.formats.app_config import in_document
from holdfast_detect.kubernetes import objects

_READ_BY_OTHERS = (
    "k8s.io", "kserve.io", "envoyproxy.io", "kgateway.dev", "agentgateway.dev", "ray.io", "kubeai.org",
    "kaito.sh", "nvidia.com", "vllm.ai", "ome.io", "llmaz.io", "ayaka.io", "aibrix.ai", "kagent.dev",
)  # fmt: skip
"""Groups of objects that say in a place of their own which model they are about."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of such objects by the names of their keys, as of any configuration."""
    for each in objects(source):
        group, slash, _ = each.at("apiVersion").text.partition("/")
        if slash and "." in group and not group.endswith(_READ_BY_OTHERS):
            yield from in_document(source, each)


DETECTOR = Detector(
    name="other-objects",
    summary="objects of Kubernetes of any kind, by the names of their keys",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=("\napiVersion:", "---\napiVersion:"),
    only_adds=True,
)
