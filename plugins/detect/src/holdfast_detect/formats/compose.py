"""Docker Compose: models of Docker Model Runner, servers that services run, and their variables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Source
from holdfast_detect import variables
from holdfast_detect.formats.model_servers import served
from holdfast_detect.kubernetes import Container
from holdfast_detect.scripts import pulled

_NAMED = re.compile(r"(?i)(?:^|/)(?:compose|[^/]*docker-compose|[^/]*\.compose\.ya?ml$|docker-stack)[^/]*$")
_SERVICES = re.compile(r"^services:", re.MULTILINE)
_RUNS = frozenset(("image", "build", "extends"))


def find(source: Source) -> Iterator[Mention]:
    """Yield the models under `models`, and those that services are told to serve or to call."""
    if not (_NAMED.search(source.path) or _SERVICES.search(source.text)):
        return
    documents = source.yaml()
    if not (_NAMED.search(source.path) or any(map(_is_compose, documents))):
        return
    for document in documents:
        for name, entry in document.at("models").fields.items():
            # `image` is how Docker's documentation once had it.
            yield from _declared(source, entry.at("model" if "model" in entry.fields else "image"), name)
        for service in document.at("services").fields.values():
            yield from _service(source, service)
    yield from pulled(source)


def _is_compose(document: Node) -> bool:
    """Tell whether a file that is called otherwise says of services what runs them."""
    services = document.at("services").fields.values()
    return any(not _RUNS.isdisjoint(service.fields) for service in services)


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
    hooks = (hook.at("command") for key in ("post_start", "pre_stop") for hook in service.at(key).entries)
    words = (service.at("entrypoint"), service.at("command"), *hooks)
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
    files=("*.yaml", "*.yml"),
    find=find,
    marks=("services:", "models:"),
)
