"""What an expression of a JavaScript module is as a text, as far as the repository says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tree_sitter import Node

from holdfast_detect.constants import of_cdk
from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.bound import (
    ENVIRONMENTS,
    Bound,
    Entry,
    Imported,
    Keys,
    Parameter,
    Part,
    Variable,
)
from holdfast_detect.javascript.functions import is_getter
from holdfast_detect.javascript.lists import entry_taken, keys_taken, same_list
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Names, Scope, argument
from holdfast_detect.javascript.nodes import (
    AROUND,
    called,
    entries,
    name_called,
    only_part,
    unquoted,
    unspread,
    written,
)
from holdfast_detect.javascript.several import Several
from holdfast_detect.names import is_list_of_models, is_model_variable, is_offered
from holdfast_detect.values import MAX_LOOKED_AT, MAX_STEPS, Value, only_text, settled
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
    """The values of the expressions of a module, and of others to which they lead."""

    def __init__(self, names: Names, bindings: Bindings, modules: Modules) -> None:
        self._module, self._bindings, self._modules = names.code, bindings, modules
        self._several = Several(names.code, bindings)
        self._left = 0
        self._is_asked = False
        self._followed: dict[int, tuple[Node, Scope]] = {}  # by a function: the call of it that is followed

    def of(self, node: Node | None, scope: Scope) -> tuple[Value, ...]:
        """Return the texts that an expression may have; none where a caller says, or only the run."""
        if node is None:
            return ()
        self._left, self._is_asked = MAX_LOOKED_AT, False
        return settled(self._values(node, scope, 0))

    def asked(self, node: Node | None, scope: Scope) -> tuple[Value, ...]:
        """Return the same of what is asked as a model, where also what is called and chosen leads to one.

        Where no more than a name says that it holds a model, such a call may choose from all that there are.
        """
        if node is None:
            return ()
        self._left, self._is_asked = MAX_LOOKED_AT, True
        return settled(self._values(node, scope, 0))

    def text(self, node: Node | None, scope: Scope) -> str:
        """Return the only text that an expression has, or nothing."""
        return only_text(self.of(node, scope))

    def _values(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:  # noqa: C901, PLR0912  # a flat list of kinds of nodes
        self._left -= 1
        if steps > MAX_STEPS or self._left < 0:
            return
        inner: list[Node | None] = []
        operator = self._module.text(node.child_by_field_name("operator"))
        match node.type:
            case "string" if text := unquoted(self._module.text(node)):
                yield Value(text, _at(node, scope) + 1)
            case "template_string" if (only := only_part(node)) is not None:
                inner = [only]
            case "template_string":
                yield self._template(node, scope, steps)
            case (
                "identifier" | "member_expression" | "subscript_expression" | "shorthand_property_identifier"
            ):
                yield from self._named(node, scope, steps)
            case "binary_expression" if operator in ("??", "||"):
                inner = [node.child_by_field_name("left"), node.child_by_field_name("right")]
            case "ternary_expression":
                inner = [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
            case "array" if self._is_asked or scope.home.code is self._module:
                inner = [unspread(each) for each in node.named_children]
            case "binary_expression" if self._is_asked and operator == "+":
                yield from self._joined(node, scope, steps)
            case "call_expression":
                yield from self._called(node, scope, steps)
            case "method_definition" if is_getter(node):
                for result, at in scope.home.results(node):
                    yield from self._values(result, at, steps + 1)
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
                return Value(written, _at(node, scope) + 1, unresolved=why)
            texts.append(found[0].meant)
        model = "".join(texts)
        return Value(written, _at(node, scope) + 1, "" if model == written else model)

    def _joined(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield a text that is put together of two, each of which is known."""
        sides = (node.child_by_field_name(each) for each in ("left", "right"))
        found = [list(self._values(each, scope, steps + 1)) for each in sides if each is not None]
        texts = [values[0].meant for values in found if len(values) == 1 and not values[0].unresolved]
        if len(texts) == len(found):
            yield Value("".join(texts), _at(node, scope))

    def _named(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        if variable := self._variable(node):
            yield self._environment(node, scope, variable)
            return
        found = self._bindings.bound(node, scope)
        if not found:
            yield from self._outside(node, scope)
        is_choice = self._several.is_choice(node, scope)
        values = [one for bound, inner in found for one in self._of_bound(node, scope, bound, inner, steps)]
        for each in self._here(node, scope, values):
            yield each._replace(is_choice=each.is_choice or is_choice)

    def _of_bound(
        self, node: Node, scope: Scope, bound: Bound, inner: Scope, steps: int
    ) -> Iterator[tuple[Value, Names]]:
        """Yield what a name is that is bound so, each with the module in which that is written."""
        if isinstance(bound, Part | Entry):
            is_key = isinstance(bound, Entry) and node.type == "subscript_expression"
            if is_key and self._several.is_translation(bound.owner, inner):
                return
            for part, at in self._bindings.parts(bound, inner) if steps < MAX_STEPS else ():
                yield from self._of_bound(node, scope, part, at, steps + 1)
        elif isinstance(bound, Keys):
            yield from self._keys(bound.owner, inner)
        elif isinstance(bound, Variable | Imported):
            yield from ((each, scope.home) for each in self._unknown(node, scope, bound, inner))
        else:
            name = self._module.text(node)
            for each, at in [(bound, inner)] if isinstance(bound, Node) else self._given(bound, inner, name):
                if self._is_asked or at.home is scope.home or each.type != "array":
                    yield from ((value, at.home) for value in self._values(each, at, steps + 1))

    def _given(self, parameter: Parameter, scope: Scope, name: str) -> Iterator[tuple[Node, Scope]]:
        """Yield what a parameter is by default, and what the call gives it that is followed, or else any."""
        if parameter.default is not None:
            yield parameter.default, scope
        if parameter.function in self._followed:  # and what else it is given is of no matter
            yield from argument(self._module, parameter, *self._followed[parameter.function])
            return
        yield from scope.home.arguments(parameter)
        if is_model_variable(name) and not parameter.key:
            yield from scope.home.beside(parameter)

    def _here(self, node: Node, scope: Scope, found: Sequence[tuple[Value, Names]]) -> Iterator[Value]:
        """Yield values where `node` is: of several from elsewhere by what they are, else as it is written."""
        elsewhere = {each.meant for each, home in found if home is not scope.home and not each.unresolved}
        for value, home in found:
            if home is scope.home:
                yield value
                continue
            model = value.model or ("" if value.unresolved else value.text)
            text = model if model and len(elsewhere) > 1 else written(self._module, node)
            yield value._replace(text=text, at=_at(node, scope), model=model)

    def _environment(self, node: Node, scope: Scope, variable: str) -> Value:
        source = self._modules.source(scope)
        found = value_in_repository(source, variable) if source is not None else ""
        why = "" if found else "it is read from the environment"
        return Value(self._module.text(node), _at(node, scope), found, why, variable)

    def _unknown(self, node: Node, scope: Scope, bound: Variable | Imported, inner: Scope) -> Iterator[Value]:
        """Yield that a name is one of the environment, or of a module that is none of the repository."""
        if isinstance(bound, Variable):
            yield self._environment(node, scope, bound.name)
        elif bound.module.startswith(_OF_ENVIRONMENT):
            yield self._environment(node, scope, bound.member)
        elif not self._modules.has(bound, inner):
            yield Value(self._module.text(node), _at(node, scope), unresolved="another module sets it")

    def _outside(self, node: Node, scope: Scope) -> Iterator[Value]:
        """Yield a field of what another module has, unless that is in the repository, where it is read."""
        if model := of_cdk(self._module.text(node)):
            yield Value(self._module.text(node), _at(node, scope), model)
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
        bound = (each for each, _ in scope.lookup(self._module.text(owner)))
        imported = next((each for each in bound if isinstance(each, Imported)), None)
        if is_field and imported is not None and not self._modules.has(imported, scope):
            yield Value(self._module.text(node), _at(node, scope), unresolved="another module sets it")

    def _keys(self, owner: Node, scope: Scope) -> Iterator[tuple[Value, Names]]:
        is_choice = is_offered(name_called(self._module, owner))
        for table, inner in self._bindings.things(owner, scope):
            for each in table.named_children if isinstance(table, Node) and table.type == "object" else ():
                if (key := each.child_by_field_name("key")) is not None:
                    text = unquoted(self._module.text(key))
                    at = _at(key, inner) + (key.type == "string")
                    yield Value(text, at, is_choice=is_choice), inner.home

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
                yield self._environment(node, scope, variable)
        elif default := self._default(given):  # of an option: str({ default: "..." })
            yield from self._values(default, scope, steps + 1)
        elif self._is_asked:
            yield from self._chosen(node, scope, steps)

    def _chosen(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield what a call takes from a list or a table, or what the functions return that it runs."""
        if (listed := same_list(self._module, node)) is not None:
            yield from self._values(listed, scope, steps + 1)
        elif (listed := entry_taken(self._module, node)) is not None:
            is_choice = self._several.is_choice(node, scope)
            for each in self._here(
                node, scope, list(self._of_bound(node, scope, Entry(listed), scope, steps))
            ):
                yield each._replace(is_choice=is_choice)
        elif (table := keys_taken(self._module, node)) is not None:
            yield from self._here(node, scope, list(self._keys(table, scope)))
        elif found := list(self._bindings.from_map(node, scope)):
            values = [(each, at.home) for value, at in found for each in self._values(value, at, steps + 1)]
            yield from self._here(node, scope, values)
        else:
            yield from self._here(node, scope, list(self._returned(node, scope, steps)))

    def _default(self, given: list[Node]) -> Node | None:
        is_described = bool(given) and given[0].type == "object"
        return dict(entries(self._module, given[0])).get("default") if is_described else None

    def _returned(self, node: Node, scope: Scope, steps: int) -> Iterator[tuple[Value, Names]]:
        """Yield what the functions of the repository return that a call runs, given what it gives them."""
        for function, inner in self._bindings.functions(node, scope):
            if function.id in self._followed:
                continue
            self._followed[function.id] = node, scope
            found = [
                (each, at.home)
                for value, at in inner.home.results(function)
                for each in self._values(value, at, steps + 1)
            ]
            del self._followed[function.id]
            shaped = [each for each in found if each[0].variable or looks_like_id(each[0].meant)]
            yield from shaped or [each for each in found if not each[0].unresolved]


def _at(node: Node, scope: Scope) -> int:
    return scope.home.code.at(node)
