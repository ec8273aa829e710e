"""Texts in the place of a model: which can be its id, as one of a host, or `owner/name` of a hub."""

from __future__ import annotations

import re

from holdfast_detect.resources import is_own_of_bedrock

IN_REQUEST = re.compile(r"""\\?"model\\?"\s*:\s*\\?"(?P<id>[^"\s{}\\]+)\\?\"""")
"""The model in JSON that is sent, be its quotes escaped or not."""

_ON_DISK = re.compile(
    r"^(?:[./~\\]|[A-Za-z]:\\|file:)|\.(?:pt|pth|bin|onnx|pkl|joblib|json|h5|safetensors|yaml|yml)$"
)
"""A path by its beginning, or a file by its end."""

_IN_TREE = re.compile(
    r"(?i)^(?:models?|data|src|app|lib|weights|checkpoints?|assets|output|tmp|home|usr|opt|mnt|var|your|my|path)[/_-]"
    r"|\.(?:json|ya?ml|pkl|pickle|pth?|bin|onnx|py|sh|ts|js|txt|h5|safetensors|tflite|xml|php|zip)$"
)
"""A path of a repository by the folder that it begins with, or a file by its end."""

_NO_MODEL = frozenset(("unknown", "none", "null", "undefined", "n/a"))
"""What programs say, in lower case, where there is no model."""

_DOUBLE = re.compile(r"(?i)(?:test|fake|mock|dummy|stub)[-_]?(?:model|llm|embeddings?)(?:[-_]?\w{1,3})?")
"""What tests call what stands in for a model."""

_ANY_MODEL = frozenset(("default", "auto", "autodetect", "model"))
"""What they say where another one is to be chosen or filled in."""

_SHAPE = re.compile(r"[A-Za-z0-9@][\w.:/@+-]{1,200}")
_UNKNOWN = re.compile(r"(?=[a-zA-Z])(?=[\w.-]*\d)[a-zA-Z][a-zA-Z0-9.]*(?:-[a-zA-Z0-9.]+)+")
"""A name of several words with a number, and without an owner."""

_SIZED = re.compile(
    r"(?i)[-_.](?:\d+x|[ae])?\d+(?:\.\d+)?[bm](?![a-z0-9])|[-_.](?:gguf|awq|gptq|instruct|chat|exl[23]|nvfp4|fp8)(?![a-z])"
)
"""What hubs have in the names of models, and code in none of its own: a size, how it was made small."""

_OF_SPEECH = re.compile(r"(?i)(?:^|_)(?:asr|stt)_model")
_SIZE = re.compile(r"(?:tiny|base|small|medium|large|turbo)[\w.-]*")
_SIZE_OF_WHISPER = re.compile(r"(?:distil-)?large-v\d(?:-turbo)?|(?:tiny|base|small|medium)\.en")
"""A size that a model may have, and one that only models of Whisper have."""

_KIND_OF_CLAUDE = re.compile(r"(?P<kind>opus|sonnet|haiku)(?:plan)?(?:\[1m\])?")
"""How Claude Code and its SDK have a model called, whichever is the newest of its kind."""

_LOOSE = re.compile(r"(?i)version|deployment|engine|date|repo_?id")
"""Names that hold a model, and as often something else with a number."""

_LONGEST = 200  # characters of an id of a hub: of a longer text the pattern could be tried without end
_OWNED = re.compile(r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)*/[\w.-]*[a-z][\w.-]*(?::[\w.-]+)?", re.IGNORECASE)
"""Any `owner/name`, as where a variable says that it holds a model."""

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{1,95}/(?=[\w.]*[\d-])[A-Za-z0-9][\w.-]{0,95}\w")
"""The same with a number or a dash, as where nothing else says so."""

_OF_SERVER = re.compile(
    r"(?:lm_?studio|hosted_vllm|vllm|llamafile|llamacpp|ollama(?:_chat)?|xinference|docker_model_runner)/"
    r"[A-Za-z0-9@][\w.:@/-]{2,120}"
)
"""As a gateway has them, after the name of the server."""

_IN_CACHE = re.compile(
    r"models--(?P<owner>[A-Za-z0-9][\w.]*(?:-[\w.]+)*)--(?P<name>[A-Za-z0-9][\w.-]{1,150})"
)
"""A folder of a hub's cache: the joint is doubled, and names have single ones."""

_TAGGED = re.compile(r"[a-z][\w.-]*:\d+(?:\.\d+)?b")
"""A name with a size, as Ollama has them."""

_WEIGHTS = re.compile(r"(?:[^\s:]*/)?(?P<stem>[^\s/:]+)\.(?:gguf|ggml|bin|safetensors)", re.IGNORECASE)
"""A file with weights, with or without its folders."""

_FOLDER = re.compile(
    r"(?i)(?:.*[_-])?(?:models?|outputs?|results?|checkpoints?|ckpts?|weights|data|datasets?|saved|pretrained|artifacts?|assets"
    r"|runs?|logs?|experiments?|tmp|cache|resources?|configs?|paths?|home|mnt|opt|usr|var|src|app|apps|test|tests|users?)/"
)
_OF_KNOWN_OWNER = re.compile(
    r"(?:Xenova|onnx-community|mlc-ai|sentence-transformers|HuggingFaceTB|HuggingFaceH4|TheBloke|bartowski|unsloth"
    r"|lmstudio-community|nomic-ai|BAAI|intfloat|thenlper|mixedbread-ai)/[\w.-]+|meta-llama/(?:Meta-)?Llama-[\w.-]+"
    r"|@(?:cf|hf)/[\w.-]+/[\w.-]+"
    r"|accounts/[\w-]+/(?:models|deployments|routers)/[\w.-]+"
    r"|(?:tts|vocoder|voice_conversion)_models/[\w-]+/[\w-]+/[\w-]+"
)


def of_weights(text: str) -> str:
    """Return what a file with weights is called, or nothing."""
    match = _WEIGHTS.fullmatch(text)
    return match["stem"] if match else ""


def may_be_id(text: str) -> bool:
    """Tell whether a text in the place of a model could be one; a file on a disk is none but for its name."""
    return (
        any(map(str.isalnum, text))
        and not any(map(str.isspace, text))
        and text.lower() not in _NO_MODEL
        and not _DOUBLE.fullmatch(text)
        and (not _ON_DISK.search(text) or text.endswith(".gguf"))
    )


def looks_like_id(text: str) -> bool:
    """Tell whether a text has the shape of an id, and more than the name of a family or a vendor."""
    return (
        bool(_SHAPE.fullmatch(text))
        and not _ON_DISK.search(text)
        and not _DOUBLE.fullmatch(text)
        and not text.lower().endswith(("-ai", "-"))  # a vendor, or how ids begin
        and (any(char.isdigit() for char in text) or "/" in text or "-" in text)
    )


def on_disk(path: str) -> str:
    """Return the id that the end of an absolute path is, as where a model of a hub was put; else nothing."""
    if not path.startswith("/") or path.endswith("/") or len(path) > _LONGEST:
        return ""
    owned = "/".join(path.rsplit("/", 2)[-2:])
    return owned if is_repository(owned) else owned.rpartition("/")[2]


def is_word(text: str) -> bool:
    """Tell whether a text is one word as people write a name, `Gemini`: of a product, and no id."""
    return text.istitle() and text.isalpha()


def is_tagged(text: str) -> bool:
    """Tell whether a text is a name with a size, as Ollama has them; beside it a word may be a model."""
    return bool(_TAGGED.fullmatch(text))


def is_of_server(text: str) -> bool:
    """Tell whether a text is a model of a server whose user chooses how its models are called."""
    return bool(_OF_SERVER.fullmatch(text))


def may_be_repository(text: str) -> bool:
    """Tell whether a text has the shape of what is on a hub, `owner/name`, and not that of a path."""
    return len(text) <= _LONGEST and bool(_OWNED.fullmatch(text)) and not _IN_TREE.search(text)


def is_repository(text: str) -> bool:
    """Tell whether a text has the shape of a model on a hub: `owner/name-7b`, and no folder of one's own."""
    match = _REPOSITORY.fullmatch(text)
    return bool(match) and not _FOLDER.match(text) and not _ON_DISK.search(text)


def is_sized(text: str) -> bool:
    """Tell whether a text can only be a model on a hub: `owner/name-7b`, `owner/name-AWQ`."""
    return "/" in text and bool(_SIZED.search(text)) and is_repository(text)


def is_numbered(text: str) -> bool:
    """Tell whether a text is a name of several words with a number and without an owner: `writer-2.6b`."""
    return bool(_UNKNOWN.fullmatch(text))


def of_whisper(name: str, text: str) -> str:
    """Return the model of Whisper by its size, where `name` says that it is about speech; else nothing."""
    if "whisper" in name.lower():
        is_size = bool(_SIZE.fullmatch(text))
    else:
        is_size = bool(_OF_SPEECH.search(name) and _SIZE_OF_WHISPER.fullmatch(text))
    return f"whisper-{text}" if is_size else ""


def of_cache(text: str) -> str:
    """Return the model whose folder in a cache is called so, `models--acme--writer-7b`; else nothing."""
    match = _IN_CACHE.fullmatch(text)
    return f"{match['owner']}/{match['name']}" if match else ""


def begins_as_repository(text: str) -> bool:
    """Tell whether what is put together begins as a model on a hub does: `Helsinki-NLP/opus-mt-{source}`."""
    return is_repository(text.partition("{")[0].rstrip("-_."))


def of_claude(text: str) -> str:
    """Return the model of Claude that a kind alone stands for, `sonnet` or `opus[1m]`; else nothing."""
    match = _KIND_OF_CLAUDE.fullmatch(text)
    return f"claude-{match['kind']}" if match else ""


def is_of_known_owner(text: str) -> bool:
    """Tell whether a text can only be a model: of one who publishes nothing else, or as a host has it."""
    return bool(_OF_KNOWN_OWNER.fullmatch(text))


def has_shape_of_id(text: str, name: str, *, of_ai: bool) -> bool:
    """Tell whether what is set to `name`, which holds a model, is one by its shape, though nobody knows it.

    A name without an owner is one only where models are used all around, `of_ai`.
    """
    if _LOOSE.search(name) or _ON_DISK.search(text):
        return False
    is_named = is_repository(of_cache(text) or text) or is_of_known_owner(text)
    return is_named or is_own_of_bedrock(text) or (of_ai and is_numbered(text))


def is_kind(text: str, name: str) -> bool:
    """Tell whether a text says of what kind a model is, `model_type: "llama"`, and not which one."""
    return name.lower().replace("_", "").endswith("modeltype") and not looks_like_id(text)


def is_surely_one(text: str, argument: str, host: str) -> bool:
    """Tell whether what an SDK is given as its model must be one, though nobody knows it.

    One plain word is as likely the name of something else; but deployments are called as one likes.
    """
    is_word = text.isalpha() and text.lower() not in _ANY_MODEL
    return not is_word or "azure" in host or "deployment" in argument.lower()
