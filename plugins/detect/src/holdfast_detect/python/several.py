"""One of several values in Python: an element of a list, the next in turn, the default of a call."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from holdfast_detect.names import is_called_by_user
from holdfast_detect.python.names import Function, parameters

_TAKES = frozenset((
    "next", "iter", "list", "set", "tuple", "sorted", "reversed", "itertools.cycle", "random.choice",
    "random.choices", "random.sample", "secrets.choice", "numpy.random.choice", "collections.deque",
    "min", "max",
))  # fmt: skip
"""What returns the elements of its first argument, all or one, by its full name."""

_DEFAULT = re.compile(r"(?i)(?:^|_)(?:default|fallback)(?:$|_)|^value$")


def takes_elements(callee: str) -> bool:
    """Tell whether a call returns elements of what it is given first."""
    return callee in _TAKES


def element(values: object, index: ast.expr) -> ast.expr | None:
    """Return the element of a list that is written out, by its number."""
    match index:
        case ast.Constant(value=int(at)):
            pass
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(at))):
            at = -at
        case _:
            return None
    elements = values.elts if isinstance(values, ast.List | ast.Tuple) else []
    return elements[at] if -len(elements) <= at < len(elements) else None


def alternatives(node: ast.BoolOp | ast.IfExp) -> Sequence[ast.expr]:
    """Return what an expression is one of: `a` and `b` of `a or b`, and of `a if c else b`."""
    return node.values if isinstance(node, ast.BoolOp) else (node.body, node.orelse)


def elements(of: object) -> Iterator[ast.expr]:
    """Yield what a loop goes through: the elements of a list, the keys of a table."""
    match of:
        case ast.List(elts=found) | ast.Tuple(elts=found) | ast.Set(elts=found):
            yield from found
        case ast.Dict(keys=keys):
            yield from (each for each in keys if each is not None)


class Tables:
    """The entries of tables that are written out; each table is gone through once."""

    def __init__(self) -> None:
        self._known: dict[int, dict[object, list[ast.expr]]] = {}

    def entry(self, of: object, index: ast.expr, key: str = "") -> Sequence[ast.expr]:
        """Return an entry of a list or a table by its number or key; all where only the run says which."""
        if isinstance(of, ast.Dict):
            key = str(index.value) if isinstance(index, ast.Constant) else key
            return self._of(of).get(key, ()) if key else of.values
        if isinstance(of, ast.List | ast.Tuple) and not isinstance(index, ast.Constant | ast.UnaryOp):
            return of.elts
        one = element(of, index)
        return () if one is None else (one,)

    def _of(self, table: ast.Dict) -> dict[object, list[ast.expr]]:
        if id(table) not in self._known:
            found = self._known[id(table)] = dict[object, list[ast.expr]]()
            for key, value in zip(table.keys, table.values, strict=True):
                if isinstance(key, ast.Constant):
                    found.setdefault(key.value, []).append(value)
        return self._known[id(table)]


def is_enumeration(cls: ast.ClassDef) -> bool:
    """Tell whether a class is one of names for values: Python wants what makes it one as its last base."""
    match cls.bases[-1:]:
        case [ast.Name(id=name) | ast.Attribute(attr=name)]:
            return "Enum" in name
    return False


def given_defaults(node: ast.Call, functions: Iterable[Function]) -> Iterator[ast.expr]:
    """Yield what a call is given as a default, by name or in the place of such a parameter of `functions`."""
    yield from (each.value for each in node.keywords if each.arg and _DEFAULT.search(each.arg))
    for function in functions:
        names = [name for name, _ in parameters(function) if name not in ("self", "cls")]
        for name, value in zip(names, node.args, strict=False):
            if _DEFAULT.search(name):
                yield value


def is_chosen(key: ast.expr | None, value: ast.expr) -> bool:
    """Tell whether a caller chooses what a table has: by the name of a model, or of several that it lists."""
    if isinstance(value, ast.List | ast.Tuple) and value.elts:
        return len(value.elts) > 1 or isinstance(value.elts[0], ast.Tuple)
    name = key.id if isinstance(key, ast.Name) else key.attr if isinstance(key, ast.Attribute) else ""
    return is_called_by_user(name)


def root_of(node: ast.expr) -> ast.expr:
    """Return what an entry or a field is of: `x` of `x["a"].b`."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Await):
        node = node.value
    return node


def without_label(node: ast.expr) -> ast.expr:
    """Return the id of a pair whose first text is only how people write it, else the node itself."""
    match node:
        case ast.Tuple(elts=[ast.Constant(value=str(label)), ast.Constant(value=str(text)) as id_]):
            is_label = label != text and label.lower() == text.lower() and not label.islower()
            return id_ if is_label else node
    return node


def alone(node: ast.expr) -> ast.expr:
    """Return the id of a pair in a list, else the node itself."""
    node = without_label(node)
    is_pair = isinstance(node, ast.Tuple) and len(node.elts) > 1
    return node.elts[0] if is_pair and isinstance(node, ast.Tuple) else node
