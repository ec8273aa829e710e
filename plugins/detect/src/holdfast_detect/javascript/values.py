"""What an expression of a JavaScript module is as a text, as far as the repository says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tree_sitter import Node

from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.bound import (
    Bound,
    Entry,
    Imported,
    Keys,
    Parameter,
    Part,
    Variable,
)
from holdfast_detect.javascript.functions import is_getter
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Names, Scope
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
from holdfast_detect.javascript.outside import Outside
from holdfast_detect.javascript.several import Several
from holdfast_detect.names import is_model_variable
from holdfast_detect.roles import is_offered
from holdfast_detect.values import MAX_STEPS, Budget, Value, only_text, rest_of

_STATES = frozenset((
    "useState", "useRef", "ref", "shallowRef", "signal", "createSignal", "writable", "atom", "$state",
    "useLocalStorage", "useSessionStorage",
))  # fmt: skip
"""Functions that keep what they are given last, until something else is set."""


Found = tuple[Value, Names]
"""A value, with the module in which it is written."""


class Values:
    """The values of the expressions of a module, and of others to which they lead."""

    def __init__(self, names: Names, bindings: Bindings, modules: Modules) -> None:
        self._module, self._bindings, self._text = names.code, bindings, names.code.text
        self._several = Several(names.code, bindings)
        self._outside = Outside(names.code, modules)
        self._budget = Budget()

    def of(self, node: Node | None, scope: Scope) -> tuple[Value, ...]:
        """Return the texts that an expression may have; none where a caller says, or only the run."""
        if node is None:
            return ()
        self._budget.renew()
        found = self._budget.settled(self._values(node, scope, 0))
        if not self._budget.has_more:
            return found
        return (*found, rest_of(found, written(self._module, node), _at(node, scope)))

    def text(self, node: Node | None, scope: Scope) -> str:
        """Return the only text that an expression has, or nothing."""
        return only_text(self.of(node, scope))

    def _values(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:  # noqa: C901, PLR0912  # a flat list of kinds of nodes
        if not self._budget.spend() or steps > MAX_STEPS:
            return
        inner: list[Node | None] = []
        operator = self._text(node.child_by_field_name("operator"))
        match node.type:
            case "string" if text := unquoted(self._text(node)):
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
            case "binary_expression" if operator == "&&":
                inner = [node.child_by_field_name("right")]
            case "ternary_expression":
                inner = [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
            case "array" if scope.home.code is self._module:
                inner = [unspread(each) for each in node.named_children]
            case "call_expression":
                yield from self._called(node, scope, steps)
            case "method_definition" if is_getter(node):
                for result, at in scope.home.results(node):
                    yield from self._values(result, at, steps + 1)
            case around if around in AROUND:
                inner = list(node.named_children[:1])
            case _:
                yield from self._beyond(node, scope, steps)
        for each in inner:
            if each is not None:
                yield from self._values(each, scope, steps + 1)

    def _beyond(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:  # noqa: ARG002  # those of `Asked` are read
        """Yield what is read only of what is surely asked as a model: of other expressions nothing."""
        yield from ()

    def _template(self, node: Node, scope: Scope, steps: int) -> Value:
        written = self._text(node)[1:-1]
        texts = []
        for part in node.named_children:
            if part.type != "template_substitution":
                texts.append(self._text(part))
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

    def _named(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        if variables := list(self._outside.variable(node, scope)):
            yield from variables
            return
        found = self._bindings.bound(node, scope)
        if not found:
            yield from self._outside.field(node, scope)
            yield from self._state(node, scope, steps)
        is_choice = self._several.is_choice(node, scope)
        values: list[Found] = []
        for bound, inner in found:
            if self._budget.is_spent:
                break
            values += self._of_bound(node, scope, bound, inner, steps)
        for each in self._here(node, scope, values):
            yield each._replace(is_choice=each.is_choice or is_choice)

    def _state(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield what a state holds at first that `state.value` or `state.current` asks for."""
        owner = node.child_by_field_name("object")
        if owner is None or self._text(node.child_by_field_name("property")) not in ("value", "current"):
            return
        for each, at in self._bindings.things(owner, scope):
            if isinstance(each, Node) and name_called(self._module, called(each)) in _STATES:
                yield from self._values(each, at, steps + 1)

    def _of_bound(self, node: Node, scope: Scope, bound: Bound, inner: Scope, steps: int) -> Iterator[Found]:
        """Yield what a name is that is bound so, each with the module in which that is written."""
        if isinstance(bound, Part | Entry):
            for part, at in self._bindings.parts(bound, inner) if steps < MAX_STEPS else ():
                yield from self._of_bound(node, scope, part, at, steps + 1)
        elif isinstance(bound, Keys):
            yield from self._keys(bound.owner, inner)
        elif isinstance(bound, Variable | Imported):
            yield from ((each, scope.home) for each in self._outside.name(node, scope, bound, inner))
        else:
            name = self._text(node)
            for each, at in [(bound, inner)] if isinstance(bound, Node) else self._given(bound, inner, name):
                yield from ((value, at.home) for value in self._values(each, at, steps + 1))

    def _given(self, parameter: Parameter, scope: Scope, name: str) -> Iterator[tuple[Node, Scope]]:
        """Yield what a parameter is by default, and what it is given."""
        if parameter.default is not None:
            yield parameter.default, scope
        yield from scope.home.arguments(parameter)
        if is_model_variable(name) and not parameter.key:
            yield from scope.home.beside(parameter)

    def _here(self, node: Node, scope: Scope, found: Sequence[Found]) -> Iterator[Value]:
        """Yield values where `node` is: of several from elsewhere by what they are, else as it is written."""
        elsewhere = {each.meant for each, home in found if home is not scope.home and not each.unresolved}
        for value, home in found:
            if home is scope.home:
                yield value
                continue
            model = value.model or ("" if value.unresolved else value.text)
            text = model if model and len(elsewhere) > 1 else written(self._module, node)
            yield value._replace(text=text, at=_at(node, scope), model=model)

    def _keys(self, owner: Node, scope: Scope) -> Iterator[Found]:
        is_choice = is_offered(name_called(self._module, owner))
        for table, inner in self._bindings.things(owner, scope):
            for each in table.named_children if isinstance(table, Node) and table.type == "object" else ():
                if (key := each.child_by_field_name("key")) is not None:
                    text = unquoted(self._text(key))
                    at = _at(key, inner) + (key.type == "string")
                    yield Value(text, at, is_choice=is_choice), inner.home

    def _called(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        function, arguments = called(node), node.child_by_field_name("arguments")
        given = arguments.named_children if arguments is not None else []
        name = self._text(function).rpartition(".")[2]
        if name in ("default", "catch") and given:  # of a schema
            yield from self._values(given[0], scope, steps + 1)
        elif name in ("trim", "toLowerCase", "toString") and function is not None and function.named_children:
            yield from self._values(function.named_children[0], scope, steps + 1)
        elif name in _STATES and given:
            yield from self._values(given[-1], scope, steps + 1)
        elif self._outside.is_reader(name) and len(given) > 1:
            yield from self._values(given[1], scope, steps + 1)
        elif variables := list(self._outside.read(node, self._text(function), given, scope)):
            yield from variables
        elif default := self._default(given):  # of an option: str({ default: "..." })
            yield from self._values(default, scope, steps + 1)
        else:
            yield from self._beyond(node, scope, steps)

    def _default(self, given: list[Node]) -> Node | None:
        is_described = bool(given) and given[0].type == "object"
        return dict(entries(self._module, given[0])).get("default") if is_described else None


def _at(node: Node, scope: Scope) -> int:
    return scope.home.code.at(node)
