"""What an expression of a JavaScript module is as a text, as far as the repository says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from holdfast import Role, Source
from holdfast_detect.constants import of_cdk
from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.module import JavaScript
from holdfast_detect.javascript.names import ENVIRONMENTS, Imported, Names, Parameter, Scope, Variable
from holdfast_detect.javascript.nodes import AROUND, called, entries, items, only_part, unquoted
from holdfast_detect.javascript.repository import Other, is_in_repository, other
from holdfast_detect.names import is_list_of_models, is_model_variable, role_of_list
from holdfast_detect.values import MAX_LOOKED_AT, MAX_STEPS, MAX_VALUES, Value, only_text, settled
from holdfast_detect.variables import value_in_repository

_OF_ENVIRONMENT = ("$env/static/", "astro:env/")
"""Modules that have the variables of the environment."""

_READERS = frozenset(("env", "getEnv", "getEnvironmentVariable", "optionalEnv", "requireEnv"))
_STATES = frozenset((
    "useState", "useRef", "ref", "shallowRef", "signal", "createSignal", "writable", "atom", "$state",
    "useLocalStorage", "useSessionStorage",
))  # fmt: skip
"""Functions that keep what they are given last, until something else is set."""


class Values:
    """The values of a module's expressions."""

    def __init__(
        self, source: Source, module: JavaScript, names: Names, bindings: Bindings, *, follows: bool = True
    ) -> None:
        self._source, self._module, self._names, self.bindings = source, module, names, bindings
        self._follows = follows  # into other files, but not from one to the next
        self._left = 0
        self._others: dict[int, Values] = {}  # by the names of another module

    def of(self, node: Node | None, scope: Scope) -> tuple[Value, ...]:
        """Return the texts that an expression may have; none where a caller or another module says."""
        if node is None:
            return ()
        self._left = MAX_LOOKED_AT
        return settled(self._values(node, scope, 0))

    def text(self, node: Node | None, scope: Scope) -> str:
        """Return the only text that an expression has, or nothing."""
        return only_text(self.of(node, scope))

    def _values(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:  # noqa: C901  # a flat list of kinds of nodes
        self._left -= 1
        if steps > MAX_STEPS or self._left < 0:
            return
        inner: list[Node | None] = []
        match node.type:
            case "string":
                text = unquoted(self._module.text(node))
                yield Value(text, self._module.at(node) + 1)
            case "template_string" if (only := only_part(node)) is not None:
                inner = [only]
            case "template_string":
                yield self._template(node, scope, steps)
            case (
                "identifier" | "member_expression" | "subscript_expression" | "shorthand_property_identifier"
            ):
                yield from self._named(node, scope, steps)
            case "binary_expression" if self._module.text(node.child_by_field_name("operator")) in (
                "??",
                "||",
            ):
                inner = [node.child_by_field_name("left"), node.child_by_field_name("right")]
            case "ternary_expression":
                inner = [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
            case "array":
                inner = list(node.named_children)
            case "call_expression":
                yield from self._called(node, scope, steps)
            case around if around in AROUND:
                inner = list(node.named_children[:1])
        for each in inner:
            if each is not None:
                yield from self._values(each, scope, steps + 1)

    def _template(self, node: Node, scope: Scope, steps: int) -> Value:
        written = self._module.text(node)[1:-1]
        texts = []
        for part in node.named_children:
            if part.type != "template_substitution":
                texts.append(self._module.text(part))
                continue
            found = [
                v for each in part.named_children for v in islice(self._values(each, scope, steps + 1), 2)
            ]
            if len(found) != 1 or found[0].unresolved:
                why = "it is put together when the program runs"
                return Value(written, self._module.at(node) + 1, unresolved=why)
            texts.append(found[0].model or found[0].text)
        model = "".join(texts)
        return Value(written, self._module.at(node) + 1, "" if model == written else model)

    def _named(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        if variable := self._variable(node):
            yield self._environment(node, variable)
            return
        name = self._module.text(node)
        found_names = (
            scope.lookup(name)
            if node.type == "shorthand_property_identifier"
            else self.bindings.bound(node, scope)
        )
        if not found_names:
            yield from self._any_item(node, scope, steps)
            yield from self._outside(node, scope)
        for bound, inner in found_names:
            if isinstance(bound, Parameter):
                if bound.default is not None:
                    yield from self._values(bound.default, inner, steps + 1)
                beside = self._names.beside(bound) if is_model_variable(name) else ()
                for given, outer in (*self._names.arguments(bound), *beside):
                    yield from self._values(given, outer, steps + 1)
            elif isinstance(bound, Variable):
                yield self._environment(node, bound.name)
            elif isinstance(bound, Imported):
                yield from self._imported(node, bound.name)
            elif isinstance(bound, Node):
                yield from self._values(bound, inner, steps + 1)

    def _environment(self, node: Node, variable: str) -> Value:
        found = value_in_repository(self._source, variable)
        why = "" if found else "it is read from the environment"
        return Value(self._module.text(node), self._module.at(node), found, why, variable)

    def _imported(self, node: Node, name: str) -> Iterator[Value]:
        """Yield what a file of the repository sets a name to that does not say there that it is a model."""
        if name.startswith(_OF_ENVIRONMENT):
            yield self._environment(node, name.rpartition(".")[2])
            return
        if not is_in_repository(self._source, name):
            yield Value(self._module.text(node), self._module.at(node), unresolved="another module sets it")
            return
        path, _, member = name.rpartition(".")
        found = other(self._source, path) if self._follows else None
        if found is None:
            return
        values = self._of_module(found)
        for bound, scope in found.names.module.names.get(member, [])[:MAX_VALUES]:
            for each in values.of(bound, scope) if isinstance(bound, Node) else ():
                yield self._elsewhere(node, each)

    def _elsewhere(self, node: Node, found: Value) -> Value:
        model = found.model or ("" if found.unresolved else found.text)
        return Value(self._module.text(node), self._module.at(node), model, found.unresolved, found.variable)

    def _of_table(self, node: Node, imported: str) -> Iterator[Value]:
        """Yield a name of another module, or the entry of a table or an enumeration in it: `Model.SMALL`."""
        key = self._module.text(node.child_by_field_name("property"))
        if self._follows and other(self._source, imported) is not None:
            yield from self._imported(node, f"{imported}.{key}")
            return
        path, _, name = imported.rpartition(".")
        found = other(self._source, path) if self._follows else None
        if found is None:
            return
        values = self._of_module(found)
        for bound, scope in found.names.module.names.get(name, [])[:MAX_VALUES]:
            for value in values.bindings.tables.entry(bound, key) if isinstance(bound, Node) else ():
                yield from (self._elsewhere(node, one) for one in values.of(value, scope))

    def _of_module(self, found: Other) -> Values:
        if id(found.names) not in self._others:
            self._others[id(found.names)] = Values(*found, Bindings(found.module, found.names), follows=False)
        return self._others[id(found.names)]

    def _outside(self, node: Node, scope: Scope) -> Iterator[Value]:
        """Yield a field of what another module has, unless that is in the repository, where it is read."""
        if model := of_cdk(self._module.text(node)):
            yield Value(self._module.text(node), self._module.at(node), model)
            return
        owner = node
        while (
            owner.type == "member_expression" and (inner := owner.child_by_field_name("object")) is not None
        ):
            owner = inner
        whose, name = (node.child_by_field_name(field) for field in ("object", "property"))
        is_field = owner is not node and (
            is_model_variable(self._module.text(name))
            or is_list_of_models(self._module.text(whose).rpartition(".")[2])
        )
        module = self.bindings.full_name(owner, scope)
        if is_field and module and not is_in_repository(self._source, module):
            yield Value(self._module.text(node), self._module.at(node), unresolved="another module sets it")
        elif module and whose == owner and is_in_repository(self._source, module):
            yield from self._of_table(node, module)

    def _any_item(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield the texts of a table of which a program takes the one for a key: `models[kind]`.

        What other hosts call the same models is no choice of them.
        """
        owner, index = node.child_by_field_name("object"), node.child_by_field_name("index")
        if owner is None or index is None or index.type in ("string", "number"):
            return
        for bound, inner in self.bindings.bound(owner, scope):
            by_key = list(entries(self._module, bound)) if isinstance(bound, Node) else []
            by_place = list(items(bound)) if isinstance(bound, Node) else []
            texts = [(key, self._module.text(item)) for key, item in by_key]
            if sum(looks_like_id(key) for key, _ in texts) * 2 > len(texts):
                continue
            is_choice = role_of_list(self._module.text(owner), texts) is Role.CHOICE
            for _, item in (*by_key, *by_place):
                for each in self._values(item, inner, steps + 1) if item.type == "string" else ():
                    yield each._replace(is_choice=is_choice)

    def _variable(self, node: Node) -> str:
        """Return the name of the variable of the environment that an expression reads, or nothing."""
        owner = self._module.text(node.child_by_field_name("object"))
        if owner not in ENVIRONMENTS:
            return ""
        name = self._module.text(node.child_by_field_name("property")) or unquoted(
            self._module.text(node.child_by_field_name("index"))
        )
        return name if name.isidentifier() and name.isupper() else ""

    def _called(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        function, arguments = called(node), node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        name = self._module.text(function).rpartition(".")[2]
        if name in ("default", "catch") and given:  # of a schema
            yield from self._values(given[0], scope, steps + 1)
        elif name in ("trim", "toLowerCase", "toString") and function is not None and function.named_children:
            yield from self._values(function.named_children[0], scope, steps + 1)
        elif name in _STATES and given:
            yield from self._values(given[-1], scope, steps + 1)
        elif name in _READERS and len(given) > 1:
            yield from self._values(given[1], scope, steps + 1)
        elif given and (
            name in _READERS
            or (name in ("get", "getOrThrow") and self._module.text(function).startswith("Deno.env"))
        ):
            if (variable := unquoted(self._module.text(given[0]))).isupper():
                yield self._environment(node, variable)
        elif given and given[0].type == "object":  # of an option: str({ default: "..." })
            default = dict(entries(self._module, given[0])).get("default")
            yield from self._values(default, scope, steps + 1) if default is not None else ()
