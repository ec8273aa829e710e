"""Model servers in Kubernetes: vLLM, TGI, SGLang, Ollama and their like in the containers of any object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Source
from holdfast_detect import charts, variables
from holdfast_detect.kubernetes import Container, containers, objects
from holdfast_detect.names import role_of
from holdfast_detect.servers import SERVERS, model_mentions, without_scheme

IN_IMAGE = re.compile(r"nvcr\.io/nim/(?P<model>(?!nvidia/llm-nim\b)[a-z0-9_.-]+/[a-z0-9_.-]+)")
_OF_SERVERS = (
    "MODEL_ID", "HF_MODEL_ID", "MODEL", "MODEL_NAME", "LLM_MODEL", "EMBEDDING_MODEL_ID", "HF_MODEL",
)  # fmt: skip
"""Variables by which servers are told what to load."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that containers are told to serve, or to call."""
    for each in objects(source):
        for container in containers(source, each):
            for mention in served(source, container):
                yield mention._replace(model=mention.model or charts.followed(source, mention.id))


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
        if is_server and name in _OF_SERVERS and not value.startswith("/"):
            if at not in places:
                written = without_scheme(value)
                yield Mention(written, at + len(value) - len(written), host=host, role=role_of(name))
        else:
            setting = variables.Setting(name, value, at)
            yield from variables.in_file(source, setting, grade=Grade.INFERRED, is_environment=True)
    image = IN_IMAGE.search(container.image)
    if image:
        node = container.node.at("image")
        at = source.within(node, image["model"])
        yield Mention(image["model"], at, Grade.INFERRED, host="nvidia_nim")


def _scripted(source: Source, container: Container) -> Iterator[Mention]:
    """Yield the models of variables that a script of a container sets, be it of a shell or Python."""
    for words in container.words:
        for each in words.entries or (words,):
            if "\n" in each.text:
                for setting in variables.settings(source.text[each.start : each.end]):
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
