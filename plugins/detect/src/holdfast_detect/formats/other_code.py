"""Go, Java, C#, Ruby and other code that no parser here reads: known models by what holds or takes them."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source


def find(source: Source) -> Iterator[Mention]:
    """Yield the known models that are assigned, passed or compared under such names."""
    # Here and not above: its patterns take their time, and most repositories have no such file.
    from holdfast_detect.code.models import models_of

    yield from models_of(source)


_FILES = (
    "*.go", "*.java", "*.kt", "*.kts", "*.scala", "*.groovy", "*.cs", "*.fs", "*.vb", "*.rb", "*.php",
    "*.rs", "*.swift", "*.dart", "*.ex", "*.exs", "*.lua", "*.jl", "*.r", "*.cr", "*.cpp", "*.cc",
    "*.bicep", "*.bicepparam", "*.prisma",
)  # fmt: skip
_MARKS = (
    "odel", "MODEL", "llm", "LLM", "Client", "ChatCompletion", "deployment", "Deployment", "gpt-",
    "claude-", "gemini-", "llama", "GPT", "Claude",
)  # fmt: skip

DETECTOR = Detector(
    name="other-code",
    summary="Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift, Bicep and Prisma, by what holds or takes a model",
    files=_FILES,
    find=find,
    marks=_MARKS,
)
