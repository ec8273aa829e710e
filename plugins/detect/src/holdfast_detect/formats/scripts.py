"""Scripts and Dockerfiles: models that commands load or serve, and that variables are set to."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source
from holdfast_detect.scripts import assignments, commands, defaults, requests


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of commands and of variables."""
    yield from commands(source)
    yield from assignments(source)
    yield from requests(source)
    yield from defaults(source)


_FILES = (
    "dockerfile*", "*.dockerfile", "containerfile*", "makefile", "gnumakefile", "*.mk", "justfile",
    "*.sh", "*.bash", "*.zsh", "*.fish", "*.ps1", "*.bat", "*.cmd", "procfile", ".envrc",
)  # fmt: skip

DETECTOR = Detector(
    name="scripts",
    summary="shell scripts, Dockerfiles and Makefiles",
    files=_FILES,
    find=find,
    marks=("odel", "MODEL", "ollama", "vllm", "llm", "LLM", "hf ", "huggingface", "DEPLOYMENT", "ransformer"),
)
