"""The models that a JavaScript or TypeScript module names: in calls, constants, defaults, objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Grade, Mention, Role, Source
from holdfast_detect.javascript_clients import Clients
from holdfast_detect.javascript_module import JavaScript, is_minified
from holdfast_detect.javascript_names import Names, Scope, parameters
from holdfast_detect.javascript_options import is_called_as, name_read, option, returned
from holdfast_detect.javascript_requests import Requests
from holdfast_detect.javascript_sdks import host_of_id, is_sdk, model_position
from holdfast_detect.javascript_tables import is_beside_its_id, is_choice, listed
from holdfast_detect.javascript_values import AROUND, Values, called, entries
from holdfast_detect.merging import merged
from holdfast_detect.sdks import (
    CHOICES,
    is_list_of_models,
    is_model_argument,
    is_model_method,
    is_model_variable,
    is_surely_one,
    looks_like_id,
    may_be_id,
    may_list_models,
    may_name_models,
    plain,
    role_of_call,
)
from holdfast_detect.values import Value
from holdfast_detect.variables import host_of, names_a_model, role_of

_SENT = frozenset(
    ("messages", "prompt", "input", "contents", "temperature", "max_tokens", "maxTokens", "stream", "system")
)
"""Keys that stand beside `model` in what is sent to a model."""

_TAGGED = re.compile(r"[a-z][\w.-]*:\d+(?:\.\d+)?b")
"""A name with a size, as Ollama has them."""

_ALWAYS = frozenset(("azureopenaiapideploymentname", "azureopenaiapiembeddingsdeploymentname"))
_FUNCTIONS = frozenset(("function_declaration", "function_expression", "arrow_function", "method_definition"))
_ASSIGNED = {
    "variable_declarator": ("name", "value"),
    "public_field_definition": ("name", "value"),
    "field_definition": ("property", "value"),
    "assignment_expression": ("left", "right"),
    "object_assignment_pattern": ("left", "right"),
    "assignment_pattern": ("left", "right"),
}
"""By the kind of a node: the fields of what is set, and of what to."""

_OF_MODEL = re.compile(
    r"(?!.*(?:DIR|ROOT|FOLDER|CACHE|URL|TYPE|KEY|LABEL|TITLE|DISPLAY|PREFIX|PATTERN))(?:[A-Z0-9_]+_)?MODEL_[A-Z0-9_]+$"
)
"""Constants that hold a model, and say of which kind behind that word: `MODEL_FAST`."""


def javascript_mentions(source: Source) -> Iterator[Mention]:
    """Yield the models that a module names; what does not parse is noted, and read around."""
    if not may_name_models(source.text):
        return
    if is_minified(source.text):
        source.not_read()
        return
    module = JavaScript(source.path, source.text)
    if module.mistake is not None:
        source.not_read(source.position(module.at(module.mistake))[0])
    yield from merged(_Finder(source, module).mentions())


class _Finder:
    def __init__(self, source: Source, module: JavaScript) -> None:
        self._module = module
        self._names = Names(module)
        self._values = Values(source, module, self._names)
        self._clients = Clients(module, self._values)
        self._requests = Requests(module, self._values)

    def mentions(self) -> Iterator[Mention]:
        finders = {
            "call_expression": self._call,
            "new_expression": self._call,
            "object": self._object,
            "template_string": self._requests.in_address,
            "return_statement": self._returned,
            "binary_expression": self._default,
            "jsx_attribute": self._attribute,
            "enum_declaration": self._enumeration,
            **dict.fromkeys(_ASSIGNED, self._set),
            **dict.fromkeys(_FUNCTIONS, self._function),
        }
        for node, scope in self._names.nodes:
            if (find := finders.get(node.type)) is not None:
                yield from find(node, scope)

    def _set(self, node: Node, scope: Scope) -> Iterator[Mention]:
        left, right = (node.child_by_field_name(field) for field in _ASSIGNED[node.type])
        if left is not None and right is not None:
            yield from self._assigned(left, right, scope)

    def _function(self, node: Node, scope: Scope) -> Iterator[Mention]:
        for pattern, default in parameters(node):
            if default is not None:
                yield from self._named(self._module.text(pattern), default, scope)
        yield from self._chosen(node, node, scope)

    def _returned(self, node: Node, scope: Scope) -> Iterator[Mention]:
        yield from self._chosen(node, scope.node, scope)

    def _chosen(self, node: Node, function: Node, scope: Scope) -> Iterator[Mention]:
        name, value = returned(self._module, node, function) or ("", node)
        inner = self._inner(value)
        if inner.type != "array":
            yield from self._named(name, value, scope)
        elif may_list_models(name):
            yield from self._listed(inner, scope)

    def _attribute(self, node: Node, scope: Scope) -> Iterator[Mention]:
        if len(node.named_children) < 2:  # noqa: PLR2004  # a name and a value
            return
        name, value = node.named_children[:2]
        if is_choice(self._module, node):
            yield from self._listed(value, scope)
        yield from self._named(self._module.text(name), value, scope)

    def _enumeration(self, node: Node, scope: Scope) -> Iterator[Mention]:
        if is_list_of_models(self._module.text(node.child_by_field_name("name"))):
            yield from self._listed(node, scope)

    def _call(self, node: Node, scope: Scope) -> Iterator[Mention]:
        callee = self._values.callee(called(node), scope)
        yield from self._sent(node, scope)
        arguments = node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None and arguments.type == "arguments" else []
        sdk = is_sdk(callee) or is_model_method(callee)
        host, region = self._clients.where(node, scope, callee)
        for each in given:
            for key, value in entries(self._module, each):
                if is_model_argument(key, of_call=True):
                    certain = sdk or plain(key) in _ALWAYS
                    role = Role.FALLBACK if "fallback" in key.lower() else role_of_call(callee, key)
                    for found in self._values.of(value, scope):
                        yield from _argument(found, callee, host, region, role, certain=certain)
        at, certain, grade = model_position(callee)
        if 0 <= at < len(given):
            for found in self._values.of(given[at], scope):
                for mention in _argument(found, callee, host, region, role_of_call(callee), certain=certain):
                    yield mention._replace(grade=grade)

    def _sent(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield what a call says by itself: of an option, or of a request."""
        for name, value in option(self._module, node):
            yield from self._named(name, value, scope)
        if host := self._requests.host(node, scope):
            for body, inner in self._requests.bodies(node, scope):
                yield from self._object(body, inner, host)

    def _object(self, node: Node, scope: Scope, sent_to: str = "") -> Iterator[Mention]:
        fields = dict(entries(self._module, node))
        is_sent = not _SENT.isdisjoint(fields)
        yield from self._of_copilot(fields, scope)
        for key, value in fields.items():
            if value.type == "object" and is_model_variable(key):
                for name, inner in entries(self._module, value):
                    if name.lower() in CHOICES:
                        yield from self._listed(inner, scope)
            elif value.type in ("array", "object"):
                if may_list_models(key):
                    yield from self._listed(value, scope)
            elif is_model_variable(key) and not (
                is_beside_its_id(key, fields) or self._is_listed(value, scope)
            ):
                certain = is_sent and plain(key) in ("model", "modelid")
                host = sent_to or self._provider(fields, scope)
                for each in self._values.of(value, scope):
                    if each.unresolved or may_be_id(each.text):
                        yield _mention(each, key, certain=certain)._replace(host=host)

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
                yield _mention(each, "", certain=True)._replace(host="github_copilot")

    def _provider(self, fields: dict[str, Node], scope: Scope) -> str:
        found = (self._values.text(fields[each], scope) for each in ("provider", "baseURL") if each in fields)
        return next(found, "")

    def _assigned(self, target: Node, value: Node, scope: Scope) -> Iterator[Mention]:
        if target.type == "array_pattern" and target.named_children:  # a state, and what sets it
            target = target.named_children[0]
        if target.type == "member_expression":
            name = self._module.text(target.child_by_field_name("property"))
            of = self._module.text(target.child_by_field_name("object")).rpartition(".")[2]
            name = of if is_list_of_models(of) and not is_model_variable(name) else name
        elif target.type == "subscript_expression":
            name = self._module.text(target.child_by_field_name("index")).strip("'\"")
        else:
            name = self._module.text(target)
        inner = self._inner(value)
        if inner.type in ("array", "object"):
            if may_list_models(name):
                yield from self._listed(inner, scope)
        else:
            yield from self._named(name, value, scope)

    def _inner(self, node: Node) -> Node:
        """Return the list or the table that is only frozen, typed or promised, else what it is."""
        while node.type in AROUND or (
            node.type in ("call_expression", "new_expression")
            and self._module.text(called(node)) in ("Object.freeze", "Set", "z.enum", "Promise.resolve")
        ):
            arguments = node.child_by_field_name("arguments")
            given = arguments.named_children if arguments is not None else node.named_children
            if not given:
                break
            node = given[0]
        return node

    def _default(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the default of a variable of the environment that is called as one that holds a model."""
        right = node.child_by_field_name("right")
        if self._module.text(node.child_by_field_name("operator")) not in ("??", "||"):
            return
        name = name_read(self._module, node.child_by_field_name("left"))
        for each in self._values.of(right, scope) if is_model_variable(name) else ():
            if not each.unresolved and may_be_id(each.text):
                yield _mention(each, name, certain=False)

    def _named(self, name: str, value: Node, scope: Scope) -> Iterator[Mention]:
        """Yield what the name of a model is set to, if it is known, or read from the environment."""
        is_model = is_model_variable(name) or bool(_OF_MODEL.match(name))
        if not is_model and not name.isupper():
            return
        for each in self._values.of(value, scope):
            if not is_model and not is_called_as(name, each.text):
                continue
            if each.variable and names_a_model(each.variable):
                yield _mention(each, each.variable, certain=True)._replace(grade=Grade.HINT)
            elif not each.unresolved and may_be_id(each.text):
                yield _mention(each, name, certain=False)

    def _listed(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the models of a list or a table to choose from; in one of Ollama's a word alone is one."""
        values = [value for each in listed(self._module, node) for value in self._values.of(each, scope)]
        of_ollama = any(_TAGGED.fullmatch(each.text) for each in values)
        for each in values:
            if not each.unresolved and (looks_like_id(each.text) or (of_ollama and each.text.isalpha())):
                yield _mention(each, "", certain=of_ollama and not each.text.isalpha())._replace(
                    grade=Grade.HINT
                )


def _argument(
    value: Value, callee: str, host: str, region: str, role: Role | None, *, certain: bool
) -> Iterator[Mention]:
    if not value.unresolved and not may_be_id(value.text):
        return
    of_id, model = host_of_id(callee, value.model or value.text)
    yield Mention(
        id=value.text,
        at=value.at,
        grade=Grade.INFERRED,
        host=of_id or host or host_of(value.variable),
        region=region,
        role=role or role_of(value.variable),
        model=model or value.model,
        unresolved=value.unresolved,
        certain=certain and (bool(value.unresolved) or is_surely_one(value.text, "", host)),
    )


def _mention(value: Value, name: str, *, certain: bool) -> Mention:
    return Mention(
        id=value.text,
        at=value.at,
        grade=Grade.INFERRED,
        host=host_of(value.variable or name),
        role=role_of(value.variable or name),
        model=value.model,
        unresolved=value.unresolved,
        certain=certain,
    )
