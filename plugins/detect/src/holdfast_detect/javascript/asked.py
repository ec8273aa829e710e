"""What is asked as a model in a JavaScript module: also what is called, chosen or put together for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from holdfast_detect.ids import looks_like_id
from holdfast_detect.javascript.bindings import Bindings
from holdfast_detect.javascript.bound import Entry, Parameter
from holdfast_detect.javascript.lists import entry_taken, keys_taken, same_list
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Names, Scope, argument
from holdfast_detect.javascript.nodes import unspread
from holdfast_detect.javascript.values import Found, Values
from holdfast_detect.values import Value


class Asked(Values):
    """The values of expressions that are surely asked as a model.

    Where no more than a name says that it holds a model, a call may choose from all that there are: there
    `Values` reads less.
    """

    def __init__(self, names: Names, bindings: Bindings, modules: Modules) -> None:
        super().__init__(names, bindings, modules)
        self._followed: dict[int, tuple[Node, Scope]] = {}  # by a function: the call of it that is followed

    def _beyond(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        if node.type == "array":
            for each in node.named_children:
                yield from self._values(unspread(each), scope, steps + 1)
        elif node.type == "binary_expression":
            yield from self._joined(node, scope, steps)
        elif node.type == "call_expression":
            yield from self._chosen(node, scope, steps)

    def _joined(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield a text that is put together of two, each of which is known."""
        if self._text(node.child_by_field_name("operator")) != "+":
            return
        sides = (node.child_by_field_name(each) for each in ("left", "right"))
        found = [list(islice(self._values(each, scope, steps + 1), 2)) for each in sides if each is not None]
        texts = [values[0].meant for values in found if len(values) == 1 and not values[0].unresolved]
        if len(texts) == len(found):
            yield Value("".join(texts), scope.home.code.at(node))

    def _chosen(self, node: Node, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield what a call takes from a list or a table, or what the functions return that it runs."""
        if (listed := same_list(self._module, node)) is not None:
            yield from self._values(listed, scope, steps + 1)
        elif (listed := entry_taken(self._module, node)) is not None:
            is_choice = self._several.is_choice(node, scope)
            found = list(self._of_bound(node, scope, Entry(listed), scope, steps))
            yield from (each._replace(is_choice=is_choice) for each in self._here(node, scope, found))
        elif (table := keys_taken(self._module, node)) is not None:
            yield from self._here(node, scope, list(self._keys(table, scope)))
        elif entries := list(self._bindings.from_map(node, scope)):
            values = [(each, at.home) for entry, at in entries for each in self._values(entry, at, steps + 1)]
            yield from self._here(node, scope, values)
        else:
            yield from self._here(node, scope, list(self._returned(node, scope, steps)))

    def _returned(self, node: Node, scope: Scope, steps: int) -> Iterator[Found]:
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

    def _given(self, parameter: Parameter, scope: Scope, name: str) -> Iterator[tuple[Node, Scope]]:
        """Yield what the call gives that is followed, if one is: what others give is of no matter then."""
        if parameter.function not in self._followed:
            yield from super()._given(parameter, scope, name)
            return
        if parameter.default is not None:
            yield parameter.default, scope
        yield from argument(self._module, parameter, *self._followed[parameter.function])
