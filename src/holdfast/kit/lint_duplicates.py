"""Lints of what is written twice: compared by syntax tree, so that spaces and comments do not matter."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from holdfast.kit import lints
from holdfast.kit.lint_expressions import PolicyReader
from holdfast.kit.lints import LintFinding
from holdfast.kit.shapes import shape
from holdfast.model.location import Location


def repeated_rules(readers: Iterable[PolicyReader]) -> Iterator[LintFinding]:
    """Yield the policies that decide what an earlier one decides, in the same pack or in another."""
    seen: dict[Hashable, tuple[str, Location]] = {}
    for reader in readers:
        place = reader.compiled.policy.place
        first = seen.setdefault(_decides(reader), (reader.rule, place.location))
        if first[1] != place.location:
            message = f"this decides the same as `{first[0]}`"
            yield LintFinding(lints.DUPLICATE_RULE, reader.rule, message, place, ("the other one", first[1]))


def repeated_validations(reader: PolicyReader) -> Iterator[LintFinding]:
    """Yield the validations of a policy whose expression an earlier one has."""
    seen: dict[Hashable, Location] = {}
    for index, validation in enumerate(reader.compiled.policy.validations):
        place = validation.expression.place
        first = seen.setdefault(shape(validation.expression), place.location)
        if first != place.location:
            message = f"validation {index + 1} has the expression of an earlier one"
            related = ("the earlier one", first)
            yield LintFinding(lints.DUPLICATE_VALIDATION, reader.rule, message, place, related)


def _decides(reader: PolicyReader) -> Hashable:
    """Return what the verdicts of a policy follow from: not what it says, nor how bad it finds it."""
    policy = reader.compiled.policy
    params = {name: {**schema, "description": ""} for name, schema in policy.params.items()}
    return (
        policy.rule.scope,
        shape(policy.for_each_at) if policy.for_each_at else None,
        repr(sorted(params.items())),
        frozenset(shape(each.expression) for each in policy.match_conditions),
        frozenset((each.name, shape(each.expression)) for each in policy.variables),
        frozenset(shape(each.expression) for each in policy.validations),
    )
