"""The models that a JavaScript or TypeScript module names: in calls, constants, defaults, objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Grade, Mention, Role, Source
from holdfast_detect.javascript_module import JavaScript, is_minified
from holdfast_detect.javascript_names import Names, Scope, parameters
from holdfast_detect.javascript_sdks import host_of_call, is_sdk, model_position
from holdfast_detect.javascript_tables import is_beside_its_id, is_choice, listed
from holdfast_detect.javascript_values import Values, called, entries
from holdfast_detect.merging import merged
from holdfast_detect.sdks import (
    BASE_URLS,
    CHOICES,
    REGIONS,
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

_ALWAYS = frozenset(("azureopenaiapideploymentname", "azureopenaiapiembeddingsdeploymentname"))
_PROVIDER = re.compile(r"(?P<host>[a-z][a-z_-]{1,24}):(?P<model>[A-Za-z@][\w.:/@-]+)")
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

_UNKNOWN = "?"
_MAX_CHAIN = 8


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

    def mentions(self) -> Iterator[Mention]:  # noqa: C901  # a flat list of kinds of nodes
        for node, scope in self._names.nodes:
            if node.type in ("call_expression", "new_expression"):
                yield from self._call(node, scope)
            elif node.type == "object":
                yield from self._object(node, scope)
            elif node.type in _ASSIGNED:
                left, right = (node.child_by_field_name(field) for field in _ASSIGNED[node.type])
                if left is not None and right is not None:
                    yield from self._assigned(left, right, scope)
            elif node.type in _FUNCTIONS:
                for pattern, default in parameters(node):
                    if default is not None:
                        yield from self._named(self._module.text(pattern), default, scope)
            elif node.type == "binary_expression":
                yield from self._default(node, scope)
            elif node.type == "jsx_attribute" and len(node.named_children) > 1:
                name, value = node.named_children[:2]
                if is_choice(self._module, node):
                    yield from self._listed(value, scope)
                yield from self._named(self._module.text(name), value, scope)
            elif node.type == "enum_declaration" and is_list_of_models(
                self._module.text(node.child_by_field_name("name"))
            ):
                yield from self._listed(node, scope)

    def _call(self, node: Node, scope: Scope) -> Iterator[Mention]:
        callee = self._values.callee(called(node), scope)
        arguments = node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None and arguments.type == "arguments" else []
        sdk = is_sdk(callee) or is_model_method(callee)
        host, region = self._where(node, scope, callee)
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

    def _where(self, node: Node, scope: Scope, callee: str) -> tuple[str, str]:
        """Return host and region of a call, by its own arguments and those of its client."""
        host = region = ""
        sender = node.parent.parent if callee.endswith("Command") and node.parent is not None else None
        for call, inner in (
            (node, scope),
            *self._clients(called(node), scope),
            *(self._clients(called(sender), scope) if sender is not None else ()),
        ):
            arguments = call.child_by_field_name("arguments")
            for each in arguments.named_children if arguments is not None else ():
                for key, value in entries(self._module, each):
                    name = key.lower()
                    if name in BASE_URLS:
                        host = host or self._values.text(value, inner) or _UNKNOWN
                    elif name in REGIONS:
                        region = region or self._values.text(value, inner)
                    elif name == "vertexai" and self._module.text(value) == "true":
                        host = host or "vertex_ai"
                    elif name == "modelprovider":
                        host = host or self._values.text(value, inner)
                    elif name == "configuration":
                        host = host or self._base_url(value, inner)
        # A resource of Azure is no URL, and of no use as a host.
        known = host if "://" in host or host_of_call(callee) != "azure" else "azure"
        return ("" if known == _UNKNOWN else known) if host else host_of_call(callee), region

    def _base_url(self, node: Node, scope: Scope) -> str:
        found = (value for key, value in entries(self._module, node) if key.lower() in BASE_URLS)
        return next((self._values.text(value, scope) or _UNKNOWN for value in found), "")

    def _clients(self, node: Node | None, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        for _ in range(_MAX_CHAIN):
            if node is None:
                return
            made = self._values.made(node, scope)
            if made is not None:
                yield made
                node, scope = called(made[0]), made[1]
            else:
                node = node.child_by_field_name("object")

    def _object(self, node: Node, scope: Scope) -> Iterator[Mention]:
        fields = dict(entries(self._module, node))
        is_sent = not _SENT.isdisjoint(fields)
        for key, value in fields.items():
            if value.type == "object" and is_model_variable(key):
                for name, inner in entries(self._module, value):
                    if name.lower() in CHOICES:
                        yield from self._listed(inner, scope)
            elif value.type in ("array", "object"):
                if may_list_models(key):
                    yield from self._listed(value, scope)
            elif is_model_variable(key) and not is_beside_its_id(key, fields):
                certain = is_sent and plain(key) in ("model", "modelid")
                provider = next(
                    (
                        self._values.text(fields[each], scope)
                        for each in ("provider", "baseURL")
                        if each in fields
                    ),
                    "",
                )
                for each in self._values.of(value, scope):
                    if each.unresolved or may_be_id(each.text):
                        yield _mention(each, key, certain=certain)._replace(host=provider)

    def _assigned(self, target: Node, value: Node, scope: Scope) -> Iterator[Mention]:
        if target.type == "array_pattern" and target.named_children:  # a state, and what sets it
            target = target.named_children[0]
        if target.type == "member_expression":
            name = self._module.text(target.child_by_field_name("property"))
        elif target.type == "subscript_expression":
            name = self._module.text(target.child_by_field_name("index")).strip("'\"")
        else:
            name = self._module.text(target)
        inner = value
        while inner.type in ("as_expression", "satisfies_expression", "parenthesized_expression") or (
            inner.type in ("call_expression", "new_expression") and self._freezes(inner)
        ):
            arguments = inner.child_by_field_name("arguments")
            given = arguments.named_children if arguments is not None else inner.named_children
            if not given:
                return
            inner = given[0]
        if inner.type in ("array", "object"):
            if may_list_models(name):
                yield from self._listed(inner, scope)
        else:
            yield from self._named(name, value, scope)

    def _freezes(self, node: Node) -> bool:
        return self._module.text(called(node)) in ("Object.freeze", "Set", "z.enum")

    def _default(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the default of a variable of the environment that is called as one that holds a model."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if (
            left is None
            or right is None
            or self._module.text(node.child_by_field_name("operator")) not in ("??", "||")
        ):
            return
        name = re.split(r"\.|\[", self._module.text(left).rstrip("]"))[-1].strip("'\"?!")
        for each in self._values.of(right, scope) if is_model_variable(name) else ():
            if not each.unresolved and may_be_id(each.text):
                yield _mention(each, name, certain=False)

    def _named(self, name: str, value: Node, scope: Scope) -> Iterator[Mention]:
        """Yield what the name of a model is set to, if it is known, or read from the environment."""
        if not is_model_variable(name):
            return
        for each in self._values.of(value, scope):
            if each.variable and names_a_model(each.variable):
                yield _mention(each, each.variable, certain=True)._replace(grade=Grade.HINT)
            elif not each.unresolved and may_be_id(each.text):
                yield _mention(each, name, certain=False)

    def _listed(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the models of a list or a table to choose from."""
        for each in listed(self._module, node):
            for value in self._values.of(each, scope):
                if not value.unresolved and looks_like_id(value.text):
                    yield _mention(value, "", certain=False)._replace(grade=Grade.HINT)


def _argument(
    value: Value, callee: str, host: str, region: str, role: Role | None, *, certain: bool
) -> Iterator[Mention]:
    if not value.unresolved and not may_be_id(value.text):
        return
    found = (
        _PROVIDER.fullmatch(value.model or value.text)
        if re.search("initChatModel|@mastra|langchain", callee)
        else None
    )
    yield Mention(
        id=value.text,
        at=value.at,
        grade=Grade.INFERRED,
        host=found["host"] if found else host or host_of(value.variable),
        region=region,
        role=role or role_of(value.variable),
        model=found["model"] if found else value.model,
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
