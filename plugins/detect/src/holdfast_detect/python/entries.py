"""What entries, fields and elements of what a Python program writes out are, in whichever module it is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from holdfast_detect.python.bindings import Bindings, Found
from holdfast_detect.python.names import Imported, Parameter, Scope
from holdfast_detect.python.several import Tables, alternatives, elements, is_enumeration, takes_elements
from holdfast_detect.python.strings import added
from holdfast_detect.values import MAX_BOUND, MAX_STEPS, Budget

Expressions = Iterator[tuple[ast.expr, Scope]]


class Entries:
    """The entries of lists and tables, the fields of classes and objects, the elements of loops."""

    def __init__(
        self, bindings: Bindings, text: Callable[[ast.expr, Scope, int], str], budget: Budget
    ) -> None:
        self._bindings, self._text, self._budget = bindings, text, budget
        self._tables = Tables()

    def of(self, node: ast.expr, scope: Scope, steps: int) -> Expressions:
        """Yield what `x["key"]`, `x[0]`, `x.field` and `x.get("key")` are, `*x` each of a loop through `x`.

        All entries are yielded where only the run says which.
        """
        match node:
            case ast.Subscript(value=owner, slice=index):
                key = "" if isinstance(index, ast.Constant) else self._text(index, scope, steps + 1)
                for each, inner in self._written_out(owner, scope, steps + 1):
                    yield from ((one, inner) for one in self._entry(each, inner, index, key))
            case ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[index, *default]):
                asked = ast.copy_location(ast.Subscript(owner, index, ast.Load()), node)
                yield from self.of(asked, scope, steps)
                yield from ((each, scope) for each in default)
            case ast.Starred(value=owner):
                for each, inner in self._written_out(owner, scope, steps + 1):
                    yield from self._elements(each, inner)
            case ast.Attribute(value=owner, attr=name):
                for each, inner in self._written_out(owner, scope, steps + 1):
                    yield from self._field(each, inner, name)

    def _written_out(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[Found]:  # noqa: C901  # a flat list of kinds of nodes
        """Yield the lists, tables, classes and calls that an expression stands for."""
        if not self._budget.spend() or steps > MAX_STEPS:
            return
        match node:
            case ast.Name() | ast.Attribute():
                bound = self._bindings.bound(node, scope) or self._bindings.imported(node, scope)
                for each, inner in bound[:MAX_BOUND]:
                    yield from self._of_bound(each, inner, steps)
                if not bound:
                    yield from self._deeper(node, scope, steps)
            case ast.Subscript(value=owner, slice=ast.Slice()):
                yield from self._written_out(owner, scope, steps + 1)
            case ast.Subscript() | ast.Starred():
                yield from self._deeper(node, scope, steps)
            case ast.BoolOp() | ast.IfExp() | ast.BinOp(op=ast.Add()):
                for part in added(node) if isinstance(node, ast.BinOp) else alternatives(node):
                    yield from self._written_out(part, scope, steps + 1)
            case ast.Await(value=value) | ast.NamedExpr(value=value):
                yield from self._written_out(value, scope, steps + 1)
            case ast.Call(func=ast.Attribute(attr="get")):
                yield from self._deeper(node, scope, steps)
            case ast.Call():
                yield from self._called(node, scope, steps)
            case ast.Dict() | ast.List() | ast.Tuple() | ast.Set():
                yield node, scope

    def _deeper(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[Found]:
        for each, inner in self.of(node, scope, steps + 1):
            yield from self._written_out(each, inner, steps + 1)

    def _of_bound(self, bound: object, scope: Scope, steps: int) -> Iterator[Found]:
        if isinstance(bound, Imported):
            for each, inner in self._bindings.behind([(bound, scope)]):
                yield from self._of_bound(each, inner, steps + 1)
        elif isinstance(bound, Parameter):
            if bound.default is not None:
                yield from self._written_out(bound.default, scope.parent or scope, steps + 1)
        elif isinstance(bound, ast.expr):
            yield from self._written_out(bound, scope, steps + 1)
        elif isinstance(bound, ast.ClassDef):
            yield bound, scope

    def _called(self, node: ast.Call, scope: Scope, steps: int) -> Iterator[Found]:
        if node.args and takes_elements(self._bindings.callee(node.func, scope)):
            yield from self._written_out(node.args[0], scope, steps + 1)
            return
        for each, inner in self._bindings.returned(node, scope):
            yield from self._written_out(each, inner, steps + 1)
        yield node, scope

    def _entry(self, of: object, scope: Scope, index: ast.expr, key: str) -> Sequence[ast.expr]:
        if isinstance(of, ast.ClassDef) and isinstance(index, ast.Constant):  # of an enumeration
            return [each for each, _ in self._field(of, scope, str(index.value))]
        return self._tables.entry(of, index, key)

    def _elements(self, of: object, scope: Scope) -> Expressions:
        if isinstance(of, ast.ClassDef):
            cls = self._class(of, scope)
            if cls is not None and is_enumeration(of):
                yield from (
                    (each, inner)
                    for bound in cls.names.values()
                    for each, inner in bound
                    if isinstance(each, ast.expr)
                )
        else:
            yield from ((each, scope) for each in elements(of))

    def _class(self, of: object, scope: Scope) -> Scope | None:
        """Return the names of a class, or of that of which an object is, in whichever module it stands."""
        found: Sequence[Found] = [(of, scope)]
        if isinstance(of, ast.Call):
            found = self._bindings.bound(of.func, scope) or self._bindings.imported(of.func, scope)
        there = self._bindings.behind(found)
        return next(filter(None, (self._bindings.class_of(*each) for each in there)), None)

    def _field(self, of: object, scope: Scope, name: str) -> Expressions:
        """Yield what a field of a class, or of an object that a call made, is."""
        cls = self._class(of, scope)
        if cls is None or not isinstance(cls.node, ast.ClassDef):
            return
        given = list(_given(of, cls.node, name)) if isinstance(of, ast.Call) else []
        yield from ((each, scope) for each in given)
        for bound, inner in self._bindings.field(name, cls) if not given else ():
            if isinstance(bound, ast.expr):
                yield bound, inner


def _given(call: ast.Call, cls: ast.ClassDef, name: str) -> Iterator[ast.expr]:
    """Yield what an object is made with for a field, by name or in the order in which the class has them."""
    yield from (each.value for each in call.keywords if each.arg == name)
    fields = [
        each.target.id
        for each in cls.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]
    yield from (value for field, value in zip(fields, call.args, strict=False) if field == name)
