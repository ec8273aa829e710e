"""Static checks of a policy: each expression against the types of what it sees, each path against fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from holdfast.cel import core
from holdfast.cel.check import Checked, check
from holdfast.cel.fields import field_of, fields_read
from holdfast.cel.notes import EMPTY_ALL, Note
from holdfast.cel.types import (
    BOOL,
    DYN,
    LIST,
    STRING,
    TIMESTAMP,
    AnyType,
    Field,
    ListOf,
    MapOf,
    Object,
    options_of,
    show,
)
from holdfast.cel.wording import no_field
from holdfast.evaluate.vocabulary import Vocabulary, params_type
from holdfast.model.policy import Expression, Policy, PolicyNote

Programs = Mapping[Expression, core.Resolved]
"""The expressions of a policy that compile."""


def check_policy(policy: Policy, programs: Programs, vocabulary: Vocabulary) -> tuple[PolicyNote, ...]:
    """Return all that is wrong, or odd, with what `policy` says, in the order of its parts."""
    return tuple(_PolicyChecker(policy, programs, vocabulary).run())


class _PolicyChecker:
    def __init__(self, policy: Policy, programs: Programs, vocabulary: Vocabulary) -> None:
        self.policy = policy
        self.programs = programs
        # Every name is there from the start; types come as they are inferred.
        self.inferred = {definition.name: Field(DYN) for definition in policy.variables}
        self.subject: AnyType = vocabulary.subject(policy.rule.scope)
        self.names: dict[str, AnyType] = {
            **vocabulary.names(policy.rule.scope),
            "params": params_type(policy.params),
            "variables": Object("variables", self.inferred),
        }

    def run(self) -> Iterator[PolicyNote]:
        policy = self.policy
        if policy.for_each_at is not None:
            yield from self._for_each(policy.for_each_at)
        yield from self._variables()
        for condition in policy.match_conditions:
            yield from self._whole(condition.expression, BOOL, f"the condition `{condition.name}`")
        for validation in policy.validations:
            yield from self._whole(validation.expression, BOOL, "a validation", is_validation=True)
            if validation.message_expression is not None:
                yield from self._whole(validation.message_expression, STRING, "messageExpression")
            if validation.effective_from_expression is not None:
                yield from self._whole(
                    validation.effective_from_expression, TIMESTAMP, "effectiveFromExpression"
                )
            if validation.field_path_at is not None:
                yield from self._path(validation.field_path_at)

    def _whole(
        self, expression: Expression, wanted: AnyType, what: str, *, is_validation: bool = False
    ) -> Iterator[PolicyNote]:
        """Check an expression that decides something, or is shown."""
        checked = self._checked(expression, wanted, what)
        for note in (*checked.errors, *checked.warnings):
            if is_validation or note.kind != EMPTY_ALL:
                yield _placed(note, expression)

    def _checked(self, expression: Expression, wanted: AnyType = DYN, what: str = "") -> Checked:
        resolved = self.programs.get(expression)
        return Checked((), (), DYN) if resolved is None else check(resolved, self.names, wanted, what)

    def _for_each(self, expression: Expression) -> Iterator[PolicyNote]:
        checked = self._checked(expression, LIST, "forEach")
        yield from (_placed(note, expression) for note in checked.errors)
        item = checked.type.element if isinstance(checked.type, ListOf) else DYN
        self.names["item"] = item
        # An element that is no object has no place of its own.
        if isinstance(item, Object) or item == DYN:
            self.subject = item

    def _variables(self) -> Iterator[PolicyNote]:
        """Infer the types of the variables, each after those that it reads."""
        expressions = {definition.name: definition.expression for definition in self.policy.variables}
        reads = {name: self._reads(expression) & set(expressions) for name, expression in expressions.items()}
        order, cycles = _in_order(reads)
        for cycle in cycles:
            through = " → ".join(f"`{name}`" for name in cycle)
            yield PolicyNote(
                f"the variable `{cycle[0]}` reads itself: {through}", expressions[cycle[0]].locate(1, 1)
            )
        notes: dict[str, list[PolicyNote]] = {}
        for name in order:
            checked = self._checked(expressions[name])
            self.inferred[name] = Field(checked.type)
            notes[name] = [_placed(note, expressions[name]) for note in checked.errors]
        for name in expressions:
            yield from notes[name]

    def _reads(self, expression: Expression) -> set[str]:
        resolved = self.programs.get(expression)
        return fields_read(resolved.root, "variables") if resolved else set()

    def _path(self, path: Expression) -> Iterator[PolicyNote]:
        """Check a `fieldPath`, which names fields of the subject, and elements of lists by number."""
        kind = self.subject
        column = 1
        for part in path.source.split("."):
            options = options_of(kind)
            if options is None or len(options) > 1 or isinstance(kind, MapOf):
                return
            wrong = f"`fieldPath` goes into {show(kind)}, which has no fields"
            below: AnyType | None = None
            if isinstance(kind, ListOf):
                below = kind.element if part.isdigit() else None
                wrong = f"`fieldPath` goes into {show(kind)}, whose elements are named by number: `0`"
            elif isinstance(kind, Object):
                found = field_of(kind, part)
                below = found.type if found else None
                wrong = no_field(kind, part)
            if below is None:
                yield PolicyNote(wrong, path.locate(1, column))
                return
            kind = below
            column += len(part) + 1


def _in_order(reads: Mapping[str, set[str]]) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the names, each after those it reads, and the cycles that stood in the way."""
    graph = {name: sorted(read) for name, read in reads.items()}
    cycles: list[tuple[str, ...]] = []
    while True:
        try:
            return list(TopologicalSorter(graph).static_order()), cycles
        except CycleError as error:
            # graphlib names each node after the one that reads it last; the first written one begins.
            around = list(reversed(error.args[1]))[:-1]
            start = min(range(len(around)), key=lambda at: list(reads).index(around[at]))
            cycle = (*around[start:], *around[:start])
            cycles.append((*cycle, cycle[0]))
            graph[cycle[0]] = [name for name in graph[cycle[0]] if name != cycle[1 % len(cycle)]]


def _placed(note: Note, expression: Expression) -> PolicyNote:
    return PolicyNote(note.message, expression.locate(note.line, note.column), note.kind)
