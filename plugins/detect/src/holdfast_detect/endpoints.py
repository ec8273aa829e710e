"""Addresses of hosts that hold the id of the model that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Grade, Mention

_PATHS = (
    (
        r"/models/(?P<{}>[\w.-]+):(?:\w*[gG]enerateContent|\w*[eE]mbedContents?|countTokens|\w*[pP]redict)\b",
        "gemini",
    ),
    (r"/deployments/(?P<{}>[\w.-]+)/(?:chat|embeddings|completions|images|audio|extensions)\b", "azure"),
    (r"api-inference\.huggingface\.co/(?:models|pipeline/[\w-]+)/(?P<{}>[\w.-]+/[\w.-]+)", "huggingface"),
    (r"/model/(?P<{}>[\w.:-]+|[\w.%-]+)/(?:invoke|converse)(?:-\w+)*\b", "bedrock"),
)
"""What follows the host in an address, by who is asked; the names of the groups are filled in."""

_ANY = re.compile("|".join(path.format(f"id{index}") for index, (path, _) in enumerate(_PATHS)))


def asked(text: str) -> Iterator[Mention]:
    """Yield the known models that addresses in a text ask."""
    for match in _ANY.finditer(text):
        for index, (_, host) in enumerate(_PATHS):
            written = match[f"id{index}"]
            if written:
                at = match.start(f"id{index}")
                yield Mention(written, at, Grade.INFERRED, host=host, certain=False)
