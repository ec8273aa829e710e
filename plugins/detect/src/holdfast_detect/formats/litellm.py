"""LiteLLM: the configuration of its proxy, in a file of its own or inside another one."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Node, Role, Source

ROLES = {"embedding": Role.EMBEDDING, "rerank": Role.RERANK, "moderation": Role.GUARDRAIL}
"""Of `model_info.mode`."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the model of each deployment in `model_list`, wherever in the file that stands."""
    for document in source.yaml():
        for node in document.walk():
            if "model_list" in node.fields:
                yield from _deployments(source, node)
            elif "model_list:" in node.text:  # the data of a ConfigMap, or a value of a chart
                for inner in source.embedded(node):
                    yield from _deployments(source, inner)


def _deployments(source: Source, config: Node) -> Iterator[Mention]:
    behind = _behind(config)
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
            )


_REGIONS = ("aws_region_name", "vertex_location", "vertex_ai_location", "region_name", "watsonx_region_name")


def _host(params: Node, model: str) -> str:
    base = params.at("api_base").text
    if "://" in base:
        return base
    provider, slash, _ = model.partition("/")
    known = slash and provider != "os.environ"
    return params.at("custom_llm_provider").text or (provider if known else "")


def _behind(config: Node) -> frozenset[str]:
    """Return the names that only stand in for others, never the first of a list of fallbacks."""
    found: set[str] = set()
    for section in ("router_settings", "litellm_settings"):
        for key in ("fallbacks", "context_window_fallbacks", "content_policy_fallbacks"):
            for mapping in config.at(section, key).entries:
                for names in mapping.fields.values():
                    found.update(name.text for name in names.entries)
        found.update(name.text for name in config.at(section, "default_fallbacks").entries)
    return frozenset(found)


DETECTOR = Detector(
    name="litellm",
    summary="LiteLLM proxy configurations",
    files=("*.yaml", "*.yml", "*.yaml.tpl", "*.yml.tpl", "*.yaml.tmpl", "*.yaml.j2", "*.yaml.example"),
    find=find,
    marks=("model_list",),
)
