"""Evaluation of a parse tree: cel-python's interpreter, with unknowns, records and a step budget.

cel-python visits both sides of `&&` and `||`, raises out of `map` and `filter` past the operators
that should absorb, takes any error inside `has()` for false and counts no steps. What is overridden
here is what those defects touch; arithmetic, comparison and conversion are cel-python's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import lark
from celpy import celtypes
from celpy.evaluation import Activation, CELEvalError, Evaluator, base_functions

from holdfast.cel.conversion import RecordMap, UnknownValue, from_cel, to_cel
from holdfast.cel.values import BudgetExceededError, Function

TRUE, FALSE = celtypes.BoolType(True), celtypes.BoolType(False)  # noqa: FBT003  # the literal's value
Node = Any
"""A node of lark's tree, or a token in it: its children are of both kinds."""

BINARY = {
    "relation_lt": "_<_",
    "relation_le": "_<=_",
    "relation_gt": "_>_",
    "relation_ge": "_>=_",
    "relation_eq": "_==_",
    "relation_ne": "_!=_",
    "relation_in": "_in_",
    "addition_add": "_+_",
    "addition_sub": "_-_",
    "multiplication_mul": "_*_",
    "multiplication_div": "_/_",
    "multiplication_mod": "_%_",
}
MACROS = ("map", "filter", "all", "exists", "exists_one")


def first_error(errors: Iterable[CELEvalError]) -> CELEvalError:
    """Return one error for several: unknown wins over error, and unknowns rest on all of theirs."""
    errors = list(errors)
    unknowns = [error for error in errors if isinstance(error, UnknownValue)]
    if unknowns:
        return UnknownValue(frozenset().union(*(unknown.rests_on for unknown in unknowns)))
    return errors[0]


def junction(decisive: Any, values: Iterable[Any], where: Node) -> Any:
    """Combine booleans: the `decisive` one wins over errors and ends the walk at once."""
    errors: list[CELEvalError] = []
    for value in values:
        if isinstance(value, CELEvalError):
            errors.append(value)
        elif not isinstance(value, celtypes.BoolType):
            errors.append(CELEvalError("a boolean was expected here", tree=where))
        elif value == decisive:
            return decisive
    return first_error(errors) if errors else celtypes.BoolType(not decisive)


class Interpreter(Evaluator):
    """One evaluation of one tree. Errors and unknowns are values; only the budget raises."""

    def __init__(
        self, tree: Node, scope: Mapping[str, Any], functions: Mapping[str, Function], budget: int
    ) -> None:
        super().__init__(tree, Activation())
        self.scope = dict(scope)
        self.own_functions = functions
        self.steps_left = budget

    def visit(self, tree: Node) -> Any:
        """Visit one node, which costs one step."""
        self._charge(1, tree)
        return super().visit(tree)

    def expr(self, tree: Node) -> Any:
        """`a ? b : c` evaluates only the branch that is taken."""
        if len(tree.children) == 1:
            return self.visit(tree.children[0])
        condition = self.visit(tree.children[0])
        if isinstance(condition, CELEvalError):
            return condition
        if not isinstance(condition, celtypes.BoolType):
            return CELEvalError("the condition of ?: is not a boolean", tree=tree)
        return self.visit(tree.children[1 if condition else 2])

    def conditionalor(self, tree: Node) -> Any:
        """`a || b`; true wins over errors and unknowns."""
        if len(tree.children) == 1:
            return self.visit(tree.children[0])
        return junction(TRUE, (self.visit(child) for child in tree.children), tree)

    def conditionaland(self, tree: Node) -> Any:
        """`a && b`; false wins over errors and unknowns."""
        if len(tree.children) == 1:
            return self.visit(tree.children[0])
        return junction(FALSE, (self.visit(child) for child in tree.children), tree)

    def relation(self, tree: Node) -> Any:
        """`a < b` and its like."""
        return self._binary(tree)

    def addition(self, tree: Node) -> Any:
        """`a + b` and `a - b`."""
        return self._binary(tree)

    def multiplication(self, tree: Node) -> Any:
        """`a * b`, `a / b` and `a % b`."""
        return self._binary(tree)

    def unary(self, tree: Node) -> Any:
        """`!a` and `-a`; an error stays itself."""
        if len(tree.children) == 1:
            return self.visit(tree.children[0])
        operator, operand_tree = tree.children
        operand = self.visit(operand_tree)
        wanted = celtypes.BoolType if operator.data == "unary_not" else celtypes.IntType | celtypes.DoubleType
        if isinstance(operand, CELEvalError):
            return operand
        if not isinstance(operand, wanted):
            return CELEvalError("the operator does not take this value", tree=tree)
        return celtypes.logical_not(operand) if operator.data == "unary_not" else -operand

    def primary(self, tree: Node) -> Any:
        """Look names up in our own scope, which macros extend; all else is cel-python's."""
        child = tree.children[0]
        if child.data in ("ident", "dot_ident"):
            name = child.children[0].value
            if name in self.scope:
                return to_cel(self.scope[name])
        if child.data == "ident_arg" and child.children[0].value in self.own_functions:
            name, *arguments = child.children
            return self._call(self.own_functions[name.value], self._arguments(arguments), name)
        return super().primary(tree)

    def macro_has_eval(self, exprlist: Node) -> Any:
        """`has(a.b)`: false where b is unset, unknown where that is not known."""
        selection = innermost(exprlist)
        if selection.data != "member_dot":
            return CELEvalError("has() takes a field: has(app.owner)", tree=exprlist)
        operand_tree, name = selection.children
        operand = self.visit(operand_tree)
        if isinstance(operand, CELEvalError):
            return operand
        if isinstance(operand, RecordMap):
            return self._of_record(operand.record.has, name)
        if isinstance(operand, celtypes.MapType):
            return celtypes.BoolType(name.value in operand)
        return CELEvalError("has() takes a field of an object", token=name)

    def member_dot(self, tree: Node) -> Any:
        """`a.b` of a record or a map."""
        operand_tree, name = tree.children
        operand = self.visit(operand_tree)
        if isinstance(operand, CELEvalError):
            return operand
        if isinstance(operand, RecordMap):
            return self._of_record(operand.record.lookup, name)
        if isinstance(operand, celtypes.MapType) and name.value in operand:
            return operand[name.value]
        if isinstance(operand, celtypes.MapType):
            return CELEvalError(f"there is no `{name.value}` here", token=name)
        return CELEvalError(f"`.{name.value}` needs an object", token=name)

    def member_index(self, tree: Node) -> Any:
        """`a[b]`; a negative index is an error, as CEL says."""
        operand, index = (self.visit(child) for child in tree.children)
        errors = [value for value in (operand, index) if isinstance(value, CELEvalError)]
        if errors:
            return first_error(errors)
        if isinstance(operand, celtypes.ListType) and not 0 <= index < len(operand):
            return CELEvalError("the index is outside the list", tree=tree)
        if isinstance(operand, RecordMap):
            return self._of_record(operand.record.lookup, lark.Token("IDENT", str(index)))
        if isinstance(operand, celtypes.MapType) and index not in operand:
            return CELEvalError("there is no such key", tree=tree)
        return operand[index]

    def member_dot_arg(self, tree: Node) -> Any:
        """`a.f(b)`: a macro or a method."""
        operand_tree, name, *arguments = tree.children
        if name.value in MACROS:
            return self._macro(name, operand_tree, arguments[0])
        operand = self.visit(operand_tree)
        if name.value in self.own_functions:
            return self._call(self.own_functions[name.value], [operand, *self._arguments(arguments)], name)
        return self.method_eval(operand, name, self._arguments(arguments))

    def method_eval(self, operand: Any, name: lark.Token, arguments: Any = None) -> Any:
        """Call a standard method unless an argument is an error."""
        errors = [value for value in (operand, *(arguments or ())) if isinstance(value, CELEvalError)]
        return first_error(errors) if errors else super().method_eval(operand, name, arguments)

    def _binary(self, tree: Node) -> Any:
        if len(tree.children) == 1:
            return self.visit(tree.children[0])
        operator, right_tree = tree.children
        left, right = self.visit(operator.children[0]), self.visit(right_tree)
        errors = [value for value in (left, right) if isinstance(value, CELEvalError)]
        if errors:
            return first_error(errors)
        if {type(left), type(right)} == {celtypes.IntType, celtypes.DoubleType}:
            left, right = celtypes.DoubleType(left), celtypes.DoubleType(right)
        try:
            value = base_functions[BINARY[operator.data]](left, right)
        except (TypeError, ValueError, ArithmeticError) as error:
            text = str(error) if isinstance(error, ValueError | ArithmeticError) else ""
            return CELEvalError(text or "the operator does not take these values", tree=tree)
        if value is NotImplemented:
            return CELEvalError("the operator does not take these values", tree=tree)
        return value

    def _macro(self, name: lark.Token, operand_tree: Node, arguments: Node) -> Any:
        items = self.visit(operand_tree)
        if isinstance(items, CELEvalError):
            return items
        if not isinstance(items, celtypes.ListType):
            return CELEvalError(f"{name.value}() needs a list", token=name)
        self._charge(len(items), arguments)
        variable = innermost(arguments.children[0]).children[0].value
        bodies = arguments.children[1:]
        if name.value in ("all", "exists"):
            values = (self._within(variable, item, bodies[0]) for item in items)
            return junction(FALSE if name.value == "all" else TRUE, values, arguments)
        if name.value == "map" and len(bodies) == 1:
            return _list_of([self._within(variable, item, bodies[0]) for item in items])
        verdicts = [self._within(variable, item, bodies[0]) for item in items]
        wrong = [verdict for verdict in verdicts if isinstance(verdict, CELEvalError)]
        if wrong:
            return first_error(wrong)
        if not all(isinstance(verdict, celtypes.BoolType) for verdict in verdicts):
            return CELEvalError(f"{name.value}() needs a boolean", token=name)
        kept = [item for item, verdict in zip(items, verdicts, strict=True) if verdict]
        if name.value == "exists_one":
            return celtypes.BoolType(len(kept) == 1)
        return _list_of([self._within(variable, item, body) for item in kept for body in bodies[1:]] or kept)

    def _within(self, variable: str, value: Any, body: Node) -> Any:
        outer = self.scope
        self.scope = {**outer, variable: value}
        try:
            return self.visit(body)
        finally:
            self.scope = outer

    def _arguments(self, trees: list[Node]) -> list[Any]:
        return [self.visit(child) for tree in trees for child in tree.children]

    def _call(self, function: Function, arguments: list[Any], name: lark.Token) -> Any:
        errors = [argument for argument in arguments if isinstance(argument, CELEvalError)]
        if errors:
            return first_error(errors)
        try:
            return to_cel(function.call(*(from_cel(argument) for argument in arguments)))
        except ValueError as error:
            return CELEvalError(f"{function.name}(): {error}", token=name)
        except TypeError:
            return CELEvalError(f"{function.name}() does not take these values", token=name)

    def _of_record(self, access: Callable[[str], Any], name: lark.Token) -> Any:
        try:
            return to_cel(access(name.value))
        except KeyError as error:
            return CELEvalError(str(error.args[0]), token=name)

    def _charge(self, steps: int, tree: Node) -> None:
        self.steps_left -= steps
        if self.steps_left < 0:
            meta = tree.meta
            line, column = getattr(meta, "line", None) or 1, getattr(meta, "column", None) or 1
            raise BudgetExceededError("the expression takes more steps than it is allowed", line, column)


def innermost(tree: Node) -> Node:
    """Return the node below the chain of single-child nodes that the grammar makes."""
    while len(tree.children) == 1 and isinstance(tree.children[0], lark.Tree):
        tree = tree.children[0]
    return tree


def _list_of(values: list[Any]) -> Any:
    errors = [value for value in values if isinstance(value, CELEvalError)]
    return first_error(errors) if errors else celtypes.ListType(values)
