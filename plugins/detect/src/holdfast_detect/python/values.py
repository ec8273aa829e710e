"""What an expression of a Python module is as a text, as far as the repository says."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from holdfast_detect.constants import of_cdk
from holdfast_detect.names import is_list_of_models, is_model_variable
from holdfast_detect.python.bindings import Bindings, Found, full_name
from holdfast_detect.python.calls import NOTHING, by_default, default_of, is_environment, passes_on
from holdfast_detect.python.entries import Entries
from holdfast_detect.python.loops import each_of
from holdfast_detect.python.module import Places
from holdfast_detect.python.names import Imported, Parameter, Scope
from holdfast_detect.python.repository import Modules, is_set_there
from holdfast_detect.python.several import alone, given_defaults, is_chosen, root_of, takes_elements
from holdfast_detect.python.strings import formatted, ids_in, in_one_line, pieces, put_together
from holdfast_detect.values import MAX_STEPS, Budget, Value, only_text, rest_of
from holdfast_detect.variables import value_in_repository

_FEW = 3
"""Things to which one name is bound that are looked at."""


class Values:
    """The values of the expressions of a module, and of those that it leads to."""

    def __init__(self, modules: Modules, bindings: Bindings) -> None:
        self._modules, self._bindings = modules, bindings
        self._budget = Budget()
        self._entries = Entries(bindings, self.text, self._budget)

    def of(self, node: ast.expr, scope: Scope, steps: int = 0) -> tuple[Value, ...]:
        """Return the texts that an expression may have; none where only a caller says."""
        if steps:
            return self._budget.settled(self._values(node, scope, steps))
        self._budget.renew()
        found = self._budget.settled(self._values(node, scope, 0))
        if not self._budget.has_more:
            return found
        places = self._modules.of(scope).places
        return (*found, rest_of(found, _without_arguments(node, places), places.start(node)))

    def text(self, node: ast.expr, scope: Scope, steps: int = 0) -> str:
        """Return the only text that an expression has, or nothing."""
        return only_text(self.of(node, scope, steps))

    def unknown(self, node: ast.expr, scope: Scope) -> Value:
        """Return the value of an expression of which only a run of the program tells what it is."""
        places = self._modules.of(scope).places
        return Value(_without_arguments(node, places), places.start(node), unresolved="only a run tells")

    def _values(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[Value]:  # noqa: C901, PLR0912  # a flat list of kinds of nodes
        if not self._budget.spend() or steps > MAX_STEPS:
            return
        _, names, places = self._modules.of(scope)
        match node:
            case ast.Constant(value=str(text)) if text:
                is_choice = id(node) in names.chosen
                yield from (Value(one, places.of(node, one), is_choice=is_choice) for one in ids_in(text))
            case ast.JoinedStr():
                yield from formatted(node, places, lambda part: self._values(part, scope, steps + 1))
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
                yield put_together(node, put, places, lambda part: self._values(part, scope, steps + 1))
            case ast.Call():
                yield from self._called(node, scope, steps)
            case ast.Subscript():
                yield from self._item(node, scope, steps)
            case ast.Starred():
                listed = ((alone(each), inner) for each, inner in self._entries.of(node, scope, steps))
                yield from self._each(node, listed, scope, steps)

    def _named(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[Value]:
        if isinstance(node, ast.Attribute) and node.attr == "value":  # of an enumeration
            yield from self._values(node.value, scope, steps + 1)
            return
        found = self._bindings.bound(node, scope)
        if not found:
            yield from self._outside(node, scope, steps)
        written: list[Found] = []  # of all of them in one, as several in other modules are told apart
        for bound, inner in found:
            if self._budget.is_spent:
                return
            if isinstance(bound, Parameter):
                if bound.default is not None:
                    yield from self._values(bound.default, inner.parent or inner, steps + 1)
            elif isinstance(bound, Imported):
                there = self._modules.elsewhere(inner, bound.name)
                written += there or ()
                if there is None and bound.name.rpartition(".")[2] not in NOTHING:
                    yield self._of_another(node, scope)
            else:
                written.append((bound, inner))
        yield from self._each(node, written, scope, steps)

    def _outside(self, node: ast.expr, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield a field of another module, unless it is called as a model and so found where it is set."""
        places = self._modules.of(scope).places
        owner, fields = full_name(node, scope)
        name = f"{owner}.{fields}"
        if model := of_cdk(places.written(node)):
            yield Value(places.written(node), places.start(node), model)
        elif not owner or self._modules.has(scope, owner):
            if owner and not is_set_there(name):
                yield from self._each(node, self._modules.elsewhere(scope, name) or (), scope, steps)
            found = self._entries.of(node, scope, steps)
            is_set = isinstance(node, ast.Attribute) and is_model_variable(node.attr)
            fields_of = (each for each in found if not (is_set and each[1].top is not scope.top))
            yield from self._each(node, fields_of, scope, steps)
        elif _may_be_model(name):
            yield self._of_another(node, scope)

    def _of_another(self, node: ast.expr, scope: Scope) -> Value:
        places = self._modules.of(scope).places
        return Value(places.written(node), places.start(node), unresolved="another module sets it")

    def _each(self, node: ast.expr, found: Iterable[Found], scope: Scope, steps: int) -> Iterator[Value]:
        """Yield the values of what `node` stands for; those of other modules stand where it asks for them."""
        others: list[Value] = []
        for each, inner in self._budget.first(found):
            if isinstance(each, ast.expr):
                values = self._values(each, inner, steps + 1)
                if inner.top is scope.top:
                    yield from values
                else:
                    others += values
        yield from self._seen_from(node, self._budget.settled(others), scope)

    def _seen_from(self, node: ast.expr, others: Sequence[Value], scope: Scope) -> Iterator[Value]:
        places = self._modules.of(scope).places
        written = _without_arguments(node, places)
        for each in others:
            known = each.model or ("" if each.unresolved else each.text)
            text = written if len(others) == 1 else known or written
            at, is_called = places.start(node), isinstance(node, ast.Call)
            yield Value(text, at, known, each.unresolved, each.variable, each.is_choice, is_called)

    def _called(self, node: ast.Call, scope: Scope, steps: int) -> Iterator[Value]:
        callee = self._bindings.callee(node.func, scope)
        last = callee.rpartition(".")[2]
        if is_environment(callee):
            yield from self._environment(
                node, node.args[0] if node.args else None, default_of(node), scope, steps
            )
        elif last in ("get", "pop", "setdefault", "getattr", "get_config", "get_secret"):
            yield from self._got(node, last, scope, steps)
        elif node.args and takes_elements(callee):
            yield from self._values(each_of(node.args[0]), scope, steps + 1)
        elif passes_on(last) and not self._bindings.returned(node, scope):
            if (default := by_default(node, last)) is not None:
                yield from self._values(default, scope, steps + 1)
        else:
            yield from self._returned(node, scope, steps)

    def _got(self, node: ast.Call, last: str, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield what an entry of a table may be, and what is there without one."""
        key, *given = [*node.args[last == "getattr" :], None][:2]
        if last == "pop" and isinstance(node.func, ast.Attribute) and not isinstance(key, ast.Constant):
            yield from self._values(each_of(node.func.value), scope, steps + 1)  # of a list
        default = next(filter(None, given), None)
        if last == "get" and isinstance(node.func, ast.Attribute) and key is not None:
            asked = ast.copy_location(ast.Subscript(node.func.value, key, ast.Load()), node)
            found = self._item(asked, scope, steps + 1)
            yield from (each for each in found if default is None or not each.unresolved)
        if default is not None and (not isinstance(key, ast.Constant) or is_model_variable(str(key.value))):
            yield from self._values(default, scope, steps + 1)

    def _returned(self, node: ast.Call, scope: Scope, steps: int) -> Iterator[Value]:
        """Yield what a function or a method of the repository returns."""
        functions = [each for each, inner in self._bindings.functions(node, scope) if inner.top is scope.top]
        yield from self._each(node, self._bindings.returned(node, scope), scope, steps)
        for value in given_defaults(node, functions):
            yield from self._values(value, scope, steps + 1)

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
            source, _, places = self._modules.of(scope)
            yield Value(
                text=in_one_line(places.written(node)) if is_plain else variable,
                at=places.start(node),
                model=(found := value_in_repository(source, variable)),
                unresolved="" if found else "it is read from the environment",
                variable=variable,
            )

    def _item(self, node: ast.Subscript, scope: Scope, steps: int) -> Iterator[Value]:
        owner = self._bindings.callee(node.value, scope)
        if owner in ("os.environ", "environ"):
            yield from self._environment(node, node.slice, None, scope, steps)
            return
        if owner == "sys.argv":
            places = self._modules.of(scope).places
            said = "whoever starts the program says it"
            yield Value(places.written(node), places.start(node), unresolved=said)
        is_any = not isinstance(node.slice, ast.Constant) and not self.text(node.slice, scope, steps + 1)
        found = list(self._budget.first(self._entries.of(node, scope, steps)))
        is_picked = len(found) > 1 and self._is_picked(node.value, scope)
        chosen = [each for each in found if is_picked or (is_any and is_chosen(node.slice, each[0]))]
        yield from self._each(node, [each for each in found if each not in chosen], scope, steps)
        for value in self._each(node, chosen, scope, steps):
            yield value._replace(is_choice=True)
        if isinstance(node.slice, ast.Constant) and is_model_variable(key := str(node.slice.value)):
            yield from self._read(node, key, scope)

    def _is_picked(self, node: ast.expr, scope: Scope) -> bool:
        """Tell whether an expression is an entry that a caller picks by its name: `config = TABLE[model]`."""
        bound = self._bindings.bound(node, scope) if isinstance(node, ast.Name) else ((node, scope),)
        return any(
            isinstance(each, ast.Subscript)
            and is_chosen(each.slice, each)
            and not self.text(each.slice, at, 1)
            for each, at in bound[:_FEW]
        )

    def _read(self, node: ast.Subscript, key: str, scope: Scope) -> Iterator[Value]:
        """Yield that an entry of what a call returned, such as a file that it read, cannot be known."""
        root = root_of(node)
        bound = [
            root_of(each) if isinstance(each, ast.expr) else each
            for each, _ in self._bindings.bound(root, scope)
        ]
        if isinstance(root, ast.Call) or (bound and all(isinstance(each, ast.Call) for each in bound)):
            name = root.id if isinstance(root, ast.Name) else "…"  # no argument is shown
            at = self._modules.of(scope).places.start(node)
            yield Value(f'{name}["{key}"]', at, unresolved="the program reads it")


def _may_be_model(name: str) -> bool:
    """Tell whether the field of another package is called as a model, or is one of a list of models."""
    owner, _, field = name.rpartition(".")
    table = owner.rpartition(".")[2]
    return is_model_variable(field) or (is_list_of_models(table) and field[:1].isupper())


def _without_arguments(node: ast.expr, places: Places, steps: int = 0) -> str:
    """Return an expression as it is written, but for what calls in it are given: that may be a secret."""
    match node:
        case _ if steps > MAX_STEPS:
            return "…"
        case ast.Call(func=func):
            return (
                f"{_without_arguments(func, places, steps + 1)}({'…' if node.args or node.keywords else ''})"
            )
        case ast.Attribute(value=value, attr=name):
            return f"{_without_arguments(value, places, steps + 1)}.{name}"
        case ast.Subscript(value=value, slice=ast.Constant(value=str()) as index):
            return f"{_without_arguments(value, places, steps + 1)}[{places.written(index)}]"
        case ast.Subscript(value=value, slice=ast.Constant(value=int(index)) | ast.Name(id=index)):
            return f"{_without_arguments(value, places, steps + 1)}[{index}]"
        case ast.Name(id=name):
            return name
        case ast.BoolOp(op=ast.Or(), values=either):
            return " or ".join(_without_arguments(each, places, steps + 1) for each in either)
    return "…"
