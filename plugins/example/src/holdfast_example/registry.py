"""A detector: the registry in which we list the models of our assistants."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source


def find(source: Source) -> Iterator[Mention]:
    """Yield the model of each assistant. What is not as we write it holds none."""
    for document in source.yaml():
        for assistant in document.at("assistants").entries:
            model = assistant.at("model")
            if model.text:
                yield Mention(model.text, source.within(model, model.text), host=assistant.at("host").text)


REGISTRY = Detector("acme-registry", "our registry of assistants", ("assistants.yaml",), find)
