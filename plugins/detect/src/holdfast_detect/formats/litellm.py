"""LiteLLM: the configuration of its proxy, in a file of its own or inside another one."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Route, Source
from holdfast_detect.kubernetes import documents

ROLES = {"embedding": Role.EMBEDDING, "rerank": Role.RERANK, "moderation": Role.GUARDRAIL}
"""Of `model_info.mode`."""


def find(source: Source) -> Iterator[Mention | Route]:
    """Yield the model of each deployment in `model_list`, wherever that stands, and what stands in for it."""
    for document in documents(source):
        for node in document.walk():
            if "model_list" in node.fields:
                yield from _deployments(source, node)
            elif "model_list:" in node.text:  # the data of a ConfigMap, or a value of a chart
                for inner in source.embedded(node):
                    yield from _deployments(source, inner)


def _deployments(source: Source, config: Node) -> Iterator[Mention | Route]:
    fallbacks = dict(_fallbacks(config))
    behind = {name for names, _ in fallbacks.values() for name in names}
    for section in _SECTIONS:
        for key in _OTHER_FALLBACKS:
            behind |= {name for names, _ in _mapped(config.at(section, key)).values() for name in names}
    default = _default(config)
    behind.update(default)
    met: set[str] = set()
    for deployment in config.at("model_list").entries:
        params = deployment.at("litellm_params")
        model = params.at("model")
        if model.text:
            name = deployment.at("model_name").text
            yield Mention(
                id=model.text,
                at=source.within(model, model.text),
                host=_host(params, model.text),
                region=next(filter(None, (params.at(key).text for key in _REGIONS)), ""),
                role=Role.FALLBACK if name in behind else ROLES.get(deployment.at("model_info", "mode").text),
                model=deployment.at("model_info", "base_model").text,
                name=name,
            )
            if name and name not in met:
                met.add(name)
                rest = tuple(other for other in default if other != name)
                yield Route(name, *fallbacks.get(name, (rest, deployment.at("model_name").start)))


_REGIONS = ("aws_region_name", "vertex_location", "vertex_ai_location", "region_name", "watsonx_region_name")


def _host(params: Node, model: str) -> str:
    base = params.at("api_base").text
    if "://" in base:
        return base
    provider, slash, _ = model.partition("/")
    known = slash and provider != "os.environ"
    return params.at("custom_llm_provider").text or (provider if known else "")


_SECTIONS = ("router_settings", "litellm_settings")
_OTHER_FALLBACKS = ("context_window_fallbacks", "content_policy_fallbacks")


def _fallbacks(config: Node) -> Iterator[tuple[str, tuple[tuple[str, ...], int]]]:
    """Yield each name with those that are asked when it fails, in this order, and where that stands."""
    for section in _SECTIONS:
        yield from _mapped(config.at(section, "fallbacks")).items()


def _mapped(listed: Node) -> dict[str, tuple[tuple[str, ...], int]]:
    return {
        name: (tuple(entry.text for entry in names.entries if entry.text), names.key)
        for mapping in listed.entries
        for name, names in mapping.fields.items()
    }


def _default(config: Node) -> tuple[str, ...]:
    """Return the names that stand in for all that have no fallbacks of their own."""
    sections = (config.at(section, "default_fallbacks").entries for section in _SECTIONS)
    return tuple(entry.text for entries in sections for entry in entries if entry.text)


_FILES = (
    "*.yaml", "*.yml", "*.tf", "*.yaml.tpl", "*.yml.tpl", "*.yaml.tmpl", "*.yaml.j2", "*.yaml.example",
)  # fmt: skip

DETECTOR = Detector(
    name="litellm",
    summary="LiteLLM proxy configurations",
    files=_FILES,
    find=find,
    marks=("model_list",),
)
