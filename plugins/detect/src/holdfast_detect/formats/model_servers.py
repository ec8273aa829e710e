"""Model servers in Kubernetes: vLLM, TGI, SGLang, Ollama and their like in the containers of any object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Role, Source
from holdfast_detect import charts, variables
from holdfast_detect.ids import IN_REQUEST, may_be_repository
from holdfast_detect.kubernetes import Container, containers, objects
from holdfast_detect.roles import role_of
from holdfast_detect.scripts import loaded
from holdfast_detect.servers import MOUNTED, SERVERS, model_mentions, without_scheme

IN_IMAGE = re.compile(r"nvcr\.io/nim/(?P<model>(?!nvidia/llm-nim\b)[a-z0-9_.-]+/[a-z0-9_.-]+)")
_OF_SERVERS = (
    "MODEL_ID", "HF_MODEL_ID", "MODEL", "MODEL_NAME", "LLM_MODEL", "EMBEDDING_MODEL_ID", "HF_MODEL",
)  # fmt: skip
"""Variables by which servers are told what to load."""

_ADAPTERS = re.compile(r"(?:^|,)[ \t]*(?:[\w.-]+=)?(?P<id>[^,=\s]+)")
"""In `LORA_ADAPTERS` of TGI: adapters, some called by another name."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that containers are told to serve, or to call."""
    for each in objects(source):
        for container in containers(source, each):
            for mention in served(source, container):
                model = mention.model or charts.followed(source, mention.id)
                yield mention._replace(model=model or variables.followed(source, mention.id))


def served(source: Source, container: Container) -> Iterator[Mention]:
    """Yield the models of one container: of its command, its variables and its image."""
    host = _host(container.image)
    hook = container.node.at("lifecycle", "postStart", "exec", "command")
    words = (*container.words, hook)
    found = list(model_mentions(source, words, container.image, container.variables, host))
    yield from found
    yield from _scripted(source, container)
    is_server = bool(SERVERS.search(container.image))
    places = {mention.at for mention in found}
    for name, (value, at) in container.variables.items():
        if is_server and name in _OF_SERVERS and value.rstrip("/") != MOUNTED:
            if at not in places:
                written = without_scheme(value)
                # A path is one if it is called after a model.
                model = value.rstrip("/").rpartition("/")[2] if value.startswith("/") else ""
                place = at + len(value) - len(written)
                yield Mention(written, place, host=host, role=role_of(name), model=model, certain=not model)
        elif is_server and name == "LORA_ADAPTERS":
            for match in _ADAPTERS.finditer(value):
                if may_be_repository(match["id"]):
                    yield Mention(match["id"], at + match.start("id"), host=host, role=Role.ADAPTER)
        else:
            setting = variables.Setting(name, value, at)
            yield from variables.in_file(source, setting, grade=Grade.INFERRED, is_environment=True)
            for match in IN_REQUEST.finditer(source.text, at, at + len(value)) if value[:1] in "[{" else ():
                yield Mention(match["id"], match.start("id"), Grade.INFERRED, certain=False)
    image = IN_IMAGE.search(container.image)
    if image:
        node = container.node.at("image")
        at = source.within(node, image["model"])
        yield Mention(image["model"], at, Grade.INFERRED, host="nvidia_nim")


def _scripted(source: Source, container: Container) -> Iterator[Mention]:
    """Yield the models that a script of a container loads or sets variables to, of a shell or Python."""
    for words in container.words:
        for each in words.entries or (words,):
            yield from loaded(source, each.start, each.end)
            if "\n" in each.text:
                for setting in variables.settings(source.text[each.start : each.end]):
                    if container.variables.keys().isdisjoint(variables.names_in(setting.value)):
                        found = setting._replace(at=each.start + setting.at)
                        yield from variables.in_file(source, found, grade=Grade.INFERRED)


def _host(image: str) -> str:
    names = {"vllm": "vllm", "text-generation": "tgi", "ollama": "ollama", "llama": "llamacpp"}
    return next((host for word, host in names.items() if word in image), "")


DETECTOR = Detector(
    name="model-servers",
    summary="vLLM, TGI, SGLang, Ollama and their like in Kubernetes",
    files=("*.yaml", "*.yml", "*.tf", "*.yaml.tpl", "*.yaml.j2"),
    find=find,
    marks=("containers:", "initContainers:", "mainContainer:"),
)
