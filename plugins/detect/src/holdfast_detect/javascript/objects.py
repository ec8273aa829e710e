"""The models that objects of a JavaScript module hold: settings, what is sent, options, lists."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Grade, Mention, Role
from holdfast_detect.ids import may_be_id
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.options import described
from holdfast_detect.javascript.settings import Settings, mention
from holdfast_detect.javascript.tables import is_beside_its_id, texts
from holdfast_detect.javascript.values import Values, entries
from holdfast_detect.names import (
    CHOICES,
    DEFAULTS,
    is_model_variable,
    is_offer,
    may_list_models,
    plain,
    role_of_list,
)

_SENT = frozenset(
    ("messages", "prompt", "input", "contents", "temperature", "max_tokens", "maxTokens", "stream", "system")
)
"""Keys that stand beside `model` in what is sent to a model."""


class Objects:
    """The objects of a module."""

    def __init__(self, module: JavaScript, values: Values, settings: Settings) -> None:
        self._module, self._values, self._settings = module, values, settings

    def mentions(self, node: Node, scope: Scope, sent_to: str = "") -> Iterator[Mention]:
        """Yield the models of an object, which is sent to a host where that is given."""
        fields = dict(entries(self._module, node))
        yield from self._of_copilot(fields, scope)
        yield from self._described(fields, scope)
        is_sent = not _SENT.isdisjoint(fields)
        is_offered = not is_sent and is_offer(fields)
        for key, value in fields.items():
            if value.type == "object" and is_model_variable(key):
                yield from self._of_field(key, value, scope)
            elif value.type in ("array", "object"):
                if may_list_models(key):
                    role = None if is_sent else role_of_list(key, texts(self._module, value))
                    yield from self._settings.listed(value, scope, role)
            elif is_model_variable(key) and not (
                is_beside_its_id(key, fields) or self._is_listed(value, scope)
            ):
                certain = is_sent and plain(key) in ("model", "modelid")
                host = sent_to or self._provider(fields, scope)
                for each in self._values.of(value, scope):
                    if each.unresolved or may_be_id(each.text):
                        found = mention(each, key, certain=certain)._replace(host=host)
                        yield found._replace(grade=Grade.HINT, role=Role.CHOICE) if is_offered else found

    def _of_field(self, name: str, description: Node, scope: Scope) -> Iterator[Mention]:
        """Yield what a field of that name offers, and what it is by default."""
        for key, value in entries(self._module, description):
            if key.lower() in CHOICES:
                yield from self._settings.listed(value, scope, Role.CHOICE)
            elif key.lower() in DEFAULTS:
                yield from self._settings.named(name, value, scope)

    def _described(self, fields: dict[str, Node], scope: Scope) -> Iterator[Mention]:
        """Yield what an option that the object describes is by default, or offers."""
        if name := described(self._module, fields):
            for key, value in fields.items():
                if key.lower() in CHOICES or key.lower() in DEFAULTS:
                    yield from self._settings.set(name, value, scope)

    def _is_listed(self, value: Node, scope: Scope) -> bool:
        """Tell whether a value is a list that is judged where it is set."""
        name = self._module.text(value)
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
