"""Prompts in files of their own: Prompty of Microsoft, and Dotprompt of Genkit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Source

_FRONT = re.compile(r"\A\s*---[ \t]*\n(?P<data>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_IN_CONFIGURATION = ("azure_deployment", "model", "name", "model_id", "deployment")


def find(source: Source) -> Iterator[Mention]:
    """Yield the model that the data before the prompt names."""
    front = _FRONT.match(source.text)
    if front is None:
        return
    for document in source.yaml(front.start("data"), front.end("data")):
        model = document.at("model")
        configuration = model.at("configuration")
        kind = configuration.at("type").text
        nodes = [model, model.at("id"), *(configuration.at(key) for key in _IN_CONFIGURATION)]
        for node in nodes:
            if node.text:
                yield _mention(source, node, configuration, kind)
                break


def _mention(source: Source, node: Node, configuration: Node, kind: str) -> Mention:
    host = configuration.at("azure_endpoint").text or configuration.at("base_url").text
    provider, slash, _ = node.text.partition("/")
    return Mention(
        node.text,
        source.within(node, node.text),
        host=host if "://" in host and "$" not in host else kind.partition("_")[0] or provider * bool(slash),
    )


DETECTOR = Detector(
    name="prompt-files",
    summary="prompts in files of their own (.prompty, .prompt)",
    files=("*.prompty", "*.prompt"),
    find=find,
    marks=("model:",),
)
