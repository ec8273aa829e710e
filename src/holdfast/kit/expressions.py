"""The expressions of a policy by where they stand in it, and a policy with other ones in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from holdfast.cel import Program, Trace, core
from holdfast.evaluate.compile import Assertion, CompiledPolicy, Step

MOST_SOURCE = 70


class Untraced(Program):
    """A program that keeps no trace, which takes half of the time of a case that fails."""

    __slots__ = ()

    def trace(self, bindings: Mapping[str, Any], *, budget: int | None = None) -> Trace:  # noqa: ARG002  # as Program has it
        """Return no trace."""
        return Trace(None, None, None)


class Part(NamedTuple):
    """An expression of a policy; `at` is where it stands in it: `variables/known`, `validations/origin`.

    `is_verdict` where it must be true or false, and decides.
    """

    at: str
    step: Step
    is_verdict: bool = False


def at_validation(name: str, key: str = "") -> str:
    """Return where `key` of a validation stands; a validation that is the only one may have no name."""
    return "/".join(filter(None, ("validations", name, key)))


def parts_of(policy: CompiledPolicy) -> Iterator[Part]:
    """Yield the expressions of `policy` in the order of its keys."""
    if policy.for_each is not None:
        yield Part("forEach", policy.for_each)
    for step in policy.conditions:
        yield Part(f"matchConditions/{step.name}", step, is_verdict=True)
    for name, step in policy.variables.items():
        yield Part(f"variables/{name}", step)
    for assertion in policy.assertions:
        yield Part(at_validation(assertion.step.name), assertion.step, is_verdict=True)
        if assertion.message is not None:
            yield Part(at_validation(assertion.step.name, "messageExpression"), assertion.message)
        if assertion.effective_from is not None:
            yield Part(
                at_validation(assertion.step.name, "effectiveFromExpression"), assertion.effective_from
            )


def with_programs(policy: CompiledPolicy, program: Callable[[Step], Program]) -> CompiledPolicy:
    """Return `policy` with what `program` makes of each of its expressions."""

    def made(step: Step) -> Step:
        return step._replace(program=program(step))

    def asserted(assertion: Assertion) -> Assertion:
        message, day = assertion.message, assertion.effective_from
        return assertion._replace(
            step=made(assertion.step),
            message=made(message) if message else None,
            effective_from=made(day) if day else None,
        )

    return policy._replace(
        for_each=made(policy.for_each) if policy.for_each else None,
        conditions=tuple(map(made, policy.conditions)),
        variables={name: made(step) for name, step in policy.variables.items()},
        assertions=tuple(map(asserted, policy.assertions)),
    )


def untraced(policy: CompiledPolicy) -> CompiledPolicy:
    """Return `policy` for cases, which see what is found and not what that rests on."""
    return with_programs(policy, lambda step: Untraced(step.program.source, step.program.resolved))


def nodes_in(node: core.Node) -> Iterator[core.Node]:
    """Yield the nodes directly under `node`."""
    yield from _nodes_of(node)


def _nodes_of(values: Iterable[object]) -> Iterator[core.Node]:
    for value in values:
        if isinstance(value, core.NODES):
            yield value
        elif isinstance(value, tuple):
            yield from _nodes_of(value)


def start_of(node: core.Node) -> tuple[int, int]:
    """Return line and column of the first token of `node`, brackets and the name `has` left out."""
    return min([(node.line, node.column), *map(start_of, nodes_in(node))])


def shortened(text: str, most: int = MOST_SOURCE) -> str:
    """Return `text` with its end left out where it is longer than `most`."""
    return text if len(text) <= most else text[: most - 1] + "…"
