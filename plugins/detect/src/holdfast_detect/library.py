"""Names that Ollama's library has for models of families that are in no catalogue."""

from __future__ import annotations

import re

_NAMES = """
    llava bakllava llava-llama3 llava-phi3 orca-mini orca2 wizardcoder wizard-vicuna wizard-vicuna-uncensored
    wizard-math dolphin-mixtral dolphin-mistral dolphin-llama3 dolphin-phi dolphincoder dolphin3 tinydolphin
    megadolphin neural-chat starling-lm tinyllama openchat phind-codellama codebooga sqlcoder duckdb-nsql
    opencoder athene-v2 meditron medllama2 xwinlm yarn-llama2 yarn-mistral llama-pro firefunction-v2 notus
    notux everythinglm nexusraven samantha-mistral magicoder open-orca-platypus2 stable-beluga nuextract
    bespoke-minicheck reader-lm deepscaler deepcoder openthinker mistrallite mistral-openorca codeup
    moondream smallthinker
"""
_IN_LIBRARY = re.compile(rf"(?:{'|'.join(map(re.escape, _NAMES.split()))})(?::[\w.-]+)?", re.IGNORECASE)


def is_in_library(text: str) -> bool:
    """Tell whether a text is one of these names, with a tag or without: `llava`, `sqlcoder:7b`."""
    return bool(_IN_LIBRARY.fullmatch(text))
