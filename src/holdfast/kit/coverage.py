"""Which branches of a policy's expressions its cases take.

What is counted, each outcome a branch of its own:

- a match condition and a validation: true, and false;
- each operand of `&&` and `||`, and the condition of `?:`: true, and false;
- the condition of `all`, `exists`, `exists_one` and `filter`, and of a `map` that filters: true of an
  element, and false of one;
- the body of another macro over elements: reached with an element;
- `has()`: true, and false;
- the optional of `orValue`, `or`, `optMap` and `optFlatMap`: with a value, and without;
- a variable, a messageExpression, an effectiveFromExpression and a `forEach`: with a value.

`!x` has the branches of `x`, a constant has none. Unknown and error are no branch taken. A part may be there
only to be unknown, so that missing facts are asked for: what is listed as `neverKnown` need not take what
it and the parts in it cannot, as far as these were seen to be unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from holdfast.cel import Program, core
from holdfast.cel.budget import Frame
from holdfast.cel.closures import compile_node, compile_with
from holdfast.cel.errors import UnknownRaised
from holdfast.cel.failures import Closure
from holdfast.cel.spelling import spell
from holdfast.cel.values import NOTHING
from holdfast.evaluate.compile import CompiledPolicy
from holdfast.kit.expressions import Part, nodes_in, parts_of, shortened, start_of, with_programs
from holdfast.model.case import NeverKnown
from holdfast.model.location import Location

REACHED, TRUE, FALSE, NONE, VALUE, UNKNOWN = 1, 2, 4, 8, 16, 32
"""What an evaluation of a node may come to, as bits; VALUE is any value but NONE, the empty optional."""

_BOTH = (TRUE, FALSE)
_NEVER = {TRUE: "is never true", FALSE: "is never false", NONE: "is never empty", VALUE: "never has a value"}

Seen = Mapping[int, int]
"""What the evaluations of nodes came to, by the identity of the node."""


class Gap(NamedTuple):
    """What cases leave untested: `at` which part of the policy, where in its file, and what."""

    at: str
    location: Location
    message: str


class Coverage(NamedTuple):
    """How many branches a policy has, and what of them no case takes.

    `missed` counts those, `gaps` are the outermost of them. `never_known` counts those that cannot be
    taken, because what they belong to is listed as never known; `stale` is what is listed without need.
    """

    branches: int
    missed: int = 0
    gaps: tuple[Gap, ...] = ()
    never_known: int = 0
    stale: tuple[Gap, ...] = ()


class Observer:
    """Compiles programs so that what their nodes come to is seen."""

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}

    def watched(self, policy: CompiledPolicy) -> CompiledPolicy:
        """Return `policy` with programs that are watched."""
        return with_programs(policy, lambda step: self._watched(step.program))

    def _watched(self, program: Program) -> Program:
        return type(program)(program.source, program.resolved, self._compiled(program.resolved.root))

    def _compiled(self, node: core.Node) -> Closure:
        if isinstance(node, core.Constant):
            return compile_node(node)
        closure, seen, key = compile_with(node, self._compiled), self.seen, id(node)
        seen[key] = 0

        def watch(frame: Frame) -> object:
            seen[key] |= REACHED
            try:
                value = closure(frame)
            except UnknownRaised:
                seen[key] |= UNKNOWN
                raise
            seen[key] |= NONE if value is NOTHING else VALUE
            if value is True:
                seen[key] |= TRUE
            elif value is False:
                seen[key] |= FALSE
            return value

        return watch


def coverage_of(
    policy: CompiledPolicy, seen: Iterable[Seen], never_known: Sequence[NeverKnown] = ()
) -> Coverage:
    """Return what of `policy` was taken in the evaluations that were seen."""
    met: dict[int, int] = {}
    for each in seen:
        for key, bits in each.items():
            met[key] = met.get(key, 0) | bits
    parts = tuple(parts_of(policy))
    branches = [branch for part in parts for branch in _branches(part)]
    missed = [branch for branch in branches if not met[id(branch.node)] & branch.outcome]
    unknown = {id(branch.node) for branch in missed if met[id(branch.node)] & UNKNOWN}
    listed = [(entry, unknown & _nodes_named(parts, entry)) for entry in never_known]
    excused = {key for _, keys in listed for key in keys}
    gaps = [branch for branch in missed if id(branch.node) not in excused]
    return Coverage(
        len(branches),
        len(gaps),
        tuple(dict.fromkeys(_gap(branch, met) for branch in gaps if branch.is_outermost(met))),
        len(missed) - len(gaps),
        tuple(_stale(entry) for entry, keys in listed if not keys),
    )


def _nodes_named(parts: Iterable[Part], entry: NeverKnown) -> set[int]:
    """Return the nodes that `entry` names, and those in them."""
    roots = [part.step.program.resolved.root for part in parts if part.at == entry.at]
    named = [node for root in roots for node in _within(root) if _words(node) == entry.part]
    return {id(node) for each in named for node in _within(each)}


def _within(node: core.Node) -> Iterator[core.Node]:
    yield node
    for inner in nodes_in(node):
        yield from _within(inner)


def _words(node: core.Node) -> str:
    return " ".join(shortened(spell(node)).split())


def _stale(entry: NeverKnown) -> Gap:
    return Gap(entry.at, entry.location, f"it is not, or takes every branch: {entry.part}")


class _Branch(NamedTuple):
    """An outcome of a node; `above` is the node that evaluates it, None for the root."""

    part: Part
    node: core.Node
    outcome: int
    above: core.Node | None

    def is_outermost(self, met: Seen) -> bool:
        """Tell whether what stands above was evaluated: else it is itself a gap, or lies in one."""
        return self.above is None or bool(met[id(self.above)])


def _branches(part: Part) -> Iterator[_Branch]:
    root = part.step.program.resolved.root
    wanted: dict[int, tuple[core.Node, core.Node | None, tuple[int, ...]]] = {}

    def want(node: core.Node, above: core.Node | None, outcomes: tuple[int, ...]) -> None:
        while isinstance(node, core.Unary) and node.operator == "!":
            above, node = above and node, node.operand
        # A variable that is a `has()` wants both, not only a value.
        if not isinstance(node, core.Constant) and (id(node) not in wanted or outcomes == _BOTH):
            wanted[id(node)] = (node, above, outcomes)

    def walk(node: core.Node, above: core.Node | None) -> None:
        if isinstance(node, core.Has):
            want(node, above, _BOTH)
        for inner, outcomes in _inner(node):
            want(inner, node, outcomes)
        for inner in nodes_in(node):
            walk(inner, node)

    want(root, None, _BOTH if part.is_verdict else (VALUE,))
    walk(root, None)
    for node, above, outcomes in wanted.values():
        yield from (_Branch(part, node, outcome, above) for outcome in outcomes)


def _inner(node: core.Node) -> Iterator[tuple[core.Node, tuple[int, ...]]]:
    """Yield what `node` branches on, with the outcomes that there are."""
    match node:
        case core.Logic():
            yield from ((operand, _BOTH) for operand in node.operands)
        case core.Conditional():
            yield node.condition, _BOTH
        case core.Loop():
            if node.condition is not None:
                yield node.condition, _BOTH
            elif node.body is not None:
                yield node.body, (VALUE,)
        case core.OptionalOr() | core.OptionalMap():
            yield node.operand, (VALUE, NONE)


def _gap(branch: _Branch, met: Seen) -> Gap:
    expression, reached = branch.part.step.expression, met[id(branch.node)]
    never = _NEVER[branch.outcome] if reached else "is never evaluated"
    where = expression.locate(*start_of(branch.node))
    return Gap(branch.part.at, where, f"`{_words(branch.node)}` {never}")
