"""Envoy AI Gateway: the models that its routes match, and those that its backends are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source
from holdfast_detect.kubernetes import named, objects

HEADER = "x-ai-eg-model"


def find(source: Source) -> Iterator[Mention]:
    """Yield the model of each match and of each override, with the host and the region of its backend."""
    found = list(objects(source))
    for each in found:
        if each.at("kind").text in ("AIGatewayRoute", "LLMRoute"):
            for rule in each.at("spec", "rules").entries:
                yield from _rule(source, found, rule)


def _rule(source: Source, found: list[Node], rule: Node) -> Iterator[Mention]:
    backends = rule.at("backendRefs").entries
    first = min(backends, key=_priority, default=Node(None))
    host, region = _reached(found, first)
    for match in rule.at("matches").entries:
        for header in match.at("headers").entries:
            value = header.at("value")
            if header.at("name").text.lower() == HEADER and value.text:
                yield Mention(value.text, source.within(value, value.text), host=host, region=region)
    for backend in backends:
        model = backend.at("modelNameOverride")
        if model.text:
            host, region = _reached(found, backend)
            role = Role.FALLBACK if _priority(backend) > _priority(first) else None
            at = source.within(model, model.text)
            yield Mention(model.text, at, host=host, region=region, role=role)


def _priority(backend: Node) -> int:
    text = backend.at("priority").text
    return int(text) if text.isdecimal() else 0


def _reached(found: list[Node], reference: Node) -> tuple[str, str]:
    """Return host and region of a backend, by the objects of the same file."""
    name = reference.at("name").text
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
