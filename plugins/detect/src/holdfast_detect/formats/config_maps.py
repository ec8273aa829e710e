"""ConfigMaps of Kubernetes: the scripts, Modelfiles and lists of adapters that they hold as texts."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Node, Role, Source
from holdfast_detect.formats import app_config
from holdfast_detect.formats.modelfile import written_in
from holdfast_detect.ids import IN_REQUEST
from holdfast_detect.kubernetes import objects
from holdfast_detect.scripts import commands
from holdfast_detect.variables import Setting, in_file

_ADAPTERS = "vLLMLoRAConfig"
_OF_A_GATEWAY = "model_list:"
"""Of LiteLLM, whose own detector tells what models are called from what they are."""

_TREES = (".yaml", ".yml", ".json")
_LINES = (".env", ".properties", ".toml", ".ini", ".cfg", ".conf")


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of the files in the data of each ConfigMap."""
    for each in objects(source):
        if each.at("kind").text == "ConfigMap":
            for name, datum in each.at("data").fields.items():
                if "\n" in datum.text:
                    yield from _of_file(source, name, datum)
                elif name.endswith(".json"):
                    for match in IN_REQUEST.finditer(source.text, datum.start, datum.end):
                        yield Mention(match["id"], match.start("id"), Grade.HINT, certain=False)
                elif datum.text:
                    setting = Setting(name, datum.text, source.within(datum, datum.text))
                    yield from in_file(source, setting, is_environment=True)


def _of_file(source: Source, name: str, datum: Node) -> Iterator[Mention]:
    start = source.text.find("\n", datum.start, datum.end) + 1
    if name.endswith((".sh", ".bash")) or datum.text.startswith("#!"):
        yield from commands(source, start, datum.end)
    elif "modelfile" in name.lower():
        yield from written_in(source.text[start : datum.end], start)
    elif _ADAPTERS in datum.text:
        for document in source.embedded(datum):
            yield from _adapters(source, document.at(_ADAPTERS))
    elif name.endswith(_TREES):
        for document in source.embedded(datum) if _OF_A_GATEWAY not in datum.text else ():
            yield from app_config.in_document(source, document)
    elif name.endswith(_LINES):
        yield from app_config.in_lines(source, start, datum.end)
    elif name.endswith(".py"):
        yield from app_config.in_code(source, start, datum.end)


def _adapters(source: Source, config: Node) -> Iterator[Mention]:
    """Yield what the sidecar of the inference gateway has vLLM load."""
    base = config.at("defaultBaseModel")
    if base.text:
        yield Mention(base.text, source.within(base, base.text), host="vllm")
    for adapter in config.at("ensureExist", "models").entries:
        model = adapter.at("source")
        if model.text:
            yield Mention(model.text, source.within(model, model.text), host="vllm", role=Role.ADAPTER)


DETECTOR = Detector(
    name="config-maps",
    summary="scripts, Modelfiles and lists of adapters in ConfigMaps",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=("kind: ConfigMap",),
    only_adds=True,
)
