"""The models that a JavaScript or TypeScript module names: in calls, constants, defaults, objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from holdfast import Mention, Role, Source
from holdfast_detect.ids import is_of_known_owner
from holdfast_detect.javascript.asked import Asked
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.calls import Calls
from holdfast_detect.javascript.commands import Commands
from holdfast_detect.javascript.functions import entries_given, parameters
from holdfast_detect.javascript.module import is_minified
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Names, Scope
from holdfast_detect.javascript.nodes import called, entries, is_added_to, is_log, unquoted
from holdfast_detect.javascript.objects import Objects
from holdfast_detect.javascript.options import (
    decorated_default,
    field_of_default,
    name_read,
    option,
    returned,
)
from holdfast_detect.javascript.repository import names_in
from holdfast_detect.javascript.requests import Requests
from holdfast_detect.javascript.sdks import model_position
from holdfast_detect.javascript.settings import Settings, mention
from holdfast_detect.javascript.tables import is_choice, is_offered, menu, texts
from holdfast_detect.javascript.values import Values
from holdfast_detect.merging import merged
from holdfast_detect.names import CHOICES, DEFAULTS, is_list_of_models, is_model_variable
from holdfast_detect.roles import role_of_list
from holdfast_detect.sdks import may_name_models
from holdfast_detect.values import MAX_STEPS, as_choice

_FUNCTIONS = frozenset(("function_declaration", "function_expression", "arrow_function", "method_definition"))
_ASSIGNED = {
    "variable_declarator": ("name", "value"),
    "public_field_definition": ("name", "value"),
    "field_definition": ("property", "value"),
    "assignment_expression": ("left", "right"),
    "augmented_assignment_expression": ("left", "right"),
    "object_assignment_pattern": ("left", "right"),
    "assignment_pattern": ("left", "right"),
}
"""By the kind of a node: the fields of what is set, and of what to."""

_USED = frozenset(
    (*_ASSIGNED, "arguments", "return_statement", "pair", "ternary_expression", "as_expression")
)
"""Where a text stands that is passed on."""


_ASKS = re.compile(r"\.(?:startsWith|endsWith|includes|indexOf|has|match|test)$")
"""Methods that only compare a text."""


def javascript_mentions(source: Source) -> Iterator[Mention]:
    """Yield the models that a module names; what does not parse is noted, and read around."""
    if not may_name_models(source.text):
        return
    if is_minified(source.text):
        source.not_read()
        return
    names = names_in(source.path, source.text)
    if (mistake := names.code.mistake) is not None:
        source.not_read(source.position(names.code.at(mistake))[0])
    finder = _Finder(source, names)
    aliases = finder.aliases()
    yield from (each for each in merged(finder.mentions()) if each.id not in aliases)


class _Finder:
    def __init__(self, source: Source, names: Names) -> None:
        self._names = names
        self._compares = "promptfooconfig" in source.path  # each that it lists: that is told elsewhere
        self._module = module = names.code
        modules = Modules(self._names, source)
        self._bindings = Bindings(self._names, modules)
        self._values = Values(self._names, self._bindings, modules)
        asked = Asked(self._names, self._bindings, modules)
        self._requests = Requests(module, self._bindings, self._values, asked)
        self._settings = Settings(module, self._values)
        self._objects = Objects(module, self._values, asked, self._settings)
        self._commands = Commands(module, self._values)
        self._calls = Calls(
            names, modules, self._bindings, self._values, asked, self._settings, self._objects
        )

    def mentions(self) -> Iterator[Mention]:
        finders = {
            "call_expression": self._call,
            "new_expression": self._call,
            "object": self._objects.mentions,
            "array": self._list,
            "string": self._of_workers_ai,
            "template_string": self._requests.in_address,
            "return_statement": self._returned,
            "binary_expression": self._default,
            "ternary_expression": self._either,
            "jsx_attribute": self._attribute,
            "enum_declaration": self._enumeration,
            **dict.fromkeys(_ASSIGNED, self._set),
            **dict.fromkeys(_FUNCTIONS, self._function),
        }
        for kind, node, scope in self._names.nodes:
            if (find := finders.get(kind)) is not None:
                yield from find(node, scope)

    def _list(self, node: Node, scope: Scope) -> Iterator[Mention]:
        yield from self._commands.of_list(node, scope)
        for id_ in menu(self._module, node) if not self._compares else ():
            yield from self._settings.listed(id_, scope, Role.CHOICE)

    def aliases(self) -> frozenset[str]:
        """Return what the module calls models that it makes: `{ "fast": groq("llama-3.1-8b-instant") }`."""
        made = dict[str, str]()
        for kind, node, scope in self._names.nodes:
            value = node.child_by_field_name("value") if kind == "pair" else None
            if value is not None and (id_ := self._made(value, scope)):
                made[unquoted(self._module.text(node.child_by_field_name("key")))] = id_
        return frozenset(made) - frozenset(made.values())

    def _made(self, value: Node, scope: Scope) -> str:
        """Return the id of the model that an SDK makes of it, be it wrapped or not."""
        made: Node | None = value
        for _ in range(MAX_STEPS):
            arguments = made.child_by_field_name("arguments") if made is not None else None
            if made is None or made.type != "call_expression" or arguments is None:
                break
            given = next(iter(arguments.named_children), None)
            if given is not None and given.type == "string":
                at = model_position(self._bindings.callee(called(made), scope))[0]
                return unquoted(self._module.text(given)) if at == 0 else ""
            made = dict(entries(self._module, given)).get("model") if given is not None else None
        return ""

    def _of_workers_ai(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield an id that only Cloudflare's Workers AI has, unless it is compared, or is a key or a type."""
        text = unquoted(self._module.text(node))
        if not text.startswith(("@cf/", "@hf/")):  # before the parent is looked for, from the top of the tree
            return
        parent = node.parent
        if parent is None or parent.type not in _USED:
            return
        asks = parent.type == "arguments" and _ASKS.search(self._module.text(called(parent.parent or node)))
        if is_of_known_owner(text) and not asks and parent.child_by_field_name("key") != node:
            entry = parent.parent if parent.type == "pair" else None
            is_choice = entry is not None and is_offered(self._module, entry)
            for each in self._values.of(node, scope):
                found = mention(each, "", certain=True)._replace(host="cloudflare")
                yield as_choice(found) if is_choice else found

    def _set(self, node: Node, scope: Scope) -> Iterator[Mention]:
        left, right = (node.child_by_field_name(field) for field in _ASSIGNED[node.type])
        if left is not None:
            for default in decorated_default(self._module, node):
                yield from self._settings.named(self._module.text(left), default, scope)
        if left is not None and right is not None and not is_added_to(self._module, node):
            yield from self._assigned(left, right, scope)

    def _function(self, node: Node, scope: Scope) -> Iterator[Mention]:
        for pattern, default in parameters(node):
            if default is not None:
                yield from self._settings.named(self._module.text(pattern), default, scope)
            elif is_list_of_models(self._module.text(pattern)) and (
                given := entries_given(self._module, node)
            ):
                yield from self._settings.listed(given, scope, Role.CHOICE)
        yield from self._chosen(node, node, scope)

    def _returned(self, node: Node, scope: Scope) -> Iterator[Mention]:
        yield from self._chosen(node, scope.node, scope)

    def _chosen(self, node: Node, function: Node, scope: Scope) -> Iterator[Mention]:
        if chosen := returned(self._module, node, function):
            yield from self._settings.set(*chosen, scope)

    def _attribute(self, node: Node, scope: Scope) -> Iterator[Mention]:
        if len(node.named_children) < 2:  # noqa: PLR2004  # a name and a value
            return
        name, value = node.named_children[:2]
        if value.type == "jsx_expression" and value.named_children:
            value = value.named_children[0]
        of_choices = self._module.text(name).lower() in CHOICES and value.type == "array"
        if of_choices or is_choice(self._module, node):
            yield from self._settings.listed(value, scope, Role.CHOICE)
        of_field = field_of_default(self._module, node) if self._module.text(name).lower() in DEFAULTS else ""
        yield from self._settings.named(of_field or self._module.text(name), value, scope)

    def _enumeration(self, node: Node, scope: Scope) -> Iterator[Mention]:
        name = self._module.text(node.child_by_field_name("name"))
        if is_list_of_models(name):
            role = role_of_list(name, texts(self._module, node))
            yield from self._settings.listed(node, scope, role)

    def _call(self, node: Node, scope: Scope) -> Iterator[Mention]:
        if is_log(self._module, node):
            return
        yield from self._commands.of_call(node)
        for name, value in option(self._module, node):
            yield from self._settings.named(name, value, scope)
        if host := self._requests.host(node, scope):
            for body, inner in self._requests.bodies(node, scope):
                yield from self._objects.mentions(body, inner, host)
        yield from self._calls.mentions(node, scope)

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
        yield from self._settings.set(name, value, scope)
        if target.type.endswith("identifier") and (scope.parent is None or scope.is_class):
            yield from self._settings.constant(name, value, scope)

    def _default(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the default of a variable of the environment that is called as one that holds a model."""
        right = node.child_by_field_name("right")
        if self._module.text(node.child_by_field_name("operator")) not in ("??", "||"):
            return
        name = name_read(self._module, node.child_by_field_name("left"))
        if right is not None:
            yield from self._settings.default(name, right, scope)
            yield from self._settings.default_list(name, right, scope)

    def _either(self, node: Node, scope: Scope) -> Iterator[Mention]:
        """Yield the list that holds where another one is not set: `llms: given ? given : [DEFAULT]`."""
        held = node.parent
        name = held.child_by_field_name("key") or held.child_by_field_name("name") if held else None
        for each in (node.child_by_field_name("consequence"), node.child_by_field_name("alternative")):
            if each is not None:
                yield from self._settings.default_list(unquoted(self._module.text(name)), each, scope)
