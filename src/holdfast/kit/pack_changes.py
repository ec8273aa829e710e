"""What the rules of packs say, field by field, and how that differs from what is locked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from holdfast.model.lock import Fields, LockedPack
from holdfast.model.policy import Expression, Policy, Validation


class FieldChange(NamedTuple):
    """A field of a rule: what it said and what it says; "" where it says nothing."""

    name: str
    before: str
    after: str


class RuleChange(NamedTuple):
    """A rule of a pack: without `before` it is new, without `after` it is gone."""

    rule: str
    before: Fields | None
    after: Fields | None

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """What changed, in the order in which a rule says it."""
        before, after = self.before or {}, self.after or {}
        names = [*after, *(name for name in before if name not in after)]
        changes = (FieldChange(name, before.get(name, ""), after.get(name, "")) for name in names)
        return tuple(change for change in changes if change.before != change.after)


class PackChange(NamedTuple):
    """A pack whose content is another one: without `before` it is new, without `after` it is gone."""

    id: str
    before: LockedPack | None
    after: LockedPack | None

    @property
    def rules(self) -> tuple[RuleChange, ...]:
        """The rules that differ, by id; none where only texts, or what the pack shares, do."""
        before = self.before.rules if self.before else {}
        after = self.after.rules if self.after else {}
        changes = (RuleChange(rule, before.get(rule), after.get(rule)) for rule in sorted({*before, *after}))
        return tuple(change for change in changes if change.before is None or change.fields)


def changes(before: Mapping[str, LockedPack], after: Mapping[str, LockedPack]) -> tuple[PackChange, ...]:
    """Return the packs that differ, by id: in their digest, their version or their source."""
    found = (PackChange(name, before.get(name), after.get(name)) for name in sorted({*before, *after}))
    return tuple(change for change in found if _face(change.before) != _face(change.after))


def rule_fields(policy: Policy) -> Fields:
    """Return what decides of a policy: texts that only explain are left out."""
    return dict(_fields(policy))


def _face(pack: LockedPack | None) -> tuple[str, ...]:
    return (pack.version, pack.source, pack.digest) if pack else ()


def _fields(policy: Policy) -> Iterator[tuple[str, str]]:
    rule = policy.rule
    yield from (("title", rule.title), ("severity", rule.severity), ("scope", rule.scope))
    if policy.for_each:
        yield "forEach", policy.for_each
    for name, schema in policy.params.items():
        yield f"params.{name}", json.dumps(schema, sort_keys=True)
    for key, definitions in (("matchConditions", policy.match_conditions), ("variables", policy.variables)):
        for definition in definitions:
            yield f"{key}.{definition.name}", definition.expression.source
    for validation in policy.validations:
        head = f"validations.{validation.name}" if validation.name else "validations"
        yield from ((f"{head}.{name}", text) for name, text in _validation(validation) if text)


def _validation(validation: Validation) -> Iterable[tuple[str, str]]:
    effective = validation.effective_from
    return (
        ("expression", validation.expression.source),
        ("message", validation.message),
        ("messageExpression", _source(validation.message_expression)),
        ("fieldPath", validation.field_path),
        ("severity", validation.severity or ""),
        ("effectiveFrom", effective.isoformat() if effective else ""),
        ("effectiveFromExpression", _source(validation.effective_from_expression)),
    )


def _source(expression: Expression | None) -> str:
    return expression.source if expression else ""
