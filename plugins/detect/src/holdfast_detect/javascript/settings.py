"""What the names and the lists of a JavaScript module are set to, where these say that they hold models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Grade, Mention, Role
from holdfast_detect.ids import is_of_known_owner, is_tagged, looks_like_id, may_be_id
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import Scope
from holdfast_detect.javascript.nodes import AROUND, called
from holdfast_detect.javascript.tables import has_title, is_first, is_of_lists, is_translation, listed, texts
from holdfast_detect.javascript.values import Values
from holdfast_detect.names import (
    is_model_variable,
    is_surely_of_model,
    may_hold_any,
    may_list_models,
    names_a_model,
    speaks_of_ai,
)
from holdfast_detect.roles import lists_offers, role_of_constant, role_of_list
from holdfast_detect.values import Value, as_choice, mention_of

_PUBLISHED = re.compile(r"[\w-]{2,40}/(?=[^/]*\d)[\w-][\w.-]{2,90}(?<!\.js)(?<!\.ts)")
"""A name with a version and whose it is, as on Hugging Face."""

_OF_MODEL = re.compile(
    r"(?!.*(?:DIR|ROOT|FOLDER|CACHE|URL|TYPE|KEY|LABEL|TITLE|DISPLAY|PREFIX|PATTERN))(?:[A-Z0-9_]+_)?MODEL_[A-Z0-9_]+$"
)
"""Constants that hold a model, and say of which kind behind that word: `MODEL_FAST`."""

_JOINED = re.compile(r"\w[-/.:]\w")
"""Ids are of several words; one that is not may be that of a voice."""

_DRAWN = re.compile(r"(?i)\.(?:glb|gltf|obj|fbx|usdz|vrm|stl|ply|tflite|task|mlmodel|onnx|ort)$|\.\w+/|://")
"""What models are that are drawn, or files."""

_ENGINE = re.compile(r"(?<!OPENAI_)(?<!GPT_)ENGINE$")
"""A variable that holds a model as often as what runs one."""

_READS = frozenset(("member_expression", "subscript_expression", "non_null_expression"))
_OF_PROCESS = re.compile(r"(?:process|import\.meta|Deno|Bun)\.env[.\[]")
_ONLY_CHECKS = re.compile(
    r"(?i)(?:^|\.)(?:assert\w*|invariant|boolean|(?:is|has|check|validate|expect|require)[a-z]*)$"
)
"""Names of what only looks at what it is given."""

_KEEPS = ("Object.freeze", "Set", "Map", "z.enum", "Promise.resolve")
"""What is called with a list, and is that list."""


class Settings:
    """What a module sets."""

    def __init__(self, module: JavaScript, values: Values) -> None:
        self._module, self._values = module, values

    def set(self, name: str, value: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the models to which a name is set, be they one or a list."""
        inner = self._inner(value)
        if several := _one_of_several(inner) if name[-1:] in "sS" and may_list_models(name) else []:
            for each in several:
                yield from self.listed(each, scope, role_of_list(name))
        elif inner.type not in ("array", "object"):
            yield from self.named(name, value, scope)
        elif may_list_models(name) and not is_translation(self._module, name, inner):
            of_lists = is_of_lists(self._module, inner)
            role = role_of_list(name, texts(self._module, inner), of_lists=of_lists)
            yield from self.listed(inner, scope, role)

    def default(self, name: str, value: Node, scope: Scope) -> Iterator[Mention]:
        """Yield what holds where a setting is not set; where the environment sets it, that is a model."""
        of_environment = name.isupper() and names_a_model(name)
        for each in self._values.of(value, scope) if holds_model(name) else ():
            if not each.unresolved and may_be_id(each.meant):
                certain = of_environment and bool(_JOINED.search(each.text)) and not _DRAWN.search(each.text)
                found = mention(each, name, certain=certain)
                yield as_choice(found) if lists_offers(name) else found

    def default_list(self, name: str, value: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the models of a list that holds where a setting is not set; one alone is no choice."""
        if value.type == "array" and may_list_models(name):
            is_one = len(value.named_children) == 1
            yield from self.listed(value, scope, None if is_one else role_of_list(name))

    def named(self, name: str, value: Node, scope: Scope) -> Iterator[Mention]:
        """Yield what the name of a model is set to, if it is known, or read from the environment."""
        for each in self._values.of(value, scope) if holds_model(name) else ():
            if each.variable and names_a_model(each.variable):
                is_one = not _ENGINE.search(each.variable) or looks_like_id(each.model)
                found = mention(each, each.variable, certain=True)._replace(grade=Grade.HINT)
                yield from (found,) if is_one else ()
            elif not each.unresolved and may_be_id(each.meant):
                yield mention(each, name, certain=False)

    def handed_on(self, given: Node, scope: Scope, callee: str) -> Iterator[Mention]:
        """Yield the variable of the environment that a call is given, if that holds a model and is used."""
        if given.type not in _READS or not _OF_PROCESS.match(self._module.text(given)):
            return
        if _ONLY_CHECKS.search(callee):
            return
        for each in self._values.of(given, scope):
            name = each.variable
            if name and names_a_model(name) and (is_surely_of_model(name) or speaks_of_ai(name)):
                yield mention(each, name, certain=True)._replace(grade=Grade.HINT)

    def constant(self, name: str, value: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the model that a text of a module is, by whatever name; others may ask for it."""
        if value.type == "string" and may_hold_any(name):
            yield from self.listed(value, scope, role_of_constant(name, self._module.text(value)))

    def listed(self, node: Node, scope: Scope, role: Role | None) -> Iterator[Mention]:
        """Yield the models of a list or a table, all for the same; in one of Ollama's a word alone is one."""
        found = [(each, self._values.of(each, scope)) for each in listed(self._module, node)]
        titled = {value for each, of in found if has_title(self._module, each) for value in of}
        first = {value for each, of in found if is_first(self._module, each) for value in of}
        values = [value for _, of in found for value in of]
        if len(titled) * 2 > len(values):  # some are called as their ids are
            titled = set(values)
        of_ollama = any(is_tagged(each.text) for each in values)
        of_hub = len(values) > 1 and all(_PUBLISHED.fullmatch(each.text) for each in values)
        for each in values:
            if not each.unresolved and (looks_like_id(each.meant) or (of_ollama and each.text.isalpha())):
                certain = of_hub or (of_ollama and not each.text.isalpha())
                of_entry = Role.CHOICE if each in titled else role
                one = mention(each, "", certain=certain)
                yield one if each in first else one._replace(grade=Grade.HINT, role=of_entry)

    def _inner(self, node: Node) -> Node:
        """Return the list or the table that is only frozen, typed or promised, else what it is."""
        while node.type in AROUND or (
            node.type in ("call_expression", "new_expression") and self._module.text(called(node)) in _KEEPS
        ):
            arguments = node.child_by_field_name("arguments")
            given = arguments.named_children if arguments is not None else node.named_children
            if not given:
                break
            node = given[0]
        return node


def _one_of_several(node: Node) -> list[Node]:
    """Return the lists of several of which an expression is one: `given ? given.split(",") : ["a", "b"]`."""
    either = node.named_children if node.type in ("ternary_expression", "binary_expression") else []
    return [each for each in either if each.type == "array" and each.named_child_count > 1]


def holds_model(name: str) -> bool:
    """Tell whether a variable, a setting or a constant of that name holds a model."""
    return is_model_variable(name) or bool(_OF_MODEL.match(name))


def mention(value: Value, name: str, *, certain: bool) -> Mention:
    """Return the mention of a value that a variable or a setting of that name has."""
    found = mention_of(value, name, certain=certain or is_of_known_owner(value.meant))
    return as_choice(found) if value.is_choice else found
