"""The mutants of a policy: it with one small change each, in an expression or beside one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from holdfast.cel import Program, core
from holdfast.cel.spelling import spell, spell_value
from holdfast.evaluate.compile import Assertion, CompiledPolicy, Step
from holdfast.kit.expressions import Part, Untraced, at_validation, parts_of, shortened, with_programs
from holdfast.kit.mutation_nodes import changes_of, groups_beside, other_values
from holdfast.model.document import NAMING_KEYS
from holdfast.model.location import Location
from holdfast.model.policy import Validation


class Mutant(NamedTuple):
    """A policy with one change: `at` which part of it, `what` is changed, and where that was written.

    It can only differ where the node `within` of the policy is evaluated; None where there is no such
    node.
    """

    at: str
    what: str
    location: Location
    policy: CompiledPolicy
    within: core.Node | None = None


def mutants_of(policy: CompiledPolicy) -> Iterator[Mutant]:
    """Yield every mutant of `policy`; `at` and `what` together name each."""
    said: dict[tuple[str, str], int] = {}
    for mutant in _mutants(policy):
        key = (mutant.at, mutant.what)
        said[key] = said.get(key, 0) + 1
        # The same change of the same words further on in one expression.
        yield mutant if said[key] == 1 else mutant._replace(what=f"{mutant.what} ({said[key]})")


def _mutants(policy: CompiledPolicy) -> Iterator[Mutant]:
    yield from _of_params(policy)
    yield from _without_conditions(policy)
    for part in parts_of(policy):
        yield from _of_part(policy, part)
    for index, assertion in enumerate(policy.assertions):
        yield from _of_validation(policy, index, assertion)


def _of_params(policy: CompiledPolicy) -> Iterator[Mutant]:
    for name, schema in policy.policy.params.items():
        for value in _other_defaults(schema["default"]):
            params = {**policy.policy.params, name: {**schema, "default": value}}
            what = f"default {spell_value(schema['default'])} → {spell_value(value)}"
            changed = policy._replace(policy=policy.policy._replace(params=params))
            yield Mutant(f"params/{name}", what, policy.policy.place.location, changed)


def _other_defaults(value: Any) -> Iterator[Any]:
    if not isinstance(value, list):
        yield from other_values(value)
        return
    for index, element in enumerate(value):
        yield value[:index] + value[index + 1 :]
        yield from ([*value[:index], other, *value[index + 1 :]] for other in groups_beside(element))


def _without_conditions(policy: CompiledPolicy) -> Iterator[Mutant]:
    for index, step in enumerate(policy.conditions):
        rest = (*policy.conditions[:index], *policy.conditions[index + 1 :])
        yield Mutant(
            f"matchConditions/{step.name}",
            "without the condition",
            step.expression.place.location,
            policy._replace(conditions=rest),
        )


def _of_part(policy: CompiledPolicy, part: Part) -> Iterator[Mutant]:
    program, expression = part.step.program, part.step.expression
    root = program.resolved.root
    spelt = {spell(root)}

    def mutant(new: core.Node, what: str, place: tuple[int, int], within: core.Node) -> Iterator[Mutant]:
        if spell(new) not in spelt:
            spelt.add(spell(new))
            resolved = program.resolved._replace(root=new)
            made = Untraced(program.source, resolved)
            changed = with_programs(policy, _instead(part.step, made))
            yield Mutant(part.at, what, expression.locate(*place), changed, within)

    if part.at.startswith("validations/") or part.at == "validations":
        for value in (True, False) if part.is_verdict else ():
            new = core.Constant(value, root.line, root.column)
            yield from mutant(new, f"{shortened(spell(root))} → {spell(new)}", (1, 1), root)
    for change in changes_of(root):
        yield from mutant(change.root, change.what, change.place, change.within)


def _instead(changed: Step, made: Program) -> Callable[[Step], Program]:
    return lambda step: made if step is changed else step.program


def _of_validation(policy: CompiledPolicy, index: int, assertion: Assertion) -> Iterator[Mutant]:
    """Yield what can be changed of a validation beside its expressions."""
    validation = assertion.validation

    def mutant(key: str, what: str, changed: Validation) -> Mutant:
        return of_assertion(key, what, assertion._replace(validation=changed))

    def of_assertion(key: str, what: str, changed: Assertion) -> Mutant:
        assertions = (*policy.assertions[:index], changed, *policy.assertions[index + 1 :])
        return Mutant(
            at_validation(validation.name, key),
            what,
            validation.expression.place.location,
            policy._replace(assertions=assertions),
        )

    if validation.message and assertion.message is None:
        changed = validation._replace(message="x" + validation.message)
        yield mutant("message", "another message", changed)
    # A finding points at what names its subject anyway.
    if validation.field_path and validation.field_path not in NAMING_KEYS:
        yield mutant("fieldPath", "without fieldPath", validation._replace(field_path=""))
    if validation.severity is not None and validation.severity is not policy.policy.rule.severity:
        yield mutant("severity", "without severity", validation._replace(severity=None))
    if validation.effective_from is not None:
        yield mutant("effectiveFrom", "without effectiveFrom", validation._replace(effective_from=None))
        for word, days in (("later", 1), ("earlier", -1)):
            day = validation.effective_from + timedelta(days=days)
            yield mutant("effectiveFrom", f"a day {word}", validation._replace(effective_from=day))
    if assertion.effective_from is not None:
        without = assertion._replace(effective_from=None)
        yield of_assertion("effectiveFromExpression", "without effectiveFromExpression", without)
