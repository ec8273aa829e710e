"""Objects of Kubernetes in YAML files: each by kind, its containers, and the values of their variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from holdfast import Node, Source


def objects(source: Source) -> Iterator[Node]:
    """Yield each object of a file with its `kind`, those of a `List` too."""
    for document in source.yaml():
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
    words: tuple[Node, Node]
    variables: dict[str, tuple[str, int]]


def containers(source: Source, root: Node) -> Iterator[Container]:
    """Yield every container below a node: what has an image, a command or arguments beside variables."""
    for node in root.walk():
        for key in ("containers", "initContainers"):
            for each in node.at(key).entries:
                yield container(source, each)


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
