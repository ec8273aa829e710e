"""Command lines of what serves models: vLLM, TGI, SGLang, llama.cpp, Ollama and their like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from holdfast import Mention, Node, Role, Source
from holdfast_detect.ids import IN_REQUEST, looks_like_id, may_be_repository, on_disk

_PROGRAMS = (
    "vllm", "text-generation", r"\btgi\b", "sglang", "llama[._-]?cpp", "llama-server", "llamafile",
    "ollama", "lmdeploy", "text-embeddings", "infinity", "huggingface-?server", "kserve", "tritonserver",
    "localai", "local-ai", "aphrodite", "tabby", r"mistral\.?rs", "openllm", "xinference", "exllama",
    "tensorrt", "trtllm", "dynamo", "mlx_lm", "optimum", "inference-?server", "neuron", "jetstream",
    "kaito", r"\bllm",
)  # fmt: skip
SERVERS = re.compile("|".join(_PROGRAMS), re.IGNORECASE)
"""In the image or the command of a container, one of these tells what `--model` is about."""

_MODEL_FLAGS = (
    "--model", "--model-id", "--model_id", "--model-path", "--model_path", "--model-uri", "--model-tag",
    "--model-name-or-path", "--model_name_or_path", "--model-repo", "--base-model", "--huggingface-model",
    "--model-name", "--foundation-model", "--pretrained-model-name-or-path", "--llm", "--llm-model",
    "--llm_model", "--chat-model",
    "--pretrained_model_name_or_path", "--hf-model", "--hf_model", "--hf-repo", "--hf_repo", "-hf", "-hfr",
)  # fmt: skip
_DRAFT_FLAGS = (
    "--speculative-model", "--speculative-draft-model-path", "--draft-model", "--model-draft",
    "--hf-repo-draft", "-hfd",
)  # fmt: skip
_FLAGS: dict[str, Role | None] = {
    **dict.fromkeys(_MODEL_FLAGS),
    **dict.fromkeys(_DRAFT_FLAGS, Role.CANDIDATE),
    **dict.fromkeys(("--embedding-model", "--embedding-model-name"), Role.EMBEDDING),
}
"""Options whose value is a model, and what it is for."""

_JSON_FLAGS = frozenset(("--speculative-config", "--speculative_config", "-sc"))
"""Options of vLLM whose value is JSON with a model that drafts."""

_ADAPTER_FLAGS = frozenset(("--lora-modules", "--lora-paths", "--lora-adapters"))
"""Options whose values are adapters: `acme/own`, `name=acme/own`, or JSON with a `path`."""

_ADAPTER = re.compile(r"(?:[\w.-]+=)?(?P<id>[^,={}\"']+)|\{.*?\"path\"\s*:\s*\"(?P<path>[^\"]+)\".*\}")

_DEFAULT = re.compile(r"\$\{?(?P<name>[A-Za-z_]\w*)(?::?[-=](?P<value>[^${}]*))?\}?")

MOUNTED = "/mnt/models"
"""Where KServe puts what an object names elsewhere."""

_OF_JETSTREAM = r"jetstream|maxengine|maxtext"
_SHORT = {
    "-m": r"llama|mlx_lm|vllm\.|sglang|\bllm\b|\bgemini\b|\bcodex\b|\baichat\b",
    "--model_name": _OF_JETSTREAM,
    "model_name": _OF_JETSTREAM,
}
"""Options that name a model to some programs."""

_COMMANDS = """
    vllm serve, vllm bench serve, ollama run, ollama pull, lmdeploy serve api_server, mlc_llm serve,
    openllm start, openllm serve, ramalama serve, ramalama run, huggingface-cli download, hf download,
    docker model run, docker model pull, llm serve
"""
_POSITIONAL = tuple(tuple(command.split()) for command in _COMMANDS.split(","))
"""Commands whose next argument, if it is no option, is a model."""

_ENTRYPOINTS = (
    (re.compile(r"(?:^|/)ollama/ollama(?:[:@]|$)"), ("run", "pull"), "ollama"),
    (re.compile(r"(?:^|/)vllm/vllm-openai(?:[:@]|$)"), ("serve",), "vllm"),
)
"""Images that run a program by themselves: the first words of their commands, and what stands before them."""

_SERVE = re.compile(r"(?:^|/)vllm-(?:openai|cpu)[\w-]*(?:[:@]|$)")
"""Images that serve what their first argument names, where that is no option."""

_BARE = re.compile(r"(?:^|/)local-?ai(?:[:@/]|$)")
"""Images whose program takes models as its arguments, and nothing else that is no option."""

_LAST_WORDS = frozenset(command[-1] for command in _POSITIONAL)

_WORD = re.compile(
    r"(?:\\\n|[ \t])*(?P<word>(?:"
    r"\"(?:[^\"\\]|\\.)*\"|'[^']*'"  # in quotes
    r"|\$\([^()\n]*\)|\$\{[^{}\n]*\}|\{\{[^\n]*?\}\}"  # variables and templates
    r"|\\[^\n]|[^\s\"'\\;&|]"
    r")+|[;&|\n]+|.)"
)
_END = re.compile(r"[;&|\n]+")


class Word(NamedTuple):
    """One word of a command line, and where it is written."""

    text: str
    at: int


def words_of(source: Source, nodes: Iterable[Node]) -> list[Word]:
    """Return the words of a command that YAML gives as lists and strings; scripts are taken apart."""
    found: list[Word] = []
    for node in nodes:
        for entry in node.entries or (node,):
            if not entry.text:
                continue
            if node.entries and not _is_script(entry.text):
                found.append(Word(entry.text, source.within(entry, entry.text)))
            else:
                found += words_in(source.text, entry.start, entry.end)
    return found


def _is_script(text: str) -> bool:
    return "\n" in text.strip() or bool(
        re.search(r"\s--?[a-z]|\s&&\s|^exec |(?:serve|run|pull|download) \S", text)
    )


def words_in(text: str, start: int, end: int) -> list[Word]:
    """Return the words of the shell script between two offsets; a line feed is a word between commands."""
    raw = text[start:end]
    header = re.match(r"[|>][+-]?\d*[ \t]*(?:#[^\n]*)?\n", raw)
    is_quoted = raw[:1] in ("'", '"') and raw[-1:] == raw[:1] and len(raw) > 1
    at, stop = (header.end() if header else int(is_quoted)), len(raw) - is_quoted
    has_lines = raw[:1] == "|"
    found = []
    while match := _WORD.match(raw, at, stop):
        word, begin, at = match["word"], match.start("word"), match.end()
        if word[0] == "#":
            line_end = raw.find("\n", begin, stop)
            at = stop if line_end < 0 else line_end
            continue
        if _END.fullmatch(word):
            if word.strip() or has_lines:
                found.append(Word("\n", start + begin))
        elif len(word) > 1 and word[0] in ("'", '"') and word[-1] == word[0]:
            found.append(Word(word[1:-1], start + begin + 1))
        else:
            found.append(Word(word, start + begin))
    return found


def models_in(words: list[Word], context: str = "") -> Iterator[tuple[Word, Role | None, bool]]:
    """Yield the words that are models, what for, and whether that is certain.

    `context` is the image that runs the command. A `--model` of a program that is no known server is
    one only if somebody knows the model.
    """
    is_known: bool | None = None
    shown = context + " " + " ".join(word.text for word in words[:12])
    for index, word in enumerate(words):
        flag, equals, value = word.text.partition("=")
        if flag == "-m" and index and _PYTHON.search(words[index - 1].text):
            continue  # a module
        if flag in _FLAGS or (flag in _SHORT and re.search(_SHORT[flag], shown)):
            found = _unquoted(value, word.at + len(flag) + 1) if equals else _next(words, index)
            if _is_value(found.text) and not (flag in _SHORT and _MODULE.fullmatch(found.text)):
                is_known = _of_server(words, context) if is_known is None else is_known
                yield found, _FLAGS.get(flag), is_known and _may_be(found.text)
        elif flag in _ADAPTER_FLAGS or flag in _JSON_FLAGS:
            is_known = _of_server(words, context) if is_known is None else is_known
            find, role = (_adapters, Role.ADAPTER) if flag in _ADAPTER_FLAGS else (_drafts, Role.CANDIDATE)
            for found in find(words, index):
                yield found, role, is_known
        elif word.text.rpartition("/")[2] in _LAST_WORDS and any(
            _ends(words, index, command) for command in _POSITIONAL
        ):
            found = _next(words, index)
            if _is_value(found.text):
                yield found, None, _may_be(found.text)


def _of_server(words: list[Word], context: str) -> bool:
    return bool(SERVERS.search(" ".join((context, *(each.text for each in words)))))


def _drafts(words: list[Word], index: int) -> Iterator[Word]:
    """Yield the model in the JSON that an option is given."""
    flag, equals, value = words[index].text.partition("=")
    given = Word(value, words[index].at + len(flag) + 1) if equals else _next(words, index)
    if match := IN_REQUEST.search(given.text):
        yield Word(match["id"], given.at + match.start("id"))


def _adapters(words: list[Word], index: int) -> Iterator[Word]:
    """Yield what an option names that is on a hub, up to the next option."""
    flag, equals, value = words[index].text.partition("=")
    given = [Word(value, words[index].at + len(flag) + 1)] if equals else []
    for word in words[index + 1 :] if not equals else ():
        if word.text.startswith("-") or word.text == "\n":
            break
        given.append(word)
    for word in given:
        match = _ADAPTER.fullmatch(word.text)
        group = "path" if match and match["path"] else "id"
        if match and may_be_repository(match[group]):
            yield Word(match[group], word.at + match.start(group))


_CHOSEN = re.compile(r"\{\{-?\s*(?:ternary|if|else|end|range|with)\b")
"""A template that decides on an option, and is no value."""

_PYTHON = re.compile(r"(?:^|/)python[\d.]*$")
_MODULE = re.compile(r"[\w]+(?:\.[\w]+)+|mlx_lm|mlx_vlm|llama_cpp")


def _unquoted(text: str, at: int) -> Word:
    return Word(text.strip("'\""), at + (text[:1] in ("'", '"')))


def _is_value(text: str) -> bool:
    is_option = text.startswith("-") or bool(_CHOSEN.match(text))
    return not is_option and any(char.isalnum() for char in text)


def _may_be(text: str) -> bool:
    return text.rstrip("/") != MOUNTED


def _next(words: list[Word], index: int) -> Word:
    return words[index + 1] if index + 1 < len(words) else Word("", 0)


def _ends(words: list[Word], index: int, command: tuple[str, ...]) -> bool:
    begin = index + 1 - len(command)
    return begin >= 0 and all(
        words[begin + i].text.rpartition("/")[2] == part for i, part in enumerate(command)
    )


def model_mentions(
    source: Source, nodes: Iterable[Node], image: str, values: dict[str, tuple[str, int]], host: str = ""
) -> Iterator[Mention]:
    """Yield the models of a command; `values` are the variables of its container with their places."""
    words = [inner for word in words_of(source, nodes) for inner in _of_shell(source, word)]
    served = _served(words)
    if _BARE.search(image):
        for bare in words:
            if _is_value(bare.text) and "=" not in bare.text:
                yield Mention(without_scheme(bare.text), bare.at, host="localai", certain=False)
    for word, role, certain in models_in(_with_program(words, image), image):
        text, at = word
        name = re.fullmatch(r"\$\$?[({]?([A-Za-z_]\w*)[)}]?", text)  # of a script in Compose with two
        if name:
            text, at = values.get(name[1]) or _assigned(words, name[1], values) or word
        file = on_disk(text.rstrip("/"))
        says_nothing = bool(file) and not looks_like_id(file)
        if says_nothing and served.text and _may_be(text) and not role:
            yield Mention(*served, host=host, certain=certain)
            continue
        named = "" if says_nothing else file
        yield Mention(
            id=without_scheme(text),
            at=at + len(text) - len(without_scheme(text)),
            host=host,
            role=role,
            model=served.text if text.startswith("$") and not role else named,
            certain=certain,
        )


def _assigned(words: list[Word], name: str, values: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    """Return what a script sets a variable to, a text or a variable that is known or has a default."""
    for word in words:
        left, _, right = word.text.partition("=")
        if left != name:
            continue
        text = right.strip("'\"")
        default = _DEFAULT.fullmatch(text)
        if default and default["name"] in values:
            return values[default["name"]]
        is_open = "$" in text and not (default and default["value"])
        return (text, word.at + word.text.find(text, len(left))) if text and not is_open else None
    return None


def _served(words: list[Word]) -> Word:
    """Return under which name a model is served that is loaded from a path, if that can be its id."""
    for index, word in enumerate(words):
        flag, equals, value = word.text.partition("=")
        if flag == "--served-model-name":
            name = _unquoted(value, word.at + len(flag) + 1) if equals else _next(words, index)
            return name if re.fullmatch(r"[\w.-]+/[\w.-]+|(?=.*\d)[\w.]+-[\w.-]+", name.text) else Word("", 0)
    return Word("", 0)


def _with_program(words: list[Word], image: str) -> list[Word]:
    """Return a command with the program that the image runs before it."""
    if words and _SERVE.search(image) and may_be_repository(words[0].text):
        return [Word("vllm", words[0].at), Word("serve", words[0].at), *words]
    for pattern, firsts, program in _ENTRYPOINTS:
        if words and words[0].text in firsts and pattern.search(image):
            return [Word(program, words[0].at), *words]
    return words


def _of_shell(source: Source, word: Word) -> list[Word]:
    """Return the words of what a shell is given as one argument; of others that itself."""
    end = word.at + len(word.text)
    is_written = " " in word.text and word.text[0] != "{" and source.text[word.at : end] == word.text
    return words_in(source.text, word.at, end) if is_written else [word]


def without_scheme(text: str) -> str:
    """Return a URI without its scheme: `hf://org/name` names `org/name`."""
    return re.sub(r"^[a-z0-9+.-]+://", "", text)
