"""What the names and fields of a Python module are bound to, and the full names of what it calls."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence

from holdfast_detect.python.names import ALL_OF_IT, Imported, Parameter, Scope
from holdfast_detect.python.repository import Modules, source_of
from holdfast_detect.values import MAX_LOOKED_AT, MAX_STEPS, MAX_VALUES

Found = tuple[object, Scope]
"""What a name is bound to, and the scope of the names in it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Callable = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


_PROPERTIES = frozenset(("property", "cached_property", "classproperty", "computed_field"))
"""Decorators of a method that is run where its name is read."""


class Bindings:
    """What names and fields of a module, and of those that it leads to, are bound to."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._callees: dict[tuple[int, int], str] = {}
        self._classes: dict[tuple[str, int], Scope | None] = {}

    def bound(self, node: ast.expr, scope: Scope) -> Sequence[Found]:
        """Return what a name, or a field of an object of this module, is bound to."""
        match node:
            case ast.Dict() | ast.List() | ast.Tuple():
                return [(node, scope)]
            case ast.Name(id=name):
                return scope.lookup(name) or self._of_all_of_it(name, scope)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if scope.of_class:
                return self.field(name, scope.of_class)
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name) if scope.of_class:
                return self.field(name, *self._bases(scope.of_class))
            case ast.Attribute(value=ast.Name() as owner, attr=name):
                cls = self._class_named(owner.id, scope)
                return self.field(name, cls) if cls else ()
        return ()

    def field(self, name: str, *classes: Scope) -> Sequence[Found]:
        """Return what a field of classes is bound to, or of those that they are made from.

        A property is what it returns.
        """
        asked, todo = set[int](), list(classes)
        while todo and len(asked) < MAX_VALUES:
            cls = todo.pop(0)
            if found := cls.names.get(name, ()):
                return [one for each in found for one in self._got(*each)]
            if id(cls) not in asked:
                asked.add(id(cls))
                todo += self._bases(cls)
        return ()

    def _bases(self, cls: Scope) -> Iterator[Scope]:
        """Yield the names of the classes that a class is made from, in whichever module they are."""
        bases = cls.node.bases if isinstance(cls.node, ast.ClassDef) else ()
        around = cls.parent or cls
        for base in bases:
            for each, scope in self.behind(self.bound(base, around) or self.imported(base, around)):
                if isinstance(each, ast.ClassDef) and (found := self.class_of(each, scope)) is not None:
                    yield found

    def _got(self, bound: object, scope: Scope) -> Sequence[Found]:
        is_read = isinstance(bound, Function) and any(map(_is_property, bound.decorator_list))
        if is_read and isinstance(bound, Function):
            return self._modules.of(scope).names.returned(bound)
        return [(bound, scope)]

    def _of_all_of_it(self, name: str, scope: Scope) -> Sequence[Found]:
        """Return what a name is bound to in the modules all of which was imported."""
        imported = (each for each, _ in scope.top.names.get(ALL_OF_IT, ()) if isinstance(each, Imported))
        full = [f"{each.name.removesuffix(ALL_OF_IT)}{name}" for each in imported]
        found = [one for each in full for one in self._modules.elsewhere(scope, each) or ()]
        if found or hasattr(builtins, name):
            return found
        return [(Imported(each), scope.top) for each in full if not self._modules.has(scope, each)][:1]

    def _class_named(self, name: str, scope: Scope) -> Scope | None:
        """Return the names of the class that `name` is, or that an object of this name is of."""
        key = (name, id(scope))
        if key not in self._classes:
            found = (self.class_of(bound, inner) for bound, inner in scope.lookup(name))
            self._classes[key] = next(filter(None, found), None)
        return self._classes[key]

    def class_of(self, bound: object, scope: Scope) -> Scope | None:
        """Return the names of a class, or of that which an object was made from, where a module has it."""
        if isinstance(bound, ast.Call) and isinstance(bound.func, ast.Name):
            bound, scope = next(iter(scope.lookup(bound.func.id)), (None, scope))
        return (
            self._modules.of(scope).names.classes.get(id(bound)) if isinstance(bound, ast.ClassDef) else None
        )

    def constructor(self, node: ast.expr, scope: Scope) -> tuple[ast.Call, Scope] | None:
        """Return the call that made an object, where the module has one."""
        todo = [(node, scope)]
        for _ in range(MAX_LOOKED_AT):
            if not todo:
                break
            made, inner = todo.pop()
            if isinstance(made, ast.Await):
                made = made.value
            if isinstance(made, ast.Call):
                return made, inner
            bound = self.bound(made, inner)
            todo += ((each, at) for each, at in reversed(bound) if isinstance(each, ast.expr))
        return None

    def functions(self, node: ast.Call, scope: Scope) -> Iterator[tuple[Function, Scope]]:
        """Yield the functions of the repository that a call may be of, each with the scope around it."""
        for each, within in self.callables(node.func, scope, elsewhere=True):
            if isinstance(each, Function):
                yield each, within

    def callables(self, node: ast.expr, scope: Scope, *, elsewhere: bool) -> Iterator[tuple[Callable, Scope]]:
        """Yield the functions and classes that are called so, of this module or from `elsewhere` as well."""
        found = self.bound(node, scope)
        if not found and isinstance(node, ast.Attribute):
            found = self._method(node, scope) or (self.imported(node, scope) if elsewhere else ())
        for each, within in self.behind(found) if elsewhere else found:
            if isinstance(each, Callable):
                yield each, within

    def behind(self, bound: Iterable[Found]) -> Iterator[Found]:
        """Yield what names are bound to, for imported ones what their modules bind them to."""
        for each, scope in bound:
            if isinstance(each, Imported):
                yield from self._modules.elsewhere(scope, each.name) or ()
            else:
                yield each, scope

    def _method(self, node: ast.Attribute, scope: Scope) -> Sequence[Found]:
        """Return the method of an object that is made where it is called: `Bot().ask`."""
        cls = self.class_of(node.value, scope) if isinstance(node.value, ast.Call) else None
        return self.field(node.attr, cls) if cls else ()

    def imported(self, node: ast.expr, scope: Scope) -> Sequence[Found]:
        """Return what a module of the repository that was imported has by a name: `models.FAST`."""
        owner, fields = full_name(node, scope)
        return (self._modules.elsewhere(scope, f"{owner}.{fields}") or ()) if owner else ()

    def returned(self, node: ast.Call, scope: Scope) -> list[tuple[ast.expr, Scope]]:
        """Return what the functions of the repository that are called return."""
        return [
            each
            for function, within in self.functions(node, scope)
            for each in self._modules.of(within).names.returned(function)
        ]

    def callee(self, node: ast.expr, scope: Scope) -> str:
        """Return the full name of what is called: `openai.OpenAI().chat.completions.create`."""
        key = (id(node), id(scope))
        if key not in self._callees:
            self._callees[key] = self._callee(node, scope, 0)
        return self._callees[key]

    def _callee(self, node: ast.expr, scope: Scope, steps: int) -> str:
        parts: list[str] = []
        while isinstance(node, ast.Attribute) and steps < MAX_STEPS:
            if made := self._made(node, scope, steps):
                return ".".join((made, *reversed(parts)))
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Call) and steps < MAX_STEPS:
            parts.append(f"{self._callee(node.func, scope, steps + 1)}()")
        elif isinstance(node, ast.Name):
            imported = next((b.name for b, _ in scope.lookup(node.id) if isinstance(b, Imported)), "")
            parts.append(self._made(node, scope, steps) or imported or node.id)
        return ".".join(reversed(parts))

    def _made(self, node: ast.expr, scope: Scope, steps: int) -> str:
        for bound, inner in self.bound(node, scope) if steps < MAX_STEPS else ():
            call = bound.value if isinstance(bound, ast.Await) else bound
            if isinstance(call, ast.Call):
                return f"{self._callee(call.func, inner, steps + 1)}()"
        return ""


def _is_property(decorator: ast.expr) -> bool:
    name = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
    return name in _PROPERTIES


def full_name(node: ast.expr, scope: Scope) -> tuple[str, str]:
    """Return what was imported and the field of it that `node` is; empty for all else.

    Settings that an imported function returns count as imported too: `get_settings().llm.model`.
    """
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not (names and isinstance(node, ast.Name)):
        return "", ""
    bound = scope.lookup(node.id)
    is_given = any(isinstance(each, Parameter) for each, _ in bound)
    owner = "" if is_given else next(filter(None, (source_of(*each) for each in bound)), "")
    return owner, ".".join(reversed(names)) if owner else ""
