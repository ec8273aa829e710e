"""Dependency lists: libraries by which programs use models, without saying which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch

from holdfast import Detector, Source, Use

_OF_PYTHON = (
    "openai(?:-agents)?", "anthropic", "mistralai", "cohere", "groq", "together", "replicate", "ollama",
    "litellm", "vllm", "sglang", "transformers", "sentence-transformers", "huggingface-hub",
    r"langchain(?:-[\w-]+)?", r"langgraph(?:-[\w-]+)?", r"llama-index(?:-[\w-]+)?",
    "google-gen(?:ai|erativeai)", "google-cloud-aiplatform", "google-adk", "vertexai", "dspy(?:-ai)?",
    "crewai(?:-tools)?", r"autogen-[\w-]+", "pyautogen", "pydantic-ai(?:-slim)?", "instructor",
    "haystack-ai", "semantic-kernel", "smolagents", "agno", "phidata", "guidance", "outlines",
    "azure-ai-(?:inference|projects|openai|agents)", "boto3-stubs-bedrock", "ibm-watsonx-ai",
    "llama-cpp-python", "ctransformers", "gpt4all", "fastembed", "flagembedding", "peft", "unsloth",
    "voyageai", "fireworks-ai", "xai-sdk", "aisuite", "portkey-ai", "cerebras-cloud-sdk", "dashscope",
    "zhipuai", "ai21", "deepeval", "ragas", r"promptflow(?:-[\w-]+)?", "mem0ai", "strands-agents",
    "openai-whisper", "faster-whisper", "tiktoken",
)  # fmt: skip
_PYTHON = re.compile(f"(?:{'|'.join(_OF_PYTHON)})")
_OF_JAVASCRIPT = (
    "openai", "ai", "ollama", "groq-sdk", "cohere-ai", "replicate", "together-ai", "langchain",
    "llamaindex", "genkit", "voyageai", "portkey-ai", "ollama-ai-provider(?:-v2)?", "workers-ai-provider",
    r"@ai-sdk/[\w-]+", r"@anthropic-ai/[\w-]+", "@google/gen(?:ai|erative-ai)", "@google-cloud/vertexai",
    r"@mistralai/[\w-]+", r"@langchain/[\w-]+", r"@llamaindex/[\w-]+",
    "@huggingface/(?:inference|transformers|agents)", "@xenova/transformers",
    r"@aws-sdk/client-bedrock[\w-]*", "@azure/openai", "@azure-rest/ai-inference", r"@openrouter/[\w-]+",
    r"@mastra/[\w-]+", r"@genkit-ai/[\w-]+", r"@openai/[\w-]+", r"@copilotkit/[\w-]+",
    r"@cerebras/[\w-]+", "@fal-ai/client",
)  # fmt: skip
_JAVASCRIPT = re.compile(f"(?:{'|'.join(_OF_JAVASCRIPT)})")
_OF_GITHUB = (
    "openai/openai-go", "sashabaranov/go-openai", "anthropics/anthropic-sdk-go", "tmc/langchaingo",
    "ollama/ollama", "cohere-ai/cohere-go", "google/generative-ai-go", "firebase/genkit/go",
    r"cloudwego/eino[\w/-]*", "mozilla-ai/any-llm-go", r"aws/aws-sdk-go-v2/service/bedrock\w*",
    "Azure/azure-sdk-for-go/sdk/ai/azopenai",
)  # fmt: skip
_GO = re.compile(
    rf"github\.com/(?:{'|'.join(_OF_GITHUB)})(?:/v\d+)?|google\.golang\.org/genai"
    r"|cloud\.google\.com/go/(?:vertexai|aiplatform)"
)
_OF_RUST = (
    "async-openai", "openai(?:-api-rs)?", "ollama-rs", "rig-core", "genai", "langchain-rust",
    "aws-sdk-bedrockruntime", r"candle-[\w-]+", "mistralrs", r"llm-chain[\w-]*", r"anthropic[\w-]*",
    "fastembed", "rust-bert", "llama-cpp-2", "swiftide",
)  # fmt: skip
_RUST = re.compile(f"(?:{'|'.join(_OF_RUST)})")
_JAVA = re.compile(
    r"(?:langchain4j[\w-]*|spring-ai-[\w-]+|openai-java|anthropic-java|google-genai|bedrockruntime|azure-ai-openai)"
)
_RUBY = re.compile(r"(?:ruby-openai|openai|anthropic|ruby_llm|langchainrb|aws-sdk-bedrockruntime|gemini-ai)")
_OF_DOTNET = (
    "OpenAI", r"Azure\.AI\.(?:OpenAI|Inference)", r"Anthropic(?:\.SDK)?",
    r"Microsoft\.SemanticKernel[\w.]*", r"Microsoft\.Extensions\.AI[\w.]*", "OllamaSharp", "LLamaSharp",
    r"AWSSDK\.BedrockRuntime", r"Google\.Cloud\.AIPlatform\.V1", r"Mscc\.GenerativeAI",
)  # fmt: skip
_DOTNET = re.compile(f"(?:{'|'.join(_OF_DOTNET)})")
_PHP = re.compile(
    r"(?:openai-php/[\w-]+|prism-php/prism|llphant/llphant|symfony/ai-[\w-]+|theodo-group/llphant)"
)

_NAME = r"(?P<name>[@A-Za-z0-9][\w./@-]*)"
_LINES = re.compile(rf"^[ \t]*(?:-[ \t]+)?{_NAME}[ \t]*(?=[\[<>=!~;@,\n#]|[ \t]|$)", re.MULTILINE)
_TOML = re.compile(
    rf"^[ \t]*[\"']?{_NAME}[\"']?[ \t]*="
    rf"|[\"']{_NAME.replace('name', 'quoted')}(?=[\[<>=!~;@, \"'])"
    rf"|^\[[\w.-]*dependencies\.{_NAME.replace('name', 'table')}\]",
    re.MULTILINE,
)
_GO_LINE = re.compile(rf"^[ \t]*(?:require[ \t]+)?{_NAME}[ \t]+v\d", re.MULTILINE)
_XML = re.compile(rf"<artifactId>\s*{_NAME}\s*</artifactId>")
_GRADLE = re.compile(rf"[\"'][\w.-]+:{_NAME}(?::[^\"'\n]*)?[\"']")
_GEM = re.compile(rf"^[ \t]*gem[ \t(]+[\"']{_NAME}[\"']", re.MULTILINE)
_PROJECT = re.compile(rf"<Package(?:Reference|Version)\s[^>]*Include=\"{_NAME}\"")
_ASIDE = re.compile(
    r"(?:^|(?<=\s))(?:#|//)[^\n]*|<!--.*?-->"
    r"|^[ \t]*(?:name|description|keywords|version|authors)[ \t]*=[^\n]*",
    re.MULTILINE | re.DOTALL,
)
"""Comments, and what a project says of itself."""

_FORMATS: tuple[tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]], ...] = (
    (("*requirements*.txt", "*requirements*.in", "constraints*.txt", "environment.y*ml"), _LINES, _PYTHON),
    (("pyproject.toml", "pipfile", "setup.cfg"), _TOML, _PYTHON),
    (("go.mod",), _GO_LINE, _GO),
    (("cargo.toml",), _TOML, _RUST),
    (("pom.xml",), _XML, _JAVA),
    (("build.gradle", "build.gradle.kts", "libs.versions.toml"), _GRADLE, _JAVA),
    (("gemfile", "*.gemspec"), _GEM, _RUBY),
    (("*.csproj", "*.fsproj", "directory.packages.props"), _PROJECT, _DOTNET),
)
"""By the names of files: what a name of a library stands in, and which of them use models."""

_JSON = {"package.json": _JAVASCRIPT, "composer.json": _PHP}
_OF_JSON = (
    "dependencies", "devDependencies", "peerDependencies", "optionalDependencies", "require",
    "require-dev",
)  # fmt: skip


def find(source: Source) -> Iterator[Use]:
    """Yield the libraries of the list that use models."""
    name = source.path.rpartition("/")[2].lower()
    if name in _JSON:
        document = source.json()
        for field in _OF_JSON:
            for library, node in document.at(field).fields.items():
                if _JSON[name].fullmatch(library):
                    yield Use(library, node.key + 1)
        return
    text = _ASIDE.sub(lambda match: " " * len(match[0]), source.text)
    for names, places, known in _FORMATS:
        if any(fnmatch(name, each) for each in names):
            for match in places.finditer(text):
                group = match.lastgroup or "name"
                library = match[group]
                plain = re.sub(r"[-_.]+", "-", library).lower() if known is _PYTHON else library
                if known.fullmatch(plain):
                    yield Use(library, match.start(group))


DETECTOR = Detector(
    name="dependencies",
    summary="dependency lists: libraries that use models, without saying which",
    files=tuple(_JSON) + tuple(name for names, _, _ in _FORMATS for name in names),
    find=find,
)
