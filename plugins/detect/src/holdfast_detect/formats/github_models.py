"""GitHub Models: prompts in files, with the model that answers and those that judge."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source

HOST = "github-models"


def find(source: Source) -> Iterator[Mention]:
    """Yield the model of a prompt, and the judges of its evaluators."""
    for document in source.yaml():
        if not _is_prompt(source, document):
            continue
        yield from _named(source, document.at("model"), None)
        for evaluator in document.at("evaluators").entries:
            yield from _named(source, evaluator.at("llm", "modelId"), Role.JUDGE)


def _is_prompt(source: Source, document: Node) -> bool:
    """Tell whether the name of the file says so, or its messages have roles."""
    messages = document.at("messages").entries
    is_called_so = source.path.endswith((".prompt.yml", ".prompt.yaml"))
    return is_called_so or (bool(messages) and all("role" in each.fields for each in messages))


def _named(source: Source, node: Node, role: Role | None) -> Iterator[Mention]:
    if node.text:
        yield Mention(node.text, source.within(node, node.text), host=HOST, role=role)


DETECTOR = Detector(
    name="github-models",
    summary="prompts of GitHub Models (.prompt.yml)",
    files=("*.prompt.yml", "*.prompt.yaml", "*prompt*.yml", "*prompt*.yaml"),
    find=find,
    marks=("model",),
)
