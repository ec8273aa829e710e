"""Environment files: variables that are called as what holds a model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Source
from holdfast_detect.names import snake
from holdfast_detect.variables import in_file, settings

_IN_JSON = re.compile(r"""["']model["']\s*:\s*["'](?P<id>[^"'\s]+)["']""")
"""In the value of a variable, such as a list of configurations."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that variables are set to. A name is a hint, so only known models count."""
    for setting in settings(source.text):
        named = setting._replace(name=snake(setting.name))  # `Llm__ChatModel`, as .NET nests settings
        yield from in_file(source, named, is_environment=True)
        for match in _IN_JSON.finditer(setting.value):
            yield Mention(match["id"], setting.at + match.start("id"), Grade.HINT, certain=False)


_FILES = (
    ".env", ".env.*", ".env-*", ".env_*", "*.env", "*.env.*", "env.example", "env.sample", "env.template",
    "*.envrc", "example.env*", "env.*.example", "env.*.sample", "env.*.template", "*[-_]env.example",
    "*[-_]env.sample", "env_template*", "env-template*",
)  # fmt: skip

DETECTOR = Detector(
    name="env-files",
    summary="environment files (.env, .env.example)",
    files=_FILES,
    find=find,
)
