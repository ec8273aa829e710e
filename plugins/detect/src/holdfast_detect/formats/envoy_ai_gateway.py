"""Envoy AI Gateway: the models that its routes match, and those that its backends are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Route, Source
from holdfast_detect.kubernetes import named, objects

HEADER = "x-ai-eg-model"


def find(source: Source) -> Iterator[Mention | Route]:
    """Yield the model of each match and of each override, with the host and the region of its backend.

    A match goes by the model that requests ask for, and so does what its first backends are asked for;
    those of a later priority stand in for these.
    """
    found = list(objects(source))
    for each in found:
        if each.at("kind").text in ("AIGatewayRoute", "LLMRoute"):
            for rule in each.at("spec", "rules").entries:
                yield from _rule(source, found, rule)
        elif each.at("kind").text == "AIServiceBackend":
            yield from _rewritten(source, found, each.at("spec"), each)


def _rule(source: Source, found: list[Node], rule: Node) -> Iterator[Mention | Route]:
    backends = rule.at("backendRefs").entries
    first = min(backends, key=_priority, default=Node(None))
    host, region = _reached(found, first)
    asked = [value for value in _asked(rule) if value.text]
    later = [each for each in sorted(backends, key=_priority) if _priority(each) > _priority(first)]
    then = tuple(each.at("modelNameOverride").text for each in later)
    for value in asked:
        at = source.within(value, value.text)
        yield Mention(value.text, at, host=host, region=region, name=value.text)
        # Without an override a backend is asked for the same model, on another host.
        yield Route(value.text, tuple(name or value.text for name in then), at)
    for backend in backends:
        model = backend.at("modelNameOverride")
        if model.text:
            host, region = _reached(found, backend)
            role = Role.FALLBACK if _priority(backend) > _priority(first) else None
            at = source.within(model, model.text)
            name = model.text if role or not asked else asked[0].text
            yield Mention(model.text, at, host=host, region=region, role=role, name=name)
        yield from _rewritten(source, found, backend, backend)


def _rewritten(source: Source, found: list[Node], node: Node, backend: Node) -> Iterator[Mention]:
    """Yield the model that a backend is asked for because the body of requests is changed: JSON in a text."""
    for field in node.at("bodyMutation", "set").entries:
        model = field.at("value").text.strip("\"' ")
        if field.at("path").text.strip("/$.") == "model" and model:
            host, region = _reached(found, backend)
            yield Mention(model, source.within(field.at("value"), model), host=host, region=region)


def _asked(rule: Node) -> Iterator[Node]:
    for match in rule.at("matches").entries:
        for header in match.at("headers").entries:
            if header.at("name").text.lower() == HEADER:
                yield header.at("value")


def _priority(backend: Node) -> int:
    text = backend.at("priority").text
    return int(text) if text.isdecimal() else 0


def _reached(found: list[Node], reference: Node) -> tuple[str, str]:
    """Return host and region of a backend, by the objects of the same file."""
    name = reference.at("name").text or reference.at("metadata", "name").text
    service = named(found, "AIServiceBackend", name)
    backend = named(found, "Backend", service.at("spec", "backendRef", "name").text)
    host = (
        backend.at("spec", "endpoints", 0, "fqdn", "hostname").text
        or service.at("spec", "schema", "name").text
    )
    for policy in found:
        targets = (*policy.at("spec", "targetRefs").entries,)
        if policy.at("kind").text == "BackendSecurityPolicy" and name in (
            each.at("name").text for each in targets
        ):
            aws = policy.at("spec", "awsCredentials", "region").text
            return host, aws or policy.at("spec", "gcpCredentials", "region").text
    return host, ""


DETECTOR = Detector(
    name="envoy-ai-gateway",
    summary="Envoy AI Gateway routes",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=("aigateway.envoyproxy.io",),
)
