"""Objects of Kubernetes in YAML files: each by kind, its containers, and the values of their variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from holdfast import Node, Source

_SCHEMA = re.compile(r"^kind:[ \t]*[\"']?CustomResourceDefinition\b", re.MULTILINE)
_BETWEEN = re.compile(r"^---", re.MULTILINE)
_HEREDOC = re.compile(r"<<-?(?P<end>[A-Za-z_][\w-]{0,60})[ \t]*$")


def documents(source: Source) -> Sequence[Node]:
    """Return the YAML documents of a file but for definitions of resources: large, and of no models.

    Of Terraform, those that it has as texts over several lines.
    """
    if source.path.endswith(".tf"):
        return [document for begin, end in _heredocs(source.text) for document in source.yaml(begin, end)]
    if not _SCHEMA.search(source.text):
        return source.yaml()
    return [document for begin, end in _others(source.text) for document in source.yaml(begin, end)]


def _heredocs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the texts over several lines begin and end in a module of Terraform."""
    at = begin = 0
    ends_with = ""
    for line in text.splitlines(keepends=True):
        if not ends_with and (match := _HEREDOC.search(line.rstrip("\n"))):
            ends_with, begin = match["end"], at + len(line)
        elif ends_with and line.strip() == ends_with:
            ends_with = ""
            yield begin, at
        at += len(line)


@lru_cache(maxsize=4)
def _others(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the documents of a text begin and end that define no resource."""
    places = [0, *(match.start() for match in _BETWEEN.finditer(text)), len(text)]
    return tuple(span for span in pairwise(places) if not _SCHEMA.search(text, *span))


def objects(source: Source) -> Iterator[Node]:
    """Yield each object of a file with its `kind`, those of a `List` too."""
    for document in documents(source):
        items = document.at("items").entries if document.at("kind").text.endswith("List") else ()
        yield from (item for item in (items or (document,)) if item.at("kind").text)


def named(found: list[Node], kind: str, name: str) -> Node:
    """Return the object of that kind and name, or nothing."""
    return next(
        (each for each in found if each.at("kind").text == kind and each.at("metadata", "name").text == name),
        Node(None),
    )


class Container(NamedTuple):
    """One container: its node, image, command and arguments, and its variables with their places."""

    node: Node
    image: str
    words: tuple[Node, ...]
    variables: dict[str, tuple[str, int]]


def containers(source: Source, root: Node) -> Iterator[Container]:
    """Yield every container below a node: what has an image, a command or arguments beside variables."""
    for node in root.walk():
        for key in ("containers", "initContainers"):
            for each in node.at(key).entries:
                yield container(source, each)
        if node.at("mainContainer").fields:  # of NVIDIA Dynamo
            yield container(source, node.at("mainContainer"))


def container(source: Source, node: Node) -> Container:
    """Return what runs in one container."""
    return Container(
        node,
        node.at("image").text,
        (node.at("command"), node.at("args")),
        dict(_variables(source, node)),
    )


def _variables(source: Source, node: Node) -> Iterator[tuple[str, tuple[str, int]]]:
    for entry in node.at("env").entries:
        name, value = entry.at("name").text, entry.at("value")
        if name and value.text:
            yield name, (value.text, source.within(value, value.text))
        reference = entry.at("valueFrom", "configMapKeyRef")
        if name and reference.fields:
            config = named(list(objects(source)), "ConfigMap", reference.at("name").text)
            datum = config.at("data", reference.at("key").text)
            if datum.text:
                yield name, (datum.text, source.within(datum, datum.text))
    for entry in node.at("envFrom").entries:
        config = named(list(objects(source)), "ConfigMap", entry.at("configMapRef", "name").text)
        for name, datum in config.at("data").fields.items():
            if datum.text and "\n" not in datum.text:
                yield name, (datum.text, source.within(datum, datum.text))
