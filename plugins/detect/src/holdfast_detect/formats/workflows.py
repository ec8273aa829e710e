"""Workflows of a build system: the models of their commands, and of their inputs and variables."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source
from holdfast_detect.formats import app_config
from holdfast_detect.scripts import commands, defaults, loaded


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of commands, inputs and variables."""
    yield from commands(source)
    yield from loaded(source)
    yield from defaults(source)
    yield from app_config.find(source)


_FILES = (
    ".github/workflows/*.yml", ".github/workflows/*.yaml", "action.yml", "action.yaml", ".gitlab-ci.yml",
    "azure-pipelines*.yml", "bitbucket-pipelines.yml", ".circleci/config.yml",
)  # fmt: skip

DETECTOR = Detector(
    name="workflows",
    summary="workflows of GitHub, GitLab, Azure, Bitbucket and CircleCI",
    files=_FILES,
    find=find,
    marks=("odel", "MODEL", "ollama", "llm", "LLM", "DEPLOYMENT", "huggingface", "ransformer"),
)
