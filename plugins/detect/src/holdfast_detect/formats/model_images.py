"""Images, registries and volumes that hold a model, and what KServe fetches by a value of a chart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Source
from holdfast_detect.formats.model_servers import IN_IMAGE
from holdfast_detect.kubernetes import documents
from holdfast_detect.servers import without_scheme

_KEYS = frozenset(("repository", "modelPuller", "model", "image"))
_IN_REGISTRY = re.compile(r"hf://(?!datasets/|spaces/)[\w.-]+/[\w.-]+$|oci://\S*modelcar")
"""A model of a hub, or in an image that is made for models."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of repositories of images, and of URIs under `model`."""
    for document in documents(source):
        for node in document.walk():
            if not _KEYS.isdisjoint(node.fields):
                yield from _below(source, node)


def _below(source: Source, node: Node) -> Iterator[Mention]:
    for key in ("repository", "modelPuller"):
        image = node.at(key)
        match = IN_IMAGE.search(image.text)
        if match:
            yield Mention(match["model"], source.within(image, match["model"]), host="nvidia_nim")
    volume = node.at("image", "reference")  # of a pod; it may hold anything
    if volume.text:
        yield Mention(volume.text, source.within(volume, volume.text), certain=False)
    uri = node.at("model", "uri")
    if _IN_REGISTRY.match(uri.text):
        written = without_scheme(uri.text)
        yield Mention(written, source.within(uri, written), host="kserve")


DETECTOR = Detector(
    name="model-images",
    summary="images and registries that hold models (NIM, model cars)",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=("nvcr.io/nim/", "hf://", "modelcar", "reference:"),
    only_adds=True,
)
