"""What a rule says, field by field, as a lock holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from holdfast.model.lock import Fields
from holdfast.model.policy import Expression, Policy, Validation


def rule_fields(policy: Policy) -> Fields:
    """Return what decides of a policy: texts that only explain are left out."""
    return dict(_fields(policy))


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
