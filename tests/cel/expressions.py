"""Random expressions of CEL, mostly well typed, with the names of their own macros in scope."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

_USES_NAME, _STOPS = 0.3, 0.1
_SPECIAL = (
    "alike", "brink", "digits", "edge", "encoded", "fails", "finite", "huge", "mixed", "number", "optional",
    "padded", "pattern", "piece", "safe", "shift", "small", "span", "text", "zone",
)  # fmt: skip
"""Kinds that only particular operands are: the others are those of any value."""

_OPERAND = re.compile(r"\$(?:(\w+)|\((\w+)((?: @\w=\w+)+)\))")
_VARIABLE = re.compile(r"@(\w)")
_NAMES = ("x", "y", "z")
"""Few, so that macros within macros often hide each other's variables."""


class Operand(NamedTuple):
    """What an operand of a shape has to be, and the kinds of the variables that it sees."""

    kind: str
    variables: Mapping[str, str]


class Shape(NamedTuple):
    """An operation: the words around its operands, of which there is one more."""

    words: tuple[str, ...]
    operands: tuple[Operand, ...] = ()

    @property
    def operation(self) -> str:
        """The operation without operands: `_.charAt(_)`."""
        return "_".join(self.words)

    @property
    def variables(self) -> list[str]:
        return sorted(set(_VARIABLE.findall(self.operation)))


class Tree(NamedTuple):
    """An expression: a shape with its operands, and how it calls the variables of its macro."""

    kind: str
    shape: Shape
    operands: tuple[Tree, ...] = ()
    names: Mapping[str, str] = {}

    @property
    def text(self) -> str:
        """The expression as written."""
        return self.over([operand.text for operand in self.operands])

    def over(self, operands: Iterable[str]) -> str:
        """Return the operation over other operands."""
        first, *others = (
            _VARIABLE.sub(lambda match: self.names[match[1]], word) for word in self.shape.words
        )
        pieces = [first]
        for operand, word in zip(operands, others, strict=True):
            pieces += (operand, word)
        return "".join(pieces)


class Vocabulary:
    """The shapes of each kind of value, as a file lists them; `vocabulary.txt` says how."""

    def __init__(self, path: Path, ill_typed: float) -> None:
        self._ill_typed = ill_typed
        self.shapes: dict[str, list[Shape]] = {}
        kind = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                self.shapes[kind] += map(shape, line.strip().split("  "))
            elif line and not line.startswith("#"):
                kind = line
                self.shapes[kind] = []
        self._leaves = {
            kind: [shape for shape in shapes if not shape.operands] for kind, shapes in self.shapes.items()
        }
        self.values = sorted(set(self.shapes) - set(_SPECIAL))

    def expression(
        self, source: random.Random, kind: str, depth: int, scope: Mapping[str, str] | None = None
    ) -> Tree:
        """Return an expression of `kind` whose operations nest no deeper than `depth`.

        `scope` are the kinds of the names that it may use.
        """
        scope = scope or {}
        if kind == "any" or source.random() < self._ill_typed:
            kind = source.choice(self.values)
        fitting = [name for name in sorted(scope) if scope[name] in (kind, "any")]
        if fitting and source.random() < _USES_NAME:
            return Tree(kind, Shape((source.choice(fitting),)))
        stops = depth <= 0 or source.random() < _STOPS
        shape = source.choice(self._leaves[kind] if stops else self.shapes[kind])
        return self.filled(source, kind, shape, depth - 1, scope)

    def filled(
        self, source: random.Random, kind: str, shape: Shape, depth: int, scope: Mapping[str, str]
    ) -> Tree:
        """Return `shape`, which is of `kind`, with random operands."""
        names = dict(zip(shape.variables, source.sample(_NAMES, len(shape.variables)), strict=True))
        operands = []
        for operand in shape.operands:
            inner = {names[name]: is_a for name, is_a in operand.variables.items()}
            operands.append(self.expression(source, operand.kind, depth, {**scope, **inner}))
        return Tree(kind, shape, tuple(operands), names)


def shape(text: str) -> Shape:
    """Return the shape that `text` writes: `$string.charAt($int)`."""
    words, operands, position = [], [], 0
    for match in _OPERAND.finditer(text):
        plain, seeing, variables = match.groups()
        words.append(text[position : match.start()])
        pairs = (pair[1:].split("=") for pair in (variables or "").split())
        operands.append(Operand(plain or seeing, dict(pairs)))
        position = match.end()
    return Shape((*words, text[position:]), tuple(operands))
