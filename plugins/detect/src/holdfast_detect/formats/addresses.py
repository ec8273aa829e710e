"""Models in the paths of vendors' addresses, in code and scripts that call these without an SDK."""

from __future__ import annotations

import re
from collections.abc import Iterator

from holdfast import Detector, Grade, Mention, Node, Source

_ID = r"(?P<id>[A-Za-z0-9@][\w.@:%+-]{0,160}?)"
_PUBLISHED = r"(?P<id>[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9](?:[\w.-]{0,94}\w)?)"
_BEDROCK = r"bedrock-runtime(?:-fips)?\.(?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d)\.amazonaws\.com"
_VERTEX = r"(?P<host>(?:(?P<region>[a-z]+-[a-z]+\d+)-)?aiplatform\.googleapis\.com)/[^\s\"'`]{0,200}"
_VERBS = r"(?:generateContent|streamGenerateContent|embedContent|batchEmbedContents|countTokens)"

_ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        # https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
        rf"(?P<host>{_BEDROCK})/model/{_ID}/(?:invoke|converse)",
        # https://ai.google.dev/api/generate-content; what is before `models` is often a constant
        rf"(?P<host>generativelanguage\.googleapis\.com)/v1\w*/models/{_ID}:",
        rf"{_VERTEX}/models/{_ID}:",
        rf"{_VERTEX}/publishers/[\w-]+/models/(?P<id>[A-Za-z0-9][\w.@-]{{0,160}})(?:[\"'`\s]|$)",
        rf"[/\"'`}}](?:models/)?{_ID}:{_VERBS}\b",
        # https://learn.microsoft.com/azure/ai-services/openai/reference
        rf"(?P<host>[\w-]+\.(?:openai|cognitiveservices|services\.ai)\.azure\.com)/openai/deployments/{_ID}/",
        rf"(?P<host>)/openai/deployments/{_ID}/(?:chat|completions|embeddings|images|audio)\b",
        # https://huggingface.co/docs/inference-providers/providers/hf-inference
        rf"(?P<host>api-inference\.huggingface\.co)/(?:pipeline/[\w-]+/)?models/{_PUBLISHED}",
        rf"(?P<host>router\.huggingface\.co)/hf-inference/(?:pipeline/[\w-]+/)?models/{_PUBLISHED}",
        # https://developers.cloudflare.com/workers-ai/get-started/rest-api/
        r"(?P<host>api\.cloudflare\.com)/client/v4/accounts/[^/\s]{1,80}/ai/run/(?P<id>@(?:cf|hf)/[\w.-]+/[\w.-]+)",
        # https://replicate.com/docs/reference/http
        rf"(?P<host>api\.replicate\.com)/v1/models/{_PUBLISHED}/(?:predictions|versions)",
        # https://docs.deepinfra.com/api-reference
        rf"(?P<host>api\.deepinfra\.com)/v1/inference/{_PUBLISHED}",
        # https://docs.fal.ai/model-apis/model-endpoints
        r"(?P<host>(?:queue\.)?fal\.run)/(?P<id>fal-ai/[\w.-]+(?:/[\w.-]+){0,4})",
        # https://platform.openai.com/docs/guides/realtime-websocket, and Deepgram
        rf"(?:wss|https)://(?P<host>[\w.-]+)/v1/(?:realtime|listen|speak)\?(?:[\w=&.-]{{0,200}}&)?model={_ID}(?=[&\"'`\s])",
    )
)

_LONGEST_LINE = 400
_COMMENTS = ("#", "//", "/*", "*", "--", "<!--", "rem ")

_SHOWN = re.compile(
    r"(?i)\b(?:placeholder|help(?:er)?_?(?:text)?|hint|example|tooltip)[\"']?\s*[=:]\s*\{?\s*[\"'`][^\"'`]*$"
)
"""What stands before an address that only shows people how to write theirs."""


def find(source: Source) -> Iterator[Mention]:
    """Yield the model of each address that is written out; parts that are put in are left to parsers."""
    cells = _cells(source) if source.path.endswith(".ipynb") else None
    for match in _matches(source.text):
        at = match.start()
        is_code = cells is None or any(start <= at < end for start, end in cells)
        if is_code and not _is_told(source.text, at):
            yield _mention(match, match.start("id"))


def in_setting(source: Source, value: Node) -> Iterator[Mention]:
    """Yield the model of the address that a setting is, and no text that speaks of one."""
    for match in _matches(value.text) if "://" in value.text and len(value.text.split()) == 1 else ():
        yield _mention(match, source.within(value, match["id"]))


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in _ADDRESSES:
        yield from pattern.finditer(text)


def _mention(match: re.Match[str], at: int) -> Mention:
    named = match.groupdict()
    return Mention(
        id=match["id"],
        at=at,
        grade=Grade.INFERRED,
        host=named.get("host", "gemini"),
        region=named.get("region") or "",
    )


def _cells(source: Source) -> list[tuple[int, int]]:
    """Return where the code of a notebook begins and ends, of each cell: not what it says or has answered."""
    cells = (each for each in source.json().at("cells").entries if each.at("cell_type").text == "code")
    return [(each.at("source").start, each.at("source").end) for each in cells]


def _is_told(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.lstrip().lower().startswith(_COMMENTS) or bool(_SHOWN.search(line[-_LONGEST_LINE:]))


_FILES = (
    "*.py", "*.ipynb", "*.js", "*.mjs", "*.cjs", "*.jsx", "*.ts", "*.mts", "*.cts", "*.tsx", "*.vue",
    "*.svelte", "*.go", "*.java", "*.kt", "*.scala", "*.cs", "*.rb", "*.php", "*.rs", "*.swift", "*.dart",
    "*.ex", "*.exs", "*.lua", "*.r", "*.jl", "*.cpp", "*.c", "*.sh", "*.bash", "*.ps1", "*.http", "*.rest",
    "dockerfile*", "makefile",
)  # fmt: skip

_MARKS = (
    "bedrock-runtime", "googleapis.com", "enerateContent", "mbedContent", "/openai/deployments/",
    "huggingface.co", "/ai/run/", "api.replicate.com", "api.deepinfra.com", "fal.run/", "/realtime?",
    "/listen?", "/speak?",
)  # fmt: skip

DETECTOR = Detector(
    name="addresses",
    summary="addresses with a model in their path: Bedrock, Vertex AI, Gemini, Azure, Hugging Face",
    files=_FILES,
    find=find,
    marks=_MARKS,
    only_adds=True,
)
