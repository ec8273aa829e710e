"""Source to syntax tree, within limits; nothing here recurses, however deep the source nests."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from holdfast.cel import ast
from holdfast.cel.errors import CelSyntaxError, OperationError
from holdfast.cel.literals import literal

if TYPE_CHECKING:
    from lark import Lark

MAX_SOURCE = 32_768
"""Characters of source; the parser takes some 10 microseconds for each token."""

MAX_BRACKETS = 100
"""Open brackets at once."""

MAX_DEPTH = 120
"""Nodes within each other; the evaluators recurse, some three Python frames for each."""

KEYWORDS = frozenset({"false", "in", "null", "true"})
RESERVED = frozenset(
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
        "namespace", "package", "return", "var", "void", "while",
    }
)  # fmt: skip

_BRACKETS = re.compile(
    r"""//[^\n]*|[rR]?(?:'''(?:\\.|[^\\])*?'''|\"{3}(?:\\.|[^\\])*?\"{3}|'(?:\\.|[^\\'\n])*'|"(?:\\.|[^\\"\n])*")"""
    r"""|([(\[{])|([)\]}])""",
    re.DOTALL,
)


def parse(source: str) -> ast.Node:
    """Return the syntax tree of `source`; CelSyntaxError, with its place, where it is no expression."""
    if len(source) > MAX_SOURCE:
        raise CelSyntaxError(f"the expression is longer than {MAX_SOURCE:,} characters")
    if not source.strip():
        raise CelSyntaxError("the expression is empty")
    _check_brackets(source)
    tree = _parsed(source)
    if ast.depth_exceeds(tree, MAX_DEPTH):
        raise CelSyntaxError(f"the expression nests deeper than {MAX_DEPTH} levels")
    return tree


def _check_brackets(source: str) -> None:
    depth = 0
    for match in _BRACKETS.finditer(source):
        depth += (match.group(1) is not None) - (match.group(2) is not None)
        if depth > MAX_BRACKETS:
            raise CelSyntaxError(f"the expression nests deeper than {MAX_BRACKETS} brackets")


def _parsed(source: str) -> ast.Node:
    from lark.exceptions import UnexpectedCharacters, UnexpectedInput

    tree: Any
    try:
        tree = _parser().parse(source)
    except UnexpectedInput as error:
        line, column = error.line, error.column
        token = getattr(error, "token", None)
        if not isinstance(error, UnexpectedCharacters) and token is not None and token.type == "$END":
            line, column = _end_of(source)
        raise CelSyntaxError("this is not a CEL expression from here on", line, column) from None
    parsed: ast.Node = tree
    return parsed


def _end_of(source: str) -> tuple[int, int]:
    written = source.rstrip()
    return written.count("\n") + 1, len(written) - (written.rfind("\n") + 1)


@cache
def _parser() -> Lark:
    from holdfast.cel.grammar import build

    return build(_Builder())


class Token(Protocol):
    """A token of lark's, which is a string with a place."""

    type: str
    line: int
    column: int


class _Chain:
    """A chain of operators of one precedence that is still growing."""

    __slots__ = ("level", "operands", "operators")

    def __init__(self, level: str, first: ast.Node) -> None:
        self.level = level
        self.operands = [first]
        self.operators: list[Token] = []

    def node(self) -> ast.Node:
        """Return the finished chain."""
        at = self.operators[0]
        if self.level in ("&&", "||"):
            return ast.Logic(self.level, tuple(self.operands), at.line, at.column)
        terms = tuple(
            ast.Term(str(sign), operand, sign.line, sign.column)
            for sign, operand in zip(self.operators, self.operands[1:], strict=True)
        )
        return ast.Arithmetic(self.operands[0], terms, at.line, at.column)


def _finished(built: Any) -> Any:
    return built.node() if built.__class__ is _Chain else built


def _chained(level: str, left: Any, sign: Token, right: Any) -> _Chain:
    chain = left if left.__class__ is _Chain and left.level == level else _Chain(level, _finished(left))
    chain.operators.append(sign)
    chain.operands.append(_finished(right))
    return chain


Children = list[Any]


class _Builder:
    """What each rule of the grammar makes of its children, which are nodes, tokens and lists of nodes."""

    def start(self, children: Children) -> Any:
        return children[0]

    def expr(self, children: Children) -> Any:
        if len(children) == 1:
            return _finished(children[0])
        condition, mark, then, _, otherwise = children
        return ast.Conditional(
            _finished(condition), _finished(then), _finished(otherwise), mark.line, mark.column
        )

    def conditionalor(self, children: Children) -> Any:
        return children[0] if len(children) == 1 else _chained("||", *children)

    def conditionaland(self, children: Children) -> Any:
        return children[0] if len(children) == 1 else _chained("&&", *children)

    def relation(self, children: Children) -> Any:
        if len(children) == 1:
            return _finished(children[0])
        (left, sign), right = children
        return ast.Relation(str(sign), left, _finished(right), sign.line, sign.column)

    def addition(self, children: Children) -> Any:
        if len(children) == 1:
            return children[0]
        (left, sign), right = children
        return _chained("+", left, sign, right)

    def multiplication(self, children: Children) -> Any:
        if len(children) == 1:
            return children[0]
        (left, sign), right = children
        return _chained("*", left, sign, right)

    def _operator(self, children: Children) -> Any:
        return children

    relation_lt = relation_le = relation_gt = relation_ge = _operator
    relation_eq = relation_ne = relation_in = _operator
    addition_add = addition_sub = multiplication_mul = multiplication_div = multiplication_mod = _operator

    def _first(self, children: Children) -> Any:
        return children[0]

    unary_not = unary_neg = member = primary = _first

    def unary(self, children: Children) -> Any:
        if len(children) == 1:
            return children[0]
        sign, operand = children
        return ast.Unary(str(sign), operand, sign.line, sign.column)

    def member_dot(self, children: Children) -> Any:
        token, name = children[-1]
        return ast.Select(children[0], name, len(children) == 4, token.line, token.column)

    def member_dot_arg(self, children: Children) -> Any:
        receiver, _, token, _, *arguments, _ = children
        _check_selector(token)
        return ast.Call(receiver, str(token), False, _arguments(arguments), token.line, token.column)

    def member_index(self, children: Children) -> Any:
        bracket = children[1]
        optional = len(children) == 5  # operand [ ? key ]
        return ast.Index(children[0], children[-2], optional, bracket.line, bracket.column)

    def member_object(self, children: Children) -> Any:
        operand, brace, *entries, _ = children
        name = _dotted(operand)
        if name is None:
            raise CelSyntaxError("an object needs the name of its type", brace.line, brace.column)
        return ast.Message(name, _listed(entries), operand.line, operand.column)

    def field(self, children: Children) -> Any:
        token = children[0]
        if token.type == "QUOTED_IDENT":
            return token, str(token)[1:-1]
        _check_selector(token)
        return token, str(token)

    def dot_ident_arg(self, children: Children) -> Any:
        _, token, _, *arguments, _ = children
        _check_name(token)
        return ast.Call(None, str(token), True, _arguments(arguments), token.line, token.column)

    def ident_arg(self, children: Children) -> Any:
        token, _, *arguments, _ = children
        _check_name(token)
        return ast.Call(None, str(token), False, _arguments(arguments), token.line, token.column)

    def dot_ident(self, children: Children) -> Any:
        _, token = children
        _check_name(token)
        return ast.Name(str(token), True, token.line, token.column)

    def ident(self, children: Children) -> Any:
        token = children[0]
        _check_name(token)
        return ast.Name(str(token), False, token.line, token.column)

    def paren_expr(self, children: Children) -> Any:
        return children[1]

    def list_lit(self, children: Children) -> Any:
        bracket, *elements, _ = children
        return ast.ListOf(_listed(elements), bracket.line, bracket.column)

    def map_lit(self, children: Children) -> Any:
        brace, *entries, _ = children
        return ast.MapOf(_listed(entries), brace.line, brace.column)

    def _series(self, children: Children) -> Any:
        if len(children) == 1:
            return children
        series = children[0]
        series.append(children[2])
        return series

    exprlist = listinits = mapinits = fieldinits = _series

    def listinit(self, children: Children) -> Any:
        value = children[-1]
        return ast.Element(value, len(children) == 2, value.line, value.column)

    def mapinit(self, children: Children) -> Any:
        key, colon, value = children[-3:]
        return ast.Entry(key, value, len(children) == 4, colon.line, colon.column)

    def fieldinit(self, children: Children) -> Any:
        (token, name), _, value = children[-3:]
        key = ast.Literal(name, token.line, token.column)
        return ast.Entry(key, value, len(children) == 4, token.line, token.column)

    def literal(self, children: Children) -> Any:
        token = children[0]
        try:
            return ast.Literal(literal(token.type, str(token)), token.line, token.column)
        except OperationError as error:
            raise CelSyntaxError(error.message, token.line, token.column) from None


def _arguments(arguments: Children) -> tuple[ast.Node, ...]:
    return tuple(arguments[0]) if arguments else ()


def _listed(parts: Children) -> tuple[Any, ...]:
    # With a trailing comma, or only one, a token stands behind the list or alone.
    return tuple(parts[0]) if parts and isinstance(parts[0], list) else ()


def _dotted(node: Any) -> str | None:
    fields: list[str] = []
    while isinstance(node, ast.Select) and not node.optional:
        fields.append(node.field)
        node = node.operand
    if not isinstance(node, ast.Name):
        return None
    return ("." if node.absolute else "") + ".".join([node.name, *reversed(fields)])


def _check_selector(token: Token) -> None:
    if str(token) in KEYWORDS:
        raise CelSyntaxError(f"`{token}` is a word of the language", token.line, token.column)


def _check_name(token: Token) -> None:
    if str(token) in RESERVED | KEYWORDS:
        raise CelSyntaxError(f"`{token}` is a reserved word", token.line, token.column)
