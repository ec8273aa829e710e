"""Ollama Modelfiles: what a local model is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Mention, Role, Source

_BLOCK = re.compile(r'"""(?:.*?"""|.*\Z)', re.DOTALL)
_BEGIN = re.compile(
    r"\ufeff?(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*"
    r"(?:FROM|PARAMETER|TEMPLATE|SYSTEM|ADAPTER|LICENSE|MESSAGE|REQUIRES)[ \t]",
    re.IGNORECASE,
)
"""What stands first in a Modelfile; a module of code that is called so begins otherwise."""

_LINE = re.compile(
    r"^\ufeff?[ \t]*(?P<word>FROM|ADAPTER)[ \t]+(?P<id>[^\s#\"'=]\S*)[ \t]*(?:#[^\n]*)?\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_WEIGHTS = re.compile(r"\.(?:gguf|ggml|bin|safetensors)$", re.IGNORECASE)


def find(source: Source) -> Iterator[Mention]:
    """Yield the models of a Modelfile."""
    yield from written_in(source.text)


def written_in(text: str, start: int = 0) -> Iterator[Mention]:
    """Yield what `FROM` and `ADAPTER` name in a text that starts at `start`; that of prompts is left out."""
    if not _BEGIN.match(text):
        return
    text = _BLOCK.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _LINE.finditer(text):
        written = match["id"]
        is_path = written.startswith(("/", ".", "~")) or bool(_WEIGHTS.search(written))
        name = _WEIGHTS.sub("", written.rpartition("/")[2]) if is_path else ""
        yield Mention(
            written,
            start + match.start("id"),
            host="ollama",
            role=Role.ADAPTER if match["word"].upper() == "ADAPTER" else None,
            model="" if name in (".", "..") else name,
            unresolved="it is a folder of weights" if is_path and name in ("", ".", "..") else "",
        )


_FILES = (
    "modelfile", "modelfile.*", "modelfile-*", "modelfile_*", "*.modelfile", "*-modelfile", "*_modelfile",
)  # fmt: skip

DETECTOR = Detector(
    name="modelfile",
    summary="Ollama Modelfiles",
    files=_FILES,
    find=find,
)
