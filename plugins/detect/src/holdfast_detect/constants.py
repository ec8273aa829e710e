"""Names that SDKs have for models, as `ChatModel.GPT_4_1_MINI`, and the ids that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FAMILIES = re.compile(
    r"Text_?(?:Embedding|Moderation)|TEXT_(?:EMBEDDING|MODERATION)|(?:Small|Large)Embedding3|AdaEmbedding"
    r"|Omni_?Moderation|OMNI_MODERATION|GPT|Gpt|Chat_?GPT|CHATGPT|Claude|CLAUDE|Gemini|GEMINI|Gemma|GEMMA"
    r"|Llama|LLAMA|Open_?Mi[sx]tral|OPEN_MI[SX]TRAL|Mi[sx]tral|MI[SX]TRAL|Codestral|CODESTRAL|Pixtral|PIXTRAL"
    r"|Ministral|MINISTRAL|Magistral|MAGISTRAL|Whisper|WHISPER|TTS|Dall_?E|DALL_E|DALLE|Titan|TITAN|Nova|NOVA"
    r"|Command|COMMAND|Deep_?Seek|DEEP_?SEEK|Grok|GROK|Qwen|QWEN|Sonar|SONAR|Jamba|JAMBA|Phi_?\d|PHI_?\d"
    r"|EMBED(?=_(?:ENGLISH|MULTILINGUAL))|O[134](?:(?<=ModelO.)|(?<![A-Za-z_]O.))(?![0-9])"
    r"|\.(?:gpt(?=[_\d])|claude(?=[_\d])|gemini(?=[_\d])|text_?[eEmM]|whisper|tts|dall_?e|o[134](?=[_\W]))"
)
"""Where a family begins in a name."""

_TOKENS = {
    "gpt": "GPT Gpt .gpt",
    "claude": "Claude CLAUDE .claude",
    "gemini": "Gemini GEMINI .gemini",
    "gemma": "Gemma GEMMA",
    "llama": "Llama LLAMA",
    "tral": """
        Mistral MISTRAL Mixtral MIXTRAL Codestral CODESTRAL Pixtral PIXTRAL Ministral MINISTRAL
        Magistral MAGISTRAL
    """,
    "text": """
        TextEmbedding Text_Embedding TEXT_EMBEDDING .textE .text_e
        TextModeration TEXT_MODERATION .textM .text_m
    """,
    "embed": "EMBED",
    "embedding": "SmallEmbedding3 LargeEmbedding3 AdaEmbedding",
    "omni": "OmniModeration OMNI_MODERATION",
    "whisper": "Whisper WHISPER .whisper",
    "tts": "TTS .tts",
    "dall": "DallE Dall_E DALL_E DALLE .dall",
    "titan": "Titan TITAN",
    "nova": "Nova NOVA",
    "command": "Command COMMAND",
    "deep": "DeepSeek DEEPSEEK DEEP_SEEK",
    "grok": "Grok GROK",
    "qwen": "Qwen QWEN",
    "sonar": "Sonar SONAR",
    "jamba": "Jamba JAMBA",
    "phi": "Phi PHI",
    "o1": "O1 .o1",
    "o3": "O3 .o3",
    "o4": "O4 .o4",
}
"""What it begins with, by a word in small letters: both are quick to look for in a long text."""

_OF_CDK = re.compile(r"(?:\w+\.)*(?:FoundationModelIdentifier|BedrockFoundationModel)\.[A-Z0-9_]+")
"""Names of models in the AWS CDK: nothing else is made with them but a model."""

_TO_THE_RIGHT = re.compile(r"\w*")
_MEMBER = re.compile(r"\.\w+(?![\w(])")
_MOST_TO_THE_LEFT = 120

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LAST_WORDS = frozenset((
    "model", "models", "name", "names", "id", "ids", "key", "client", "config", "options", "url", "endpoint",
    "service", "deployment", "provider", "family", "prefix", "settings", "version", "type", "params",
    "request", "response",
))  # fmt: skip
"""What the fields of an application end with; the names of models do not."""

_OTHERS = {
    "adaembeddingv2": "text-embedding-ada-002",
    "smallembedding3": "text-embedding-3-small",
    "largeembedding3": "text-embedding-3-large",
}
_WITH_POINTS = re.compile(r"^(?:gpt|gemini|gemma|llama|qwen|phi|grok|jamba|mistral|mixtral|deepseek)")
_OF_BEDROCK = re.compile(r"(?:^|_)(?P<vendor>ANTHROPIC|AMAZON|META|COHERE|MISTRAL|AI21|DEEPSEEK|STABILITY)_$")
_REVISION = re.compile(r"-v(\d+)[-.](\d+)$")


class Constant(NamedTuple):
    """A name as written, its offset, and the id that it stands for."""

    text: str
    at: int
    model: str


def constants(text: str) -> Iterator[Constant]:
    """Yield the qualified names, and those in capitals, that are made of a model's id."""
    done = 0
    for at in sorted(_places(text)):
        match = _FAMILIES.match(text, at) if at >= done else None
        if match is None:
            continue
        right = _TO_THE_RIGHT.match(text, match.end())
        begin, done = _begin(text, at), right.end() if right else match.end()
        written = text[begin:done]
        name = re.split(r"[.:]", written)[-1]
        if at - begin >= _MOST_TO_THE_LEFT:
            continue
        is_quoted = begin > 0 and text[begin - 1] in "\"'`/-@#$%\\"
        if is_quoted or not (written != name or name.isupper()) or _MEMBER.match(text, done):
            continue
        family = _FAMILIES.search(text, max(begin, done - len(name) - 1), done)
        model = model_of(name, text[family.start() : done].lstrip(".")) if family else ""
        if model:
            yield Constant(written, begin, model)


def of_cdk(text: str) -> str:
    """Return the id that a constant of the AWS CDK stands for, or nothing."""
    found = next(constants(text), None) if _OF_CDK.fullmatch(text) else None
    return found.model if found else ""


def _places(text: str) -> Iterator[int]:
    lower = text.lower()
    for token in (token for word, tokens in _TOKENS.items() if word in lower for token in tokens.split()):
        at = text.find(token)
        while at >= 0:
            yield at
            at = text.find(token, at + 1)


def _begin(text: str, at: int) -> int:
    """Return where the name begins that goes on at `at`, with what qualifies it."""
    begin, least = at, max(0, at - _MOST_TO_THE_LEFT)
    while begin > least and (text[begin - 1].isalnum() or text[begin - 1] in "_.:"):
        begin -= 1
    while begin < at and (text[begin] == ":" or text[begin].isdigit()):
        begin += 1
    return begin


def model_of(name: str, tail: str) -> str:
    """Return the id that the name of a constant is made of, its `tail` from the family on, or nothing."""
    words = [word.lower() for word in _WORD.findall(tail)]
    vendor = _OF_BEDROCK.search(name[: len(name) - len(tail)])
    is_one = any(map(str.isdigit, tail)) or words[-1:] == ["latest"] or (vendor and len(words) > 1)
    if not is_one or words[-1] in _LAST_WORDS:
        return ""
    known = _OTHERS.get(tail.lower())
    if known:
        return known
    model = _joined(words)
    if vendor and _REVISION.search(model):
        return vendor["vendor"].lower() + "." + _REVISION.sub(r"-v\1:\2", model)
    return model


def _joined(words: list[str]) -> str:
    """Return the words of an id as hosts write them: `gpt`, `4`, `1`, `mini` are `gpt-4.1-mini`."""
    text, before = words[0], words[0]
    has_points = bool(_WITH_POINTS.match(text))
    for word in words[1:]:
        if word == "dot":
            text, before = text + ".", word
            continue
        text += _between(before, word, has_points=has_points, first=text == before) + word
        before = word
    return text.replace("deep-seek", "deepseek")


def _between(before: str, word: str, *, has_points: bool, first: bool) -> str:
    if before == "dot":
        return ""
    if before.isdigit():
        if word.isdigit():
            return "." if has_points and len(before) == 1 and len(word) == 1 else "-"
        return "" if word in ("o", "b", "k", "e") else "-"
    is_glued = before in ("v", "r") or (before == "o" and first)
    return "" if word.isdigit() and is_glued else "-"
