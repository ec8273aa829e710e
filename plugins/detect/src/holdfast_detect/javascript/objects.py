"""The models that objects of a JavaScript module hold: settings, what is sent, options, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Mention, Role
from holdfast_detect.ids import is_word, may_be_id, of_claude
from holdfast_detect.javascript.asked import Asked
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import AROUND, entries, is_log, is_report, unquoted
from holdfast_detect.javascript.options import described
from holdfast_detect.javascript.settings import Settings, mention
from holdfast_detect.javascript.tables import is_beside_its_id, is_first, is_offered, texts
from holdfast_detect.javascript.values import Values
from holdfast_detect.names import CHOICES, DEFAULTS, is_model_variable, may_list_models, names_a_model, plain
from holdfast_detect.roles import is_offer, lists_offers, role_of_list
from holdfast_detect.values import as_choice

_SENT = frozenset(
    ("messages", "prompt", "input", "contents", "temperature", "max_tokens", "maxTokens", "stream", "system")
)
"""Keys that stand beside `model` in what is sent to a model."""

_SPOKEN = frozenset(("voice", "voice_settings", "transcript", "texts", "inputs"))
"""The same where it is known that it is sent."""

_ANSWERED = frozenset(
    ("choices", "finish_reason", "finishReason", "stop_reason", "stopReason", "done_reason")
)
"""Keys that stand beside `model` in what a host answers."""

_USED_UP = re.compile(r"(?i)(?:in|out|input|output|prompt|completion|total)_?tokens|eval_?count")
_COST = frozenset(("cost", "tokens", "usage"))
"""Two of them stand beside what was used."""

_STORED = frozenset(("data", "create", "update"))
_SOUGHT = frozenset(("where", "select"))
"""Keys of what is written to a table of a database, and of what is looked for in it."""

_MANY = 12
"""Texts that no request has beside its model, but what a page says in a language."""

_EITHER = frozenset(("ternary_expression", "binary_expression"))
_IDS = ("id", "slug", "resourcePath", "name")
"""Keys of a model's id in an object that says more of it, the name last: it may be that which people read."""

_AGENT_SDK = re.compile(rb"[\"']@anthropic-ai/claude-(?:agent-sdk|code)[\"']")


class Objects:
    """The objects of a module."""

    def __init__(self, module: JavaScript, values: Values, asked: Asked, settings: Settings) -> None:
        self._module, self._settings = module, settings
        self._values, self._asked = values, asked
        self._of_claude = bool(_AGENT_SDK.search(module.raw))

    def mentions(self, node: Node, scope: Scope, sent_to: str = "") -> Iterator[Mention]:
        """Yield the models of an object, which is sent to a host where that is given."""
        fields = dict(entries(self._module, node))
        says_models = any(is_model_variable(key) or may_list_models(key) for key in fields)
        if says_models and not sent_to and self.is_told(node):
            return
        yield from self._of_copilot(fields, scope)
        yield from self._described(fields, scope)
        is_sent = _is_sent(fields, sent_to) and not self._is_of_kinds(fields)
        is_sent = is_sent and (bool(sent_to) or not _is_vocabulary(fields))
        held = self._key_of(node)
        if held in _SOUGHT and not sent_to:
            return
        for key, value in fields.items():
            if value.type == "object" and is_model_variable(key):
                yield from self._of_model(key, dict(entries(self._module, value)), scope)
            elif value.type in ("array", "object"):
                if may_list_models(key) and not key.startswith("["):  # one of a list, and not its name
                    is_asked = is_sent and plain(key) == "models"  # one after the other
                    role = None if is_asked else role_of_list(key, texts(self._module, value))
                    yield from self._settings.listed(value, scope, role)
            elif is_model_variable(key) and not (
                is_beside_its_id(key, fields)
                or self._is_listed(value, scope)
                or (held in _STORED and value.type != "string")  # chosen, or told, elsewhere
            ):
                certain = is_sent and plain(key) in ("model", "modelid")
                found = self._held(
                    key, value, scope, sent_to or self._provider(fields, scope), certain=certain
                )
                is_choice = (not is_sent and is_offer(fields)) or is_offered(self._module, node)
                is_first_one = self._is_default(node) or is_first(self._module, value)
                is_choice = (is_choice and not is_first_one) or lists_offers(key)
                yield from map(as_choice, found) if is_choice else found

    def _of_model(self, key: str, fields: dict[str, Node], scope: Scope) -> Iterator[Mention]:
        """Yield what an object says of a model: which one may be chosen, or which one it is."""
        for name, value in fields.items():
            if name.lower() in CHOICES:
                yield from self._settings.listed(value, scope, Role.CHOICE)
            elif name.lower() in DEFAULTS:
                yield from self._settings.named(key, value, scope)
        if is_id := next((name for name in _IDS if name in fields), ""):
            yield from self._held(key, fields[is_id], scope, self._provider(fields, scope), certain=False)

    def _held(self, key: str, value: Node, scope: Scope, host: str, *, certain: bool) -> Iterator[Mention]:
        for each in (self._asked if certain else self._values).of(value, scope):
            is_read = bool(each.variable) and names_a_model(each.variable)
            is_one = may_be_id(each.meant) and (certain or not is_word(each.meant))
            if (each.unresolved and not each.text.startswith("/")) or is_one:
                yield self._of_kind(mention(each, key, certain=certain or is_read)._replace(host=host))

    def is_told(self, node: Node) -> bool:
        """Tell whether an object only says what was: an answer, a record, what is logged."""
        fields = dict(entries(self._module, node))
        given = node
        while given.parent is not None and (given.parent.type in AROUND or given.parent.type in _EITHER):
            given = given.parent
        call = given.parent.parent if given.parent is not None and given.parent.type == "arguments" else None
        if not _ANSWERED.isdisjoint(fields) or (call is not None and is_log(self._module, call)):
            return True
        is_record = any(map(_USED_UP.fullmatch, fields)) or len(_COST.intersection(fields)) > 1
        is_reported = call is not None and is_report(self._module, call)
        return (is_record or is_reported) and _SENT.isdisjoint(fields)

    def _key_of(self, node: Node) -> str:
        """Return the key under which an object stands in another one."""
        held = node.parent
        key = held.child_by_field_name("key") if held is not None and held.type == "pair" else None
        return unquoted(self._module.text(key))

    def _is_of_kinds(self, fields: dict[str, Node]) -> bool:
        """Tell whether a table by kinds of things has for `model` what it has for several others."""
        told = [self._module.text(value) for value in fields.values() if value.type == "string"]
        return "model" in fields and told.count(self._module.text(fields["model"])) > 2  # noqa: PLR2004  # its name too

    def _is_default(self, node: Node) -> bool:
        """Tell whether an object is set to what is called as the default of several."""
        held = node.parent
        while held is not None and held.type in AROUND:
            held = held.parent
        name = held.child_by_field_name("name") if held is not None else None
        return "default" in self._module.text(name).lower()

    def _of_kind(self, found: Mention) -> Mention:
        """Return a mention with the model that it stands for, where it says only of which kind that is."""
        model = of_claude(found.id) if self._of_claude else ""
        return found._replace(model=model, host=found.host or "anthropic", certain=True) if model else found

    def _described(self, fields: dict[str, Node], scope: Scope) -> Iterator[Mention]:
        """Yield what an option that the object describes is by default, or offers."""
        if name := described(self._module, fields):
            for key, value in fields.items():
                if key.lower() in CHOICES or key.lower() in DEFAULTS:
                    yield from self._settings.set(name, value, scope)

    def _is_listed(self, value: Node, scope: Scope) -> bool:
        """Tell whether a value is a list that is judged where it is set."""
        name = self._module.text(value) if value.type.endswith("identifier") else ""
        return is_model_variable(name) and any(
            isinstance(bound, Node) and bound.type == "array" for bound, _ in scope.lookup(name)
        )

    def _of_copilot(self, fields: dict[str, Node], scope: Scope) -> Iterator[Mention]:
        """Yield the model that an extension of Visual Studio Code selects."""
        if "family" in fields and self._values.text(fields.get("vendor"), scope) == "copilot":
            for each in self._values.of(fields["family"], scope):
                yield mention(each, "", certain=True)._replace(host="github_copilot")

    def _provider(self, fields: dict[str, Node], scope: Scope) -> str:
        found = (self._values.text(fields[each], scope) for each in ("provider", "baseURL") if each in fields)
        return next(found, "")


def _is_sent(fields: dict[str, Node], sent_to: str) -> bool:
    return not _SENT.isdisjoint(fields) or (bool(sent_to) and not _SPOKEN.isdisjoint(fields))


def _is_vocabulary(fields: dict[str, Node]) -> bool:
    """Tell whether an object is one of texts that a page shows, each under what it says."""
    kinds = [each.type for each in fields.values()]
    return kinds.count("string") >= _MANY and set(kinds) <= {"string", "template_string", "object"}
