"""The grammar of CEL: cel-python's, read from where it is installed, with the syntax that it lacks.

Nothing of cel-python is imported. Lists are left-recursive, because `x ("," x)* [","]` would leave it to
the parser generator what a trailing comma means.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

_TEXT = r"""'(?:\\.|[^\\'\n\r])*'|"(?:\\.|[^\\"\n\r])*["]"""
_RAW = r"""[rR]'[^'\n\r]*'|[rR]"[^"\n\r]*["]"""
_LONG = r"""'''(?s:\\.|[^\\])*?'''|["]{3}(?s:\\.|[^\\])*?["]{3}"""
_RAW_LONG = r"""[rR]'''(?s:.)*?'''|[rR]["]{3}(?s:.)*?["]{3}"""

GRAMMAR = rf"""
%import cel (expr, conditionalor, conditionaland)
%import cel (relation, relation_lt, relation_le, relation_ge, relation_gt)
%import cel (relation_eq, relation_ne, relation_in)
%import cel (addition, addition_add, addition_sub)
%import cel (multiplication, multiplication_mul, multiplication_div, multiplication_mod)
%import cel (unary, unary_not, unary_neg)
%import cel (member, member_dot, member_dot_arg, member_index, member_object)
%import cel (primary, dot_ident_arg, dot_ident, ident_arg, ident, paren_expr, list_lit, map_lit)
%import cel (exprlist, fieldinits, mapinits, literal)
%import cel (INT_LIT, UINT_LIT, FLOAT_LIT, STRING_LIT, MLSTRING_LIT, BYTES_LIT, NULL_LIT)
%import cel (IDENT, WHITESPACE, COMMENT)

start: expr

%override member_dot: member "." field | member "." "?" field
%override member_index: member "[" expr "]" | member "[" "?" expr "]"
%override member_object: member "{{" [fieldinits] [","] "}}"
%override list_lit: "[" [listinits] [","] "]"
%override map_lit: "{{" [mapinits] [","] "}}"

%override exprlist: expr | exprlist "," expr
%override fieldinits: fieldinit | fieldinits "," fieldinit
%override mapinits: mapinit | mapinits "," mapinit
listinits: listinit | listinits "," listinit

field: IDENT | QUOTED_IDENT
fieldinit: field ":" expr | "?" field ":" expr
listinit: expr | "?" expr
mapinit: expr ":" expr | "?" expr ":" expr

%override literal: UINT_LIT | FLOAT_LIT | INT_LIT | MLSTRING_LIT | STRING_LIT | BYTES_LIT
    | "true" | "false" | NULL_LIT

%override INT_LIT.3: /-?0x[0-9a-fA-F]+|-?[0-9]+/
%override UINT_LIT.4: /(?:0x[0-9a-fA-F]+|[0-9]+)[uU]/
%override FLOAT_LIT.5: /-?[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|-?[0-9]+[eE][+-]?[0-9]+/
%override STRING_LIT.6: /{_RAW}|{_TEXT}/
%override MLSTRING_LIT.7: /{_RAW_LONG}|{_LONG}/
%override BYTES_LIT.8: /[bB](?:{_RAW_LONG}|{_LONG}|{_RAW}|{_TEXT})/
%override COMMENT: /\/\/[^\n]*/
QUOTED_IDENT: /`[a-zA-Z0-9_.\-\/ ]+`/

%ignore WHITESPACE
%ignore COMMENT
"""


def build(transformer: Any = None, **options: Any) -> Lark:
    """Return the parser; `transformer` has a method for each rule, called while parsing."""
    from lark import Lark  # 60 ms, and 100 ms for the tables: not where syntax trees are read from a cache

    # debug makes Lark say what its grammar leaves open; a test listens.
    return Lark(
        GRAMMAR,
        parser="lalr",
        start="start",
        keep_all_tokens=True,
        maybe_placeholders=False,
        import_paths=[_folder()],
        transformer=transformer,
        **options,
    )


@cache
def _folder() -> str:
    package = find_spec("celpy")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("cel-python is not installed")
    return package.submodule_search_locations[0]
