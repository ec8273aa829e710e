"""Settings of frameworks that hold a model and nothing else: Spring AI, LangChain4j, Quarkus."""

from __future__ import annotations

import re

from holdfast_detect.ids import may_be_id
from holdfast_detect.names import names_a_model, snake

_ROOTS = ("spring.ai.", "quarkus.langchain4j.", "langchain4j.")
_OF_FRAMEWORKS = re.compile(
    r"(?:%[\w,-]+\.)?(?:spring\.ai\.(?!model\.)|quarkus\.langchain4j\.|langchain4j\.)"
)
"""What their names begin with; `spring.ai.model` chooses a provider."""

_NO_IDS = re.compile(r"true|false|none|[\d.]+", re.IGNORECASE)


def below(path: str, key: str) -> str:
    """Return the path of a key below `path`, a dot at its end; `-` where it leads to no framework."""
    found = "" if key.startswith("%") and not path else f"{path}{key}."
    is_one = _OF_FRAMEWORKS.match(found) or any(root.startswith(found) for root in _ROOTS)
    return found if is_one else "-"


def holds_a_model(name: str, value: str) -> bool:
    """Tell whether a setting by its whole name holds a model, and `value` can be one."""
    return (
        bool(_OF_FRAMEWORKS.match(name))
        and names_a_model(snake(name))
        and may_be_id(value)
        and not _NO_IDS.fullmatch(value)
    )
