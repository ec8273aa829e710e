"""What a name, a field or an entry of a JavaScript program is bound to, and the call that made an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from tree_sitter import Node

from holdfast_detect.javascript.bound import WHOLE, Bound, Entry, Imported, Keys, Parameter, Part
from holdfast_detect.javascript.functions import FUNCTIONS, is_getter
from holdfast_detect.javascript.lists import entry_taken, same_list
from holdfast_detect.javascript.modules import Modules
from holdfast_detect.javascript.names import Names, Scope
from holdfast_detect.javascript.nodes import (
    AROUND,
    Tables,
    called,
    entries,
    items,
    name_called,
    unquoted,
    unspread,
)
from holdfast_detect.javascript.packages import required_by
from holdfast_detect.values import MAX_LOOKED_AT, MAX_STEPS, MAX_VALUES, Budget

Things = Sequence[tuple[Bound, Scope]]
"""What something is, each with the scope of its own names."""

_NAMES = frozenset(("identifier", "shorthand_property_identifier"))
_FIELDS = frozenset(("member_expression", "subscript_expression"))
_EITHER = {"ternary_expression": ("consequence", "alternative"), "binary_expression": ("left", "right")}
CALLS = frozenset(("call_expression", "new_expression"))


class Bindings:
    """What expressions lead to, in this module and in others: expressions, functions, classes."""

    def __init__(self, names: Names, modules: Modules) -> None:
        self._module, self._modules = names.code, modules
        self._text = names.code.text
        self.tables = Tables(names.code)
        self._budget = Budget()
        self._known: dict[tuple[int, int], Things] = {}

    def callee(self, node: Node | None, scope: Scope, steps: int = 0) -> str:
        """Return the full name of what is called: `openai.OpenAI().chat.completions.create`."""
        parts: list[str] = []
        while node is not None and steps < MAX_STEPS:
            if node.type in AROUND and node.named_children:
                node = node.named_children[0]
                continue
            if made := self.made(node, scope):
                parts.append(f"{self.callee(called(made[0]), made[1], steps + 1)}()")
                break
            if node.type == "member_expression":
                parts.append(self._text(node.child_by_field_name("property")))
                node = node.child_by_field_name("object")
                continue
            if node.type == "identifier":
                parts.append(self.full_name(node, scope) or self._text(node))
            elif node.type == "this":
                parts.append("this")
            break
        return ".".join(reversed(parts))

    def _is_function(self, node: Node, scope: Scope) -> bool:
        """Tell whether a name is that of a function of another module, which is not read to find out."""
        bound = scope.lookup(self._text(node)) if node.type == "identifier" else ()
        return bool(bound) and all(
            isinstance(each, Imported) and self._modules.is_no_object(each, inner) for each, inner in bound
        )

    def full_name(self, node: Node, scope: Scope) -> str:
        """Return what a name is called in the module that it is imported from, or nothing."""
        bound = (each for each, _ in scope.lookup(self._text(node)))
        return next((each.name for each in bound if isinstance(each, Imported)), "")

    def made(self, node: Node | None, scope: Scope) -> tuple[Node, Scope] | None:
        """Return the call that made an object, where the repository has one."""
        found = self.things(node, scope) if node is not None and not self._is_function(node, scope) else ()
        return next(
            ((each, inner) for each, inner in found if isinstance(each, Node) and each.type in CALLS), None
        )

    def functions(self, call: Node, scope: Scope, steps: int = 0) -> Iterator[tuple[Node, Scope]]:
        """Yield the functions that a call may run, each with its scope; of a class how one is made."""
        function = called(call)
        if function is not None and function.type == "super":
            for base in self._bases(scope.of_class, 0):
                yield from self._makers(base)
            return
        for thing, inner in self.things(function, scope, steps) if function is not None else ():
            home = inner.home
            if isinstance(thing, Node) and thing.id in home.classes:
                yield from self._makers(home.classes[thing.id])
            elif isinstance(thing, Node) and thing.type in FUNCTIONS:
                yield thing, home.functions[thing.id]

    def _makers(self, cls: Scope) -> Iterator[tuple[Node, Scope]]:
        for each, at in self._of_class(cls, "constructor", 0):
            if isinstance(each, Node) and each.id in at.home.functions:
                yield each, at.home.functions[each.id]

    def from_map(self, call: Node, scope: Scope, steps: int = 0) -> Iterator[tuple[Node, Scope]]:
        """Yield what stands behind a key of a `Map` that is made of a list, or behind any."""
        function, arguments = called(call), call.child_by_field_name("arguments")
        owner = function.child_by_field_name("object") if function is not None else None
        if owner is None or arguments is None or name_called(self._module, function) != "get":
            return
        key = self._text(next(iter(arguments.named_children), None))
        is_known = key[:1] in ("'", '"')
        for thing, inner in self.things(owner, scope, steps):
            if isinstance(thing, Node) and self._text(called(thing)) == "Map":
                for pair in self._pairs(thing, inner, steps):
                    if not is_known or unquoted(self._text(pair[0])) == unquoted(key):
                        yield pair[1], inner
        yield from self._put(owner, scope, unquoted(key) if is_known else "")

    def _pairs(self, made: Node, scope: Scope, steps: int) -> Iterator[list[Node]]:
        """Yield the keys and values of the list of which a `Map` is made."""
        arguments = made.child_by_field_name("arguments")
        for each in arguments.named_children[:1] if arguments is not None else ():
            for listed, _ in self.things(each, scope, steps):
                pairs = ([value for _, value in items(pair)] for pair in self.entries(listed))
                yield from (pair for pair in pairs if len(pair) > 1)

    def things(self, node: Node, scope: Scope, steps: int = 0) -> Things:
        """Return what an expression is where no name is left: literals, calls, functions, parameters."""
        key = (node.id, id(scope))
        if key in self._known:
            return self._known[key]
        if steps:
            return tuple(self._things(node, scope, steps))
        self._budget.renew()
        self._known[key] = ()  # while it is looked for: names may be bound in a circle
        self._known[key] = tuple(islice(dict.fromkeys(self._things(node, scope, 0)), MAX_VALUES + 1))
        return self._known[key]

    def bound(self, node: Node, scope: Scope, steps: int = 0) -> Things:
        """Return what a name or a field is bound to, one step only, be it in another module."""
        if not steps:
            self._budget.renew()
        if node.type in _NAMES:
            found: list[tuple[Bound, Scope]] = []
            for each, inner in scope.lookup(self._text(node)):
                found += self._passed(each, inner)
            return found
        if node.type not in _FIELDS or (owner := node.child_by_field_name("object")) is None:
            return []
        if node.type == "subscript_expression":
            return list(self._at(owner, node.child_by_field_name("index"), scope, steps))
        name = self._text(node.child_by_field_name("property"))
        if owner.type in ("this", "super"):
            return self._of_class(scope.of_class, name, steps)
        return [
            *self._fields(self.things(owner, scope, steps + 1), name, steps),
            *self._put(owner, scope, name),
        ]

    def _put(self, owner: Node, scope: Scope, key: str = "") -> Iterator[tuple[Node, Scope]]:
        """Yield what is put behind a key of a table of this module after it is made, or behind any."""
        known = scope.home.put.get(self._text(owner), {}) if owner.type == "identifier" else {}
        found = (one for each in known.values() for one in each) if not key else known.get(key, ())
        yield from islice(found, MAX_LOOKED_AT)

    def _passed(self, bound: Bound, scope: Scope) -> Things:
        return (
            self._modules.exported(bound, scope) or [(bound, scope)]
            if isinstance(bound, Imported)
            else [(bound, scope)]
        )

    def _things(self, node: Node, scope: Scope, steps: int) -> Iterator[tuple[Bound, Scope]]:
        if not self._budget.spend() or steps > MAX_STEPS:
            return
        if path := required_by(self._module, node):
            yield from self._passed(Imported(path, path, WHOLE), scope)
        elif node.type in AROUND and node.named_children:
            yield from self.things(node.named_children[0], scope, steps + 1)
        elif node.type in _EITHER:
            for field in _EITHER[node.type]:
                if (inner := node.child_by_field_name(field)) is not None:
                    yield from self.things(inner, scope, steps + 1)
        elif node.type in _FIELDS or node.type in _NAMES:
            for bound, home in self.bound(node, scope, steps):
                yield from self._of_bound(bound, home, steps)
        else:
            yield from self._taken(node, scope, steps)

    def _taken(self, node: Node, scope: Scope, steps: int) -> Iterator[tuple[Bound, Scope]]:
        """Yield what a call takes from a list; any other expression is what it is."""
        if (listed := same_list(self._module, node)) is not None:
            yield from self.things(listed, scope, steps + 1)
        elif (listed := entry_taken(self._module, node)) is not None:
            yield from self._of_bound(Entry(listed), scope, steps)
        elif found := list(self.from_map(node, scope, steps + 1)):
            for each, inner in found:
                yield from self.things(each, inner, steps + 1)
        else:
            yield node, scope

    def _of_bound(self, bound: Bound, scope: Scope, steps: int) -> Iterator[tuple[Bound, Scope]]:
        if isinstance(bound, Node) and is_getter(bound):
            for each, at in scope.home.results(bound):
                yield from self.things(each, at, steps + 1)
        elif isinstance(bound, Node):
            yield from self.things(bound, scope, steps + 1)
        elif isinstance(bound, Part | Entry):
            for value, inner in self.parts(bound, scope, steps):
                yield from self._of_bound(value, inner, steps + 1)
        elif not isinstance(bound, Keys):
            yield bound, scope

    def parts(self, bound: Part | Entry, scope: Scope, steps: int = 0) -> Iterator[tuple[Bound, Scope]]:
        """Yield what a field of an object is, or any entry of a list or a table."""
        owners = self.things(bound.owner, scope, steps + 1)
        if isinstance(bound, Part):
            for key in bound.within:
                found = list(self._fields(owners, key, steps))
                owners = [one for each, at in found for one in self._of_bound(each, at, steps + 1)]
            yield from self._fields(owners, bound.key, steps)
            if bound.default is not None:
                yield bound.default, scope
            return
        for owner, inner in owners:
            for each in self.entries(owner):
                yield each, inner
        yield from self._put(bound.owner, scope)

    def entries(self, table: Bound) -> Sequence[Node]:
        """Return what a list or a table holds."""
        if not isinstance(table, Node):
            return ()
        found = chain(entries(self._module, table), items(table))
        return [unspread(value) for _, value in islice(found, MAX_LOOKED_AT)]

    def _fields(self, owners: Things, key: str, steps: int) -> Iterator[tuple[Bound, Scope]]:
        for owner, scope in owners if steps < MAX_STEPS else ():
            if isinstance(owner, Parameter) and owner.function and not owner.key:
                yield Parameter(None, owner.function, owner.at, key), scope
            if not isinstance(owner, Node):
                continue
            if owner.id in scope.home.classes:
                yield from self._of_class(scope.home.classes[owner.id], key, steps)
            elif owner == scope.home.code.root:
                yield from self._of_module(scope.home, key)
            elif owner.type == "array" and key.isdecimal():
                yield from ((value, scope) for at, value in items(owner) if at == key)
            elif found := self.tables.entry(owner, key):
                yield from ((value, scope) for value in found)
            else:
                yield from self._fields(self._inside(owner, scope, steps), key, steps + 1)

    def _inside(self, owner: Node, scope: Scope, steps: int) -> Things:
        """Return what has the fields of something: its class, what a call returns, entries of a list."""
        if owner.type == "new_expression":
            made_of = owner.child_by_field_name("constructor")
            inner = [(made_of, scope)] if made_of is not None else []
        elif owner.type == "call_expression":
            functions = self.functions(owner, scope, steps + 1)
            inner = [one for each, at in functions for one in at.home.results(each)]
        elif owner.type == "array":
            inner = [(each, scope) for each in self.entries(owner)]
        else:
            inner = [
                (unspread(each), scope) for each in owner.named_children if each.type == "spread_element"
            ]
        found = (thing for each, at in inner[:MAX_VALUES] for thing in self.things(each, at, steps + 1))
        return [each for each in found if each[0] != owner]

    def _of_module(self, home: Names, key: str) -> Iterator[tuple[Bound, Scope]]:
        for each, scope in self._modules.members(home, key):
            yield from self._passed(each, scope)

    def _of_class(self, cls: Scope | None, key: str, steps: int) -> Things:
        if cls is None or steps > MAX_STEPS:
            return []
        if found := cls.names.get(key):
            return found
        return [one for base in self._bases(cls, steps) for one in self._of_class(base, key, steps + 1)]

    def _bases(self, cls: Scope | None, steps: int) -> Iterator[Scope]:
        """Yield the classes that a class extends."""
        for heritage in cls.node.named_children if cls is not None else ():
            clause = next(iter(heritage.named_children), None) if heritage.type == "class_heritage" else None
            base = clause.child_by_field_name("value") or clause if clause is not None else None
            if base is not None and cls is not None and cls.parent is not None:
                for each, at in self.things(base, cls.parent, steps + 1):
                    if isinstance(each, Node) and each.id in at.home.classes:
                        yield at.home.classes[each.id]

    def _at(self, owner: Node, index: Node | None, scope: Scope, steps: int) -> Iterator[tuple[Bound, Scope]]:
        if index is None:
            return
        owners = self.things(owner, scope, steps + 1)
        if index.type == "number":
            for each, inner in owners:
                listed = items(each) if isinstance(each, Node) else ()
                yield from ((value, inner) for at, value in listed if at == self._text(index))
            return
        keys = self.things(index, scope, steps + 1)
        texts = [
            unquoted(self._text(key)) for key, _ in keys if isinstance(key, Node) and key.type == "string"
        ]
        is_known = len(texts) == len(keys)
        found = [
            one
            for key in (texts if is_known else ())
            for one in (*self._fields(owners, key, steps), *self._put(owner, scope, key))
        ]
        yield from found or ([(Entry(owner), scope)] if owners else ())
