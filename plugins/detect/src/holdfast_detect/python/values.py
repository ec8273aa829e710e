"""What an expression of a Python module is as a text, as far as the repository says."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from holdfast import Source
from holdfast_detect.constants import of_cdk
from holdfast_detect.names import is_list_of_models, is_model_variable
from holdfast_detect.python.calls import NOTHING, by_default, default_of, is_environment, passes_on
from holdfast_detect.python.module import Places
from holdfast_detect.python.names import Imported, Names, Parameter, Scope
from holdfast_detect.python.repository import elsewhere, module_of, source_of
from holdfast_detect.python.several import (
    Tables,
    alone,
    given_defaults,
    is_chosen,
    root_of,
    takes_elements,
)
from holdfast_detect.python.strings import formatted, ids_in, in_one_line, pieces, put_together
from holdfast_detect.values import MAX_LOOKED_AT, MAX_STEPS, MAX_VALUES, Value, only_text, settled
from holdfast_detect.variables import value_in_repository


class Values:
    """The values of a module's expressions."""

    def __init__(self, source: Source, names: Names, places: Places, *, follows: bool = True) -> None:
        self._source, self._names, self._places = source, names, places
        self._follows = follows  # into other modules, but not from one to the next
        self._left = 0
        self.tables = Tables()
        self._others: dict[int, Values] = {}  # by the names of another module
        self._callees: dict[tuple[int, int], str] = {}
        self._classes: dict[tuple[str, int], Scope | None] = {}

    def of(self, node: ast.expr, scope: Scope, steps: int = 0) -> tuple[Value, ...]:
        """Return the texts that an expression may have; none where a caller or another module says."""
        self._left = self._left if steps else MAX_LOOKED_AT
        return settled(self._values(node, scope, steps))

    def text(self, node: ast.expr, scope: Scope, steps: int = 0) -> str:
        """Return the only text that an expression has, or nothing."""
        return only_text(self.of(node, scope, steps))

    def constructor(self, node: ast.expr, scope: Scope, steps: int = 0) -> tuple[ast.Call, Scope] | None:
        """Return the call that made an object, where the module has one."""
        if isinstance(node, ast.Await):
            node = node.value
        if isinstance(node, ast.Call):
            return node, scope
        if steps < MAX_STEPS:
            for bound, inner in self.bound(node, scope):
                if isinstance(bound, ast.expr) and (call := self.constructor(bound, inner, steps + 1)):
                    return call
        return None

    def returned(self, node: ast.Call, scope: Scope) -> list[tuple[ast.expr, Scope]]:
        """Return what the functions of this module that are called return."""
        return self._names.returned(*self._functions(node, scope))

    def _functions(self, node: ast.Call, scope: Scope) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        bound = (each for each, _ in self.bound(node.func, scope))
        return [each for each in bound if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]

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

    def bound(self, node: ast.expr, scope: Scope) -> Sequence[tuple[object, Scope]]:
        """Return what a name, or a field of an object of this module, is bound to."""
        match node:
            case ast.Dict() | ast.List() | ast.Tuple():
                return [(node, scope)]
            case ast.Name(id=name):
                return scope.lookup(name)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if scope.of_class:
                return scope.of_class.names.get(name, ())
            case ast.Attribute(value=ast.Name() as owner, attr=name):
                cls = self._class_named(owner.id, scope)
                return cls.names.get(name, ()) if cls else ()
        return ()

    def _class_named(self, name: str, scope: Scope) -> Scope | None:
        """Return the names of the class that `name` is, or that an object of this name is of."""
        key = (name, id(scope))
        if key not in self._classes:
            found = (self._class_of(bound, inner) for bound, inner in scope.lookup(name))
            self._classes[key] = next(filter(None, found), None)
        return self._classes[key]

    def _class_of(self, bound: object, scope: Scope) -> Scope | None:
        """Return the names of a class of this module, or of that which an object was made from."""
        if isinstance(bound, ast.Call) and isinstance(bound.func, ast.Name):
            bound = next((each for each, _ in scope.lookup(bound.func.id)), None)
        return self._names.classes.get(id(bound)) if isinstance(bound, ast.ClassDef) else None

    def _values(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[Value]:  # noqa: C901  # a flat list of kinds of nodes
        self._left -= 1
        if steps > MAX_STEPS or self._left < 0:
            return
        match node:
            case ast.Constant(value=str(text)) if text:
                is_choice = id(node) in self._names.chosen
                yield from (
                    Value(one, self._places.of(node, one), is_choice=is_choice) for one in ids_in(text)
                )
            case ast.JoinedStr():
                yield from formatted(node, self._places, lambda part: self._values(part, scope, steps + 1))
            case ast.Name() | ast.Attribute():
                yield from self._named(node, scope, steps)
            case ast.BoolOp(op=ast.Or(), values=values):
                found = [value for each in values for value in self._values(each, scope, steps + 1)]
                written = [each for each in found if not (each.variable or each.unresolved)]
                yield from written or found  # what is written here is the default of what is read
            case ast.IfExp(body=body, orelse=orelse):
                yield from self._values(body, scope, steps + 1)
                yield from self._values(orelse, scope, steps + 1)
            case ast.NamedExpr(value=value) | ast.Await(value=value) | ast.Call(func=ast.Lambda(body=value)):
                yield from self._values(value, scope, steps + 1)
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                for each in map(alone, elements):
                    yield from self._values(each, scope, steps + 1)
            case ast.BinOp() | ast.Call() if put := pieces(node):
                yield put_together(node, put, self._places, lambda part: self._values(part, scope, steps + 1))
            case ast.Call():
                yield from self._called(node, scope, steps)
            case ast.Subscript():
                yield from self._item(node, scope, steps)

    def _named(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[Value]:
        if isinstance(node, ast.Attribute) and node.attr == "value":  # of an enumeration
            yield from self._values(node.value, scope, steps + 1)
            return
        found = self.bound(node, scope)
        if not found:
            yield from self._outside(node, scope)
        for bound, inner in found:
            if isinstance(bound, Parameter):
                if bound.default is not None:
                    yield from self._values(bound.default, inner.parent or inner, steps + 1)
            elif isinstance(bound, Imported):
                yield from self._imported(node, bound.name)
            elif isinstance(bound, ast.expr):
                yield from self._values(bound, inner, steps + 1)

    def _outside(self, node: ast.expr, scope: Scope) -> Iterator[Value]:
        """Yield a field of what another module has, unless that is in the repository, where it is read."""
        names = []
        while isinstance(node_ := node, ast.Attribute):
            names.append(node_.attr)
            node = node_.value
        if not (names and isinstance(node, ast.Name)) or node.id in ("self", "cls"):
            return
        owners = scope.lookup(node.id)
        is_given = any(isinstance(bound, Parameter) for bound, _ in owners)
        imported = "" if is_given else next(filter(None, (source_of(*each) for each in owners)), "")
        written = ".".join((node.id, *reversed(names)))
        if model := of_cdk(written):
            yield Value(written, self._places.start(node), model)
            return
        if not imported:
            return
        if not module_of(self._source, imported)[0]:
            table = (imported.rpartition(".")[2], *reversed(names))[-2]
            if is_model_variable(names[0]) or (is_list_of_models(table) and names[0][:1].isupper()):
                yield Value(written, self._places.start(node), unresolved="another module sets it")
        elif len(names) == 1:
            yield from self._elsewhere(node, f"{imported}.{names[0]}", written)

    def _imported(self, node: ast.expr, name: str) -> Iterator[Value]:
        written = self._places.written(node)
        if not module_of(self._source, name)[0]:
            if name.rpartition(".")[2] not in NOTHING:
                yield Value(written, self._places.start(node), unresolved="another module sets it")
        else:
            yield from self._elsewhere(node, name, written)

    def _elsewhere(self, node: ast.expr, name: str, written: str) -> Iterator[Value]:
        """Yield what a module of the repository sets a name to, or the entry of it that `node` asks for."""
        found = elsewhere(self._source, name) if self._follows else None
        if found is None:
            return
        other, names, there = found
        if id(names) not in self._others:
            self._others[id(names)] = Values(other, names, Places(other.text), follows=False)
        values = self._others[id(names)]
        nodes = [
            (each, scope)
            for bound, scope in there[:MAX_VALUES]
            for each in (
                values.tables.entry(bound, node.slice) if isinstance(node, ast.Subscript) else [bound]
            )
        ]
        models = [one for each, at in nodes if isinstance(each, ast.expr) for one in values.of(each, at)]
        for each in models[:MAX_VALUES]:
            known = each.model or ("" if each.unresolved else each.text)
            text = written if len(models) == 1 else known or written
            yield Value(text, self._places.start(node), known, each.unresolved, each.variable)

    def _called(self, node: ast.Call, scope: Scope, steps: int) -> Iterator[Value]:
        callee = self.callee(node.func, scope)
        last = callee.rpartition(".")[2]
        if is_environment(callee):
            yield from self._environment(
                node, node.args[0] if node.args else None, default_of(node), scope, steps
            )
        elif last in ("get", "pop", "setdefault", "getattr", "get_config", "get_secret"):
            yield from self._got(node, last, scope, steps)
        elif passes_on(last) or takes_elements(callee):
            if (default := by_default(node, last)) is not None:
                yield from self._values(default, scope, steps + 1)
        else:
            yield from self._returned(node, scope, steps)

    def _got(self, node: ast.Call, last: str, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield what an entry of a table may be, and what is there without one."""
        key, *given = [*node.args[last == "getattr" :], None][:2]
        default = next(filter(None, given), None)
        if last == "get" and isinstance(node.func, ast.Attribute) and key is not None:
            asked = ast.copy_location(ast.Subscript(node.func.value, key, ast.Load()), node)
            found = self._item(asked, scope, steps + 1)
            yield from (each for each in found if default is None or not each.unresolved)
        if default is not None and (not isinstance(key, ast.Constant) or is_model_variable(str(key.value))):
            yield from self._values(default, scope, steps + 1)

    def _returned(self, node: ast.Call, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield what a function or a method of this module returns."""
        given = [(each, scope) for each in given_defaults(node, self._functions(node, scope))]
        for value, inner in self.returned(node, scope) + given:
            yield from self._values(value, inner, steps + 1)

    def _environment(
        self,
        node: ast.Call | ast.Subscript,
        name: ast.expr | None,
        default: ast.expr | None,
        scope: Scope,
        steps: int,
    ) -> Iterator[Value]:
        given = () if default is None else tuple(self._values(default, scope, steps + 1))
        if given:
            yield from given
        elif name is not None and (variable := self.text(name, scope, steps + 1)):
            is_plain = isinstance(node, ast.Subscript) or not (
                node.keywords or node.args[2:] or (node.args[1:] and not isinstance(default, ast.Constant))
            )  # what else it is given is not shown
            yield Value(
                text=in_one_line(self._places.written(node)) if is_plain else variable,
                at=self._places.start(node),
                model=(found := value_in_repository(self._source, variable)),
                unresolved="" if found else "it is read from the environment",
                variable=variable,
            )

    def _item(self, node: ast.Subscript, scope: Scope, steps: int) -> Iterator[Value]:
        owner = self.callee(node.value, scope)
        if owner in ("os.environ", "environ"):
            yield from self._environment(node, node.slice, None, scope, steps)
            return
        if owner == "sys.argv":
            said = "whoever starts the program says it"
            yield Value(self._places.written(node), self._places.start(node), unresolved=said)
        key = self.text(node.slice, scope, steps + 1) if isinstance(node.slice, ast.expr) else ""
        if not key and not isinstance(node.slice, ast.Constant):
            yield from self._any_of(node.value, node.slice, scope, steps)
        if isinstance(node.value, ast.Attribute) and "." in owner:
            yield from self._elsewhere(node, owner, self._places.written(node))
        for bound, inner in self.bound(node.value, scope):
            if isinstance(bound, Imported):
                yield from self._elsewhere(node, bound.name, self._places.written(node))
            is_any = isinstance(bound, ast.Dict) and not key
            for one in () if is_any else self.tables.entry(bound, node.slice, key):
                if self._left < 0:
                    break
                yield from self._values(one, inner, steps + 1)
        if is_model_variable(key) and isinstance(node.slice, ast.Constant):
            yield from self._read(node, key, scope)

    def _read(self, node: ast.Subscript, key: str, scope: Scope) -> Iterator[Value]:
        """Yield that an entry of what a call returned, such as a file that it read, cannot be known."""
        root = root_of(node)
        bound = [root_of(each) if isinstance(each, ast.expr) else each for each, _ in self.bound(root, scope)]
        if isinstance(root, ast.Call) or (bound and all(isinstance(each, ast.Call) for each in bound)):
            name = root.id if isinstance(root, ast.Name) else "…"  # no argument is shown
            yield Value(f'{name}["{key}"]', self._places.start(node), unresolved="the program reads it")

    def _any_of(self, node: ast.expr, key: ast.expr | None, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield all that a table of this module holds: which of it is asked for, only the run says."""
        for bound, inner in self.bound(node, scope):
            for value in bound.values if isinstance(bound, ast.Dict) else ():
                for each in self._values(value, inner, steps + 1):
                    yield each._replace(is_choice=each.is_choice or is_chosen(key, value))
