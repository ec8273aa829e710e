"""JavaScript and TypeScript: models in calls of SDKs, constants and defaults."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source
from holdfast_detect.sdks import MARKS

_MARKS = (
    "ai-sdk", "gpt", "gateway", "transformers", "@cf/", "AI.run", "replicate", "fal-ai", "Supabase.ai",
    "ompletions", "mbedding", "copilot", "MLC",
)  # fmt: skip
"""Names of what takes a model without calling it one."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that the module names."""
    from holdfast_detect.javascript.models import javascript_mentions  # loads a parser

    yield from javascript_mentions(source)


_FILES = (
    "*.js", "*.jsx", "*.mjs", "*.cjs", "*.ts", "*.tsx", "*.mts", "*.cts", "*.vue", "*.svelte", "*.astro",
)  # fmt: skip

DETECTOR = Detector(
    name="javascript",
    summary="JavaScript and TypeScript code: calls of SDKs, constants, defaults",
    files=_FILES,
    find=find,
    marks=(*MARKS, *_MARKS),
)
