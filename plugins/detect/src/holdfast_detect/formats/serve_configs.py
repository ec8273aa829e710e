"""Configuration files of vLLM (`vllm serve --config`) and SGLang: options beside their model."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Role, Source

_WORDS = (
    "tensor_parallel_size", "max_model_len", "gpu_memory_utilization", "served_model_name", "max_num_seqs",
    "kv_cache_dtype", "tp_size", "mem_fraction_static", "enforce_eager",
)  # fmt: skip
_OPTIONS = tuple(name.replace("_", sign) for name in _WORDS for sign in "_-")
"""Options of a server, in both spellings."""

_MODELS = {
    **dict.fromkeys(("model", "model-path", "model_path", "model_tag", "model-tag")),
    **dict.fromkeys(("speculative-model", "speculative_model"), Role.CANDIDATE),
}


def find(source: Source) -> Iterator[Mention]:
    """Yield the model beside options of a server; options alone name none."""
    for document in source.yaml():
        if document.fields.keys().isdisjoint(_OPTIONS):
            continue
        for key, role in _MODELS.items():
            node = document.at(key)
            if node.text:
                yield Mention(node.text, source.within(node, node.text), host="vllm", role=role)
        for key in ("speculative-config", "speculative_config"):
            node = document.at(key, "model")
            if node.text:
                yield Mention(node.text, source.within(node, node.text), host="vllm", role=Role.CANDIDATE)


DETECTOR = Detector(
    name="serve-configs",
    summary="configuration files of vLLM and SGLang",
    files=("*.yaml", "*.yml"),
    find=find,
    marks=tuple(f"\n{option}:" for option in _OPTIONS),
)
