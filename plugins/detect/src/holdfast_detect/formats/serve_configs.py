"""Configuration files of vLLM (`vllm serve --config`) and SGLang: options beside their model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Role, Source

_OPTIONS = re.compile(
    r"^(?:tensor[-_]parallel[-_]size|max[-_]model[-_]len|gpu[-_]memory[-_]utilization|served[-_]model[-_]name"
    r"|max[-_]num[-_]seqs|kv[-_]cache[-_]dtype|tp[-_]size|mem[-_]fraction[-_]static|enforce[-_]eager)$"
)
_MODELS = {
    **dict.fromkeys(("model", "model-path", "model_path", "model_tag", "model-tag")),
    **dict.fromkeys(("speculative-model", "speculative_model"), Role.CANDIDATE),
}


def find(source: Source) -> Iterator[Mention]:
    """Yield the model beside options of a server; options alone name none."""
    for document in source.yaml():
        if not any(map(_OPTIONS.match, document.fields)):
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
    marks=("\nmodel", "model:", "model-path:"),
)
