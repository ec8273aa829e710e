"""Lints of expressions that compile: what they leave open, what nothing reads, what messages do not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from holdfast.cel import core, notes
from holdfast.evaluate.compile import CompiledPolicy, Step
from holdfast.kit import lints
from holdfast.kit.lints import Lint, LintFinding
from holdfast.kit.shapes import has_elements
from holdfast.kit.sources import PolicySource
from holdfast.model.finding import Outcome
from holdfast.model.location import Location
from holdfast.model.policy import POLICY_SCOPES, Scope

_OF_KIND: Mapping[str, Lint] = {
    notes.EMPTY_ALL: lints.EMPTY_ALL,
    notes.ABSENT: lints.ABSENT,
    notes.CONSTANT: lints.CONSTANT,
}

_NAMES_OF: Mapping[Scope, tuple[str, ...]] = {
    Scope.MANIFEST: ("manifest.name", "manifest.path"),
    Scope.APPLICATION: ("app.id", "app.name"),
    Scope.USE: (
        *("app.id", "app.name", "use.ref", "model.id", "model.model"),
        *("use.app.id", "use.app.name", "use.model.id", "use.model.model"),
    ),
    Scope.MODEL: ("model.id", "model.model"),
    Scope.BACKEND: ("backend.id",),
    Scope.CONTRACT: ("contract.id",),
}
"""What names a subject, by scope: a message that reads one of these says what it is about.

A use is an application's of a model, and named by either. A portfolio has no name and needs none.
"""


class PolicyReader(NamedTuple):
    """A policy with its programs, and what they read."""

    source: PolicySource
    compiled: CompiledPolicy

    @property
    def rule(self) -> str:
        """The full id of the policy."""
        return self.compiled.policy.rule.id

    @property
    def deciding(self) -> tuple[Step, ...]:
        """The expressions that decide something or are said, variables left out."""
        compiled = self.compiled
        parts = [part for assertion in compiled.assertions for part in assertion if isinstance(part, Step)]
        return (*((compiled.for_each,) if compiled.for_each else ()), *compiled.conditions, *parts)

    def reached(self, *steps: Step) -> tuple[Step, ...]:
        """Return `steps` and every variable that they read, directly or through another."""
        found, waiting = list(steps), list(steps)
        while waiting:
            read = _fields(waiting.pop().program.resolved.root, "variables")
            for name, step in self.compiled.variables.items():
                if (read is None or name in read) and step not in found:
                    found.append(step)
                    waiting.append(step)
        return tuple(found)


def odd(reader: PolicyReader) -> Iterator[LintFinding]:
    """Yield what the static checks warn of."""
    meant = any(case.expect is Outcome.UNKNOWN for case in reader.source.cases)
    full = [*_of_elements(reader)]
    for note in reader.compiled.studied.warnings:
        if not (
            (meant and note.kind == notes.ABSENT) or (note.kind == notes.EMPTY_ALL and note.location in full)
        ):
            place = reader.source.document.place(note.location)
            yield LintFinding(_OF_KIND[note.kind], reader.rule, note.message, place)


def _of_elements(reader: PolicyReader) -> Iterator[Location]:
    """Yield where validations begin that walk a list which the conditions know to hold something."""
    policy = reader.compiled.policy
    for assertion in reader.compiled.assertions:
        root, expression = assertion.step.program.resolved.root, assertion.step.expression
        if has_elements(expression, policy.match_conditions, policy.variables):
            yield expression.locate(root.line, root.column)


def unused(reader: PolicyReader) -> Iterator[LintFinding]:
    """Yield the variables and parameters that no expression reads which decides or is said."""
    policy, document = reader.compiled.policy, reader.source.document
    reached = reader.reached(*reader.deciding)
    for index, definition in enumerate(policy.variables):
        if reader.compiled.variables[definition.name] not in reached:
            place = document.place(document.locate(("variables", index, "name")))
            message = f"nothing reads the variable `{definition.name}`"
            yield LintFinding(lints.UNUSED_VARIABLE, reader.rule, message, place)
    read = [_fields(step.program.resolved.root, "params") for step in reached]
    if None in read:
        return
    for name in policy.params:
        if not any(fields is not None and name in fields for fields in read):
            place = document.place(document.locate_key(("params", name)))
            message = f"nothing reads the parameter `{name}`"
            yield LintFinding(lints.UNUSED_PARAM, reader.rule, message, place)


def misnamed(reader: PolicyReader) -> Iterator[LintFinding]:
    """Yield the validations whose message does not name its subject.

    It does where `messageExpression`, or a variable that it reads, reads what names a subject of the
    policy's scope; with `forEach` also where it reads `item`. A fixed `message` says the same of all.
    """
    policy, document = reader.compiled.policy, reader.source.document
    names = _NAMES_OF.get(policy.rule.scope)
    if names is None:
        return
    wanted = {*names, *(["item"] if policy.for_each else [])}
    for index, assertion in enumerate(reader.compiled.assertions):
        if assertion.message is None:
            written = bool(assertion.validation.message)
            key, said = ("message", "a fixed message") if written else ("expression", "the title")
        else:
            paths = {path for step in reader.reached(assertion.message) for path in _paths(step)}
            if paths & wanted:
                continue
            key, said = "messageExpression", "the message"
        place = document.place(document.locate(("validations", index, key)))
        message = f"{said} names no {_SUBJECT[policy.rule.scope]}; {_one_of(names)} would"
        yield LintFinding(lints.MESSAGE_SUBJECT, reader.rule, message, place)


_SUBJECT: Mapping[Scope, str] = {
    scope: "model or application" if scope is Scope.USE else str(scope) for scope in POLICY_SCOPES
}


def _one_of(names: tuple[str, ...]) -> str:
    shown = [f"`{name}`" for name in names[:5]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _paths(step: Step) -> Iterator[str]:
    """Yield every name with fields that the expression reads, and each beginning of it."""
    for node in _nodes(step.program.resolved.root):
        if isinstance(node, core.Variable):
            yield node.name
        elif isinstance(node, core.Select):
            path = _path(node)
            if path:
                yield path


def _path(node: core.Node) -> str:
    """Return `app.data.classes` where a variable is at its beginning, else ""; a loop's variable is none."""
    if isinstance(node, core.Variable):
        return node.name
    owner = _path(node.operand) if isinstance(node, core.Select) else ""
    return f"{owner}.{node.field}" if owner and isinstance(node, core.Select) else ""


def _fields(root: core.Node, variable: str) -> set[str] | None:
    """Return which fields of `variable` are read in `root`; None where it is read as a whole."""
    read: set[str] = set()
    whole = 0
    for node in _nodes(root):
        if isinstance(node, core.Variable):
            whole += node.name == variable
        elif isinstance(node, core.Select | core.Has | core.Index) and _is(node.operand, variable):
            name = node.key if isinstance(node, core.Index) else node.field
            name = name.value if isinstance(name, core.Constant) else name
            if isinstance(name, str):
                read.add(name)
                whole -= 1
    return None if whole else read


def _is(node: core.Node, variable: str) -> bool:
    return isinstance(node, core.Variable) and node.name == variable


def _nodes(root: core.Node) -> Iterator[Any]:
    waiting: list[Any] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
            yield part
