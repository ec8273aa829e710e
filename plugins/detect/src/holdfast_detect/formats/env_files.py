"""Environment files: variables that are called as what holds a model."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source
from holdfast_detect.variables import mentions, settings


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that variables are set to. A name is a hint, so only known models count."""
    for setting in settings(source.text):
        yield from mentions(setting)


DETECTOR = Detector(
    name="env-files",
    summary="environment files (.env, .env.example)",
    files=(
        ".env",
        ".env.*",
        "*.env",
        "*.env.*",
        "env.example",
        "env.sample",
        "env.template",
        "*.envrc",
        "example.env*",
    ),
    find=find,
)
