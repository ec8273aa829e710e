"""Docker Compose: models of Docker Model Runner, servers that services run, and their variables."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Source
from holdfast_detect import variables
from holdfast_detect.formats.model_servers import served
from holdfast_detect.kubernetes import Container
from holdfast_detect.scripts import pulled


def find(source: Source) -> Iterator[Mention]:
    """Yield the models under `models`, and those that services are told to serve or to call."""
    for document in source.yaml():
        for name, entry in document.at("models").fields.items():
            yield from _declared(source, entry.at("model"), name)
        for service in document.at("services").fields.values():
            yield from _service(source, service)
    yield from pulled(source)


def _declared(source: Source, model: Node, name: str = "") -> Iterator[Mention]:
    if model.text:
        yield Mention(
            model.text,
            source.within(model, model.text),
            host="docker-model-runner",
            model=variables.followed(source, model.text),
            name=name,
        )


def _service(source: Source, service: Node) -> Iterator[Mention]:
    provider = service.at("provider")
    if provider.at("type").text == "model":
        yield from _declared(source, provider.at("options", "model"))
    values = dict(_environment(source, service.at("environment")))
    words = (service.at("entrypoint"), service.at("command"))
    for mention in served(source, Container(service, service.at("image").text, words, values)):
        yield mention._replace(model=mention.model or variables.followed(source, mention.id))


def _environment(source: Source, node: Node) -> Iterator[tuple[str, tuple[str, int]]]:
    for key, setting in node.fields.items():
        if setting.text:
            yield key, (setting.text, source.within(setting, setting.text))
    for entry in node.entries:
        name, equals, value = entry.text.partition("=")
        if equals and value:
            yield name, (value, source.within(entry, entry.text) + len(name) + 1)


DETECTOR = Detector(
    name="compose",
    summary="Docker Compose files",
    files=("compose*.yaml", "compose*.yml", "*docker-compose*.yaml", "*docker-compose*.yml", "*.compose.yaml",
           "*.compose.yml", "docker-stack*.yml", "docker-stack*.yaml"),
    find=find,
    marks=("services:", "models:"),
)  # fmt: skip
