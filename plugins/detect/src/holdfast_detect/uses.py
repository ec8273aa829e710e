"""Models by what they are used for, in a table: `llm: {chat: …, embedding: …}`, or one for each vendor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from holdfast import Grade, Mention, Node, Source
from holdfast_detect.ids import looks_like_id, may_be_id, of_claude
from holdfast_detect.names import is_about_models, is_list_of_models, may_list_models, names_a_model, snake
from holdfast_detect.roles import role_of

_WORDS = r"""
default main primary secondary fallback backup fast quick smart strong weak cheap light lightweight heavy tiny
small medium large big simple complex chat code coder coding reason(?:ing|er) think(?:ing|er)
plan(?:ning|ner)? review(?:er|_mode)? reflect(?:ion)? judge eval(?:uation|uator)? grad(?:er|ing)
summar(?:y|iz\w+|is\w+) embed(?:dings?|der)? rerank(?:er)? vision image audio speech tts stt rout(?:er|ing)
classif\w+ extract\w+ research(?:er)? writ(?:er|ing) editor critic orchestrat\w+ work(?:er|flow) agent
translat\w+ generat\w+ completion
"""
_USE = re.compile(rf"(?i)(?:{'|'.join(_WORDS.split())})(?:_?(?:model|llm))?")
"""What a model is used for, as the whole of a key."""

_BY_ITSELF = re.compile(
    r"(?i)(?:primary|secondary|tertiary|fallbacks?|fallback_chain|backup|fast|quick|smart|strong|weak|cheap|small|medium"
    r"|large|big|simple|complex|tiny|heavy|light(?:weight)?|chat|coder|coding|reason(?:ing|er)|think(?:ing|er)"
    r"|plan(?:ning|ner)|review(?:er)?|reflection|critic|judge|grader|evaluator|verifier|summari[sz](?:er|ation)"
    r"|embed(?:der|ding)|rerank(?:er|ing)?|vision|vlm|transcri\w+|tts|stt|asr|rout(?:er|ing)|classif\w+|extract(?:or|ion)"
    r"|research(?:er)?|writ(?:er|ing)|editor|orchestrator|translat(?:or|ion)|generat(?:or|ion)|teacher|student|draft"
    r"|(?:model|llm)_(?:config|settings|spec))"
)
"""What a model is used for, as a key outside of any table of models: only a known model counts there."""

_SEVERAL = re.compile(
    r"(?i)(?:^|_)(?:(?:models?|llms?)_(?:candidates|chain|priorit\w+|order|pool|queue|sequence|rotation|cascade|ladder"
    r"|preferences?|fallbacks?|alternatives|to_try)|fallbacks|fallback_(?:chain|order|list)|candidates|backups|alternatives)$"
)
"""Lists of models that are tried in turn, or of which each may be used."""

_TOLD = re.compile(r"(?i)(?:family|arch(?:itecture)?|size|license|owned_by)$")
"""Keys of what is told of one model that there is."""

_NUMBERED = re.compile(r"(?=[^\s]*\d)[^\s]{4,}")

_NO_USE = re.compile(
    r"(?i)^(?:provider|vendor|host|owner|owned_by|backend|engine|family|arch\w*|type|kind|size|tier|mode|task|format"
    r"|version|revision|name|id|slug|key|label|title|description|model|url|uri|endpoint|path|dir|file|source|license|status"
    r"|tokeni[sz]er|dtype|device|quanti[sz]ation|temperature|region|location)$"
)
"""Keys of what is said of one model, and not of what several are used for."""

_OF_CALLS = re.compile(
    r"(?i)(?:(?:\w+_|api)keys?|(?:\w+_)?(?:tokens?|secrets?|passwords?|credentials?))_?\d*"
)
"""Keys of how models are called, which may stand in the same table."""


class Used(NamedTuple):
    """A model, what it is used for, and what a short name of it stands for."""

    name: str
    model: Node
    full_name: str = ""


def used(key: str, table: Node) -> Iterator[Used]:
    """Yield the models of a table that is called `key`, or those of the tables in it."""
    if not (is_list_of_models(key) or names_a_model(snake(key))):
        return
    for group in (table, *table.fields.values()):
        fields = {use: node for use, node in group.fields.items() if not _OF_CALLS.fullmatch(snake(use))}
        if _is_of_uses(fields):
            for use, node in fields.items():
                if node.text:
                    yield Used(f"{snake(use)}_model", node, of_claude(node.text))


def is_use(key: str) -> bool:
    """Tell whether a key says what a model is used for, and nothing else: `chat`, `embedder`."""
    return bool(_BY_ITSELF.fullmatch(snake(key)))


def is_numbered_id(text: str) -> bool:
    """Tell whether a text has the shape of an id with a number in it, as known models mostly have."""
    return bool(_NUMBERED.fullmatch(text)) and looks_like_id(text)


def told_of(node: Node) -> Iterator[int]:
    """Yield where what is only told of models starts: their limits and prices, or a family and a size."""
    if any(map(_TOLD.match, node.fields)):
        yield node.start
    yield from (entry.start for key, entry in node.fields.items() if is_about_models(key))


def by_use(source: Source, node: Node) -> Iterator[Mention]:
    """Yield the known models of a mapping under keys that say what a model does: `judge: gpt-4o`."""
    for key, entry in node.fields.items():
        for use, model, _ in by_itself(key, entry):
            at = source.within(model, model.text)
            yield Mention(model.text, at, Grade.HINT, role=role_of(use), certain=False)


def by_itself(key: str, entry: Node) -> Iterator[Used]:
    """Yield what may be a model by its use, `judge: gpt-4o`, or as one of several: `model_chain: […]`."""
    name = snake(key)
    is_list = bool(entry.entries) and may_list_models(name) and bool(_SEVERAL.search(name))
    if not (is_list or _BY_ITSELF.fullmatch(name)):
        return
    named = next((node for part in ("id", "name") if (node := entry.at(part)).text), Node(None))
    for node in entry.entries or (named if entry.fields else entry,):
        if is_numbered_id(node.text):
            yield Used(name, node)


def _is_of_uses(fields: Mapping[str, Node]) -> bool:
    """Tell whether each entry is a model or left open, and the keys say for what it is."""
    return (
        len(fields) > 1
        and any(_USE.fullmatch(snake(key)) for key in fields)
        and not any(_NO_USE.match(snake(key)) for key in fields)
        and all(not (each.fields or each.entries) for each in fields.values())
        and all(not each.text or may_be_id(each.text) for each in fields.values())
    )
