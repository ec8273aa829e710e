"""Variables of the environment: the models that they are set to, and what they stand for in a repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from posixpath import dirname, join
from typing import NamedTuple

from holdfast import Grade, Mention, Node, Source
from holdfast_detect.gateways import behind
from holdfast_detect.ids import (
    is_numbered,
    is_of_server,
    is_repository,
    is_sized,
    looks_like_id,
    may_be_repository,
    of_cache,
    of_weights,
    of_whisper,
    on_disk,
)
from holdfast_detect.library import is_in_library
from holdfast_detect.names import host_of, is_surely_of_model, names_a_model, snake
from holdfast_detect.resources import is_own_of_bedrock, of_resource
from holdfast_detect.roles import role_of
from holdfast_detect.uses import is_numbered_id, is_use

_WORDS_OF_LLMS = (
    r"\bllms?\b", "llm_", "_llm", "openai", "anthropic", "claude", "ollama", "embedding", "rerank", "vllm",
    "hugging", "gemini", "bedrock", "mistral", "llama", "qwen", "deepseek", "merge_method", r"\blora",
    r"\bgpt", "openrouter",
)  # fmt: skip
_OF_LANGUAGE_MODELS = re.compile(f"(?i){'|'.join(_WORDS_OF_LLMS)}")
_PLAIN = frozenset((
    "model", "base_model", "model_name_or_path", "model_id", "llm_model", "embedding_model",
    "reranker_model",
))  # fmt: skip
"""Keys under which what has the shape of an id of a hub is a model, whatever the file."""

_MORE_NAMES = re.compile(
    r"(?:^|_)(?:RERANKER|EMBEDDER|HF_REPO(?:_ID)?)$"
    r"|(?:^|_)MODEL_(?:ID|NAME|CONFIG)_(?!\w*(?:PREFIX|SUFFIX|FILE|PATH|URL))[A-Z0-9_]+$"
    r"|(?:^|_)MODEL_(?!\w*(?:PRIC|COST|LIMIT))"
    r"(?!(?:[A-Z0-9]+_)?(?:PREFIX|SUFFIX|FILES?|PATHS?|URLS?|URI|DIRS?|FOLDER|TYPES?|KINDS?|SIZE|FAMILY"
    r"|PROVIDERS?|VENDOR|KEYS?|TOKENS?|TEMPERATURE|VERSIONS?|REVISION|NAMES?|LISTS?|HOSTS?|PORTS?|DEVICE|CACHE"
    r"|FORMAT|ALIAS(?:ES)?|LABELS?|TITLE|DESCRIPTION|TOKENI[SZ]ER|TEMPLATE|BRANCH|REPO|REGISTRY"
    r"|CLASS|MAP|MAPPING|ENCODING|OUTPUT|TAGS?|STORE|SERVER|BUCKET)$)[A-Z0-9]+(?:_[A-Z0-9]+)?$"
    r"|(?:^|(?<!DATA)(?<!DATASET)_)REPO_ID$"
)
"""Variables of the environment that hold a model as well; in programs, that is what they make of it."""

_OF_WEIGHTS = re.compile(r"(?i)^(?!(?:OUTPUT|EXPORT|SAVE)_)(?:\w+_)?(?:MODELS?|LLM|GGUF)(?:_\w+)?$")
"""Variables that hold a model where they are set to a file of weights, or to one on a hub: `MODEL_PATH=…`."""

_OF_LLMS = re.compile(r"(?i)(?:^|_)(?:V?LLM|OLLAMA|OPEN_?AI|GPT|CHAT|EMBED\w*|RERANK\w*)_")
"""Variables that hold the model of a language model, and of no other kind."""

_OF_OPENAI = re.compile(r"(?i)(?:OPEN_?AI|AOAI)_(?:\w+_)?DEPLOYMENT(?:_?(?:NAME|ID))?$")
_DEPLOYED = re.compile(
    r"(?!(?:true|false|none|null)$|your|my[_-]|xxx|change|replace|insert)[A-Za-z][\w.-]*", re.IGNORECASE
)
"""What a deployment of Azure OpenAI can be called, as one likes; no word that stands for another."""

_LINE = re.compile(
    r"^[ \t]*(?:export[ \t]+|set[ \t]+|ENV[ \t]+|ARG[ \t]+)?(?:%[\w,-]+\.)?"
    r"(?P<name>[A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\n]*)",
    re.MULTILINE,
)
_PLACEHOLDER = re.compile(
    r"(?i)<[^<>]{1,60}>|\[[^\[\]]{1,60}\]|(?:your|insert|enter|choose|replace|change)[-_ ][\w .-]{2,60}"
    r"|\.{3}|x{3,}|todo"
)
"""What stands where somebody has to write a model."""

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_ITEM = re.compile(r"[^\s,;\[\]\"'=|]+")
_SET = (".env", ".env.local", ".env.production", "set_env.sh", "env.sh")
_SAMPLES = (
    ".env.example", ".env.sample", ".env.template", "env.example", ".env.dist", ".env-example",
    ".env-sample", ".env-template",
)  # fmt: skip
"""Files that set variables, and those that only show how."""


INSTEAD = re.compile(
    r"<%=[^%\n]{0,200}?\bENV(?:\.fetch)?[ \t]*[(\[][ \t]*[\"']\w+[\"'][ \t]*[)\]]?[ \t]*(?:,|\|\|)"
    r"[ \t]*[\"'](?P<id>[^\"'\s]+)[\"']"
    r"|\$\{env:\w+[ \t]*,[ \t]*[\"']?(?P<other>[^\"'{}\s]+)[\"']?[ \t]*\}"
    r"|\{\{[^{}\n]*\|[ \t]*default\([ \t]*[\"'](?P<of_jinja>[^\"'\s]+)[\"']"
)
"""What stands in for a variable in a configuration of Rails, of Serverless, or of Ansible."""


class Setting(NamedTuple):
    """A variable, its value without quotes, and where the value starts."""

    name: str
    value: str
    at: int


def mentions(setting: Setting, *, grade: Grade = Grade.HINT, certain: bool = False) -> Iterator[Mention]:
    """Yield the models in the value of a variable, if it is called as one that holds some."""
    value = setting.value
    is_file = (value.lower().endswith(".gguf") or is_sized(value)) and bool(_OF_WEIGHTS.search(setting.name))
    is_used = is_use(setting.name) and is_numbered_id(value)
    if not (is_file or is_used or names_a_model(setting.name) or _MORE_NAMES.search(setting.name)):
        return
    whole = ("${", "$(", "{{")
    items = (
        [(value, 0)]
        if any(mark in value for mark in whole)
        else [(match[0], match.start()) for match in _ITEM.finditer(value)]
    )
    for item, offset in items:
        yield Mention(
            id=item,
            at=setting.at + offset,
            grade=grade,
            host=host_of(setting.name),
            role=role_of(setting.name),
            model=of_weights(item)
            or on_disk(item)
            or (of_resource(item) if item.startswith("azureml:") else ""),
            certain=certain,
        )


def in_file(
    source: Source, setting: Setting, *, grade: Grade = Grade.HINT, is_environment: bool = False
) -> Iterator[Mention]:
    """Yield the models in the value of a variable of a file, followed to what the repository says.

    What nothing there says is a model by the names of both variables, where the file is about language
    models. `is_environment`: the file passes variables on, be they called in capitals or not; what has the
    shape of an id of a hub is one there though nobody knows it, and a placeholder is there to be filled in.
    """
    if is_environment and _is_placeholder(source, setting):
        yield Mention(
            setting.value,
            setting.at,
            grade,
            host=host_of(setting.name),
            role=role_of(setting.name),
            unresolved="a placeholder stands here",
        )
        return
    for mention in mentions(setting, grade=grade):
        names = names_in(mention.id)
        is_sure = is_surely_of_model(setting.name) or (
            bool(names) and all(name.isupper() and is_surely_of_model(name) for name in names)
        )
        is_sure = is_sure or (is_environment and setting.name.upper().endswith("REPO_ID"))
        is_sure = is_sure and bool(_OF_LANGUAGE_MODELS.search(source.text))
        alias = behind(source, mention.id) if is_sure else ""
        model = of_cache(mention.id) or alias or followed(source, mention.id)
        model = of_whisper(setting.name, model or mention.id) or model
        is_open = not model and all(
            names_a_model(snake(name)) and (is_environment or name.isupper()) for name in names
        )
        of_hub = may_be_repository if is_environment or setting.name.lower() in _PLAIN else is_repository
        is_one = (is_open and bool(names)) or of_hub(model or mention.id)
        is_one = is_one or is_in_library(model or mention.id)
        of_llms = is_environment and bool(_OF_LLMS.search(setting.name))
        is_one = is_one or (of_llms and is_numbered(mention.id))
        if is_environment and _OF_OPENAI.search(setting.name):
            is_one = is_one or bool(_DEPLOYED.fullmatch(setting.value))
        is_own = is_own_of_bedrock(mention.id)
        certain = (is_sure and (is_one or bool(alias))) or is_of_server(mention.id) or is_own
        yield mention._replace(model=model or mention.model, certain=certain)


def in_list(source: Source, node: Node) -> Iterator[Mention]:
    """Yield the models of the variables that a list sets, each as `NAME=value`."""
    for each in node.entries:
        for setting in settings(each.text):
            found = setting._replace(name=snake(setting.name), at=source.within(each, setting.value))
            yield from in_file(source, found, is_environment=True)


def names_in(text: str) -> list[str]:
    """Return the names of the variables in a text."""
    return [
        next(filter(None, match.groupdict().values()))
        for pattern in (_VARIABLE, _TEMPLATE)
        for match in pattern.finditer(text)
    ]


def _is_placeholder(source: Source, setting: Setting) -> bool:
    return (
        bool(_PLACEHOLDER.fullmatch(setting.value))
        and names_a_model(setting.name)
        and is_surely_of_model(setting.name)
        and bool(_OF_LANGUAGE_MODELS.search(source.text))
    )


def settings(text: str) -> Iterator[Setting]:
    """Yield the variables that the lines of `text` set, as in a `.env`."""
    for match in _LINE.finditer(text):
        value, at = match["value"], match.start("value")
        if value[:1] in ("'", '"'):
            value, at = value[1:].rstrip("\"'"), at + 1
        else:
            value = _COMMENT.sub("", value).rstrip()
        if value:
            yield Setting(match["name"], value, at)


def value_in_repository(source: Source, name: str, default: str = "") -> str:
    """Return the value that the environment files beside a file, or above it, give a variable, or nothing.

    A sample says what somebody may set, so a default comes before it.
    """
    return _value_of(source, name, _SET) or default or _value_of(source, name, _SAMPLES)


def _value_of(source: Source, name: str, files: Iterable[str]) -> str:
    folder = dirname(source.path)
    while True:
        for file in files:
            other = source.other(join(folder, file))
            if other is not None and (value := _values(other.text).get(name)):
                return value
        if not folder:
            return ""
        folder = dirname(folder)


@lru_cache(maxsize=64)
def _values(text: str) -> dict[str, str]:
    return {setting.name: setting.value for setting in settings(text)}


_VARIABLE = re.compile(
    r"\$\{(?:env[:.])?(?P<braced>[A-Za-z_]\w*)(?:(?::?[-=]|:(?![?+]))(?P<default>[^${}]*))?[^{}]*\}"
    r"|\$\(?(?P<plain>[A-Za-z_]\w*)\)?"
)
_TEMPLATE = re.compile(r"\{\{-?\s*\$?\.?(?:\w+\.)*(?P<name>[A-Za-z_]\w*)\s*(?:\|[^{}]*)?\}\}")
"""What a template fills in: `{{ .Values.llm.model | quote }}`, `{{.Env.MODEL}}`."""

_MOST_NESTED = 3  # a default that is a variable, as in `${A:-${B:-c}}`
_ENVIRON = re.compile(r"os\.environ/(?P<plain>[A-Za-z_]\w*)")


def followed(source: Source, text: str) -> str:
    """Return `text` with its variables replaced by what the repository gives them, or nothing.

    What an environment file says comes before a default, and that before what is only a sample. A path
    goes by its end, where that has the shape of an id.
    """
    known = True

    def value(match: re.Match[str]) -> str:
        nonlocal known
        groups = match.groupdict()
        default = (groups.get("default") or "").strip("'\"")
        found = value_in_repository(source, groups.get("braced") or groups["plain"], default)
        known = known and bool(found)
        return found

    replaced = text
    for _ in range(_MOST_NESTED):
        pattern = _ENVIRON if "os.environ/" in replaced else _VARIABLE
        replaced = pattern.sub(value, replaced)
        if "$" not in replaced:
            break
    if not known or replaced == text or "$" in replaced:
        return ""
    file = on_disk(replaced)
    return file if looks_like_id(file) else replaced
