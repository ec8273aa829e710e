"""A page in Markdown for each pack: what its rules ask for, why, what to do, and an example of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from holdfast.kit.examples import Example
from holdfast.kit.markdown import anchor, code, fenced, link, paragraph, prose, table
from holdfast.load.cases import DEFAULT_AS_OF
from holdfast.model.finding import Outcome
from holdfast.model.policy import Pack, Policy, Reference, Rule, Scope

MARK = "<!-- Written by `holdfast policy docs`: do not edit. -->"
"""The first line of every page, by which one that nobody needs any more is known."""

LOOKS_AT: Mapping[Scope, str] = {
    Scope.PORTFOLIO: "the whole portfolio",
    Scope.MANIFEST: "each manifest",
    Scope.APPLICATION: "each application",
    Scope.USE: "each use of a model by an application",
    Scope.MODEL: "each model",
    Scope.BACKEND: "each backend",
    Scope.CONTRACT: "each contract",
    Scope.REPOSITORY: "each repository",
}
_TYPES = {"string": "text", "boolean": "`true` or `false`"}
_BOUNDS = {
    "minimum": "at least %s",
    "maximum": "at most %s",
    "minItems": "with at least %s",
    "pattern": "matching %s",
}
_SHOWS = {Outcome.PASS: "Passes", Outcome.FAIL: "Fails"}


class Described(NamedTuple):
    """A rule as a page has it, with the policy that decides it where it is one of CEL, and its examples."""

    rule: Rule
    policy: Policy | None = None
    examples: Sequence[Example] = ()


def pack_page(pack: Pack, examples: Mapping[str, Sequence[Example]], checks: Iterable[Rule] = ()) -> str:
    """Return the page of `pack`; `examples` are those of each policy by its id, `checks` rules in Python."""
    rules = [Described(policy.rule, policy, examples.get(policy.rule.id, ())) for policy in pack.policies]
    rules += [Described(rule) for rule in checks if rule.pack == pack.id]
    return page(pack.id, f"{pack.title}. {pack.description}", rules)


def page(title: str, about: str, rules: Iterable[Described]) -> str:
    """Return a page about `rules`, by id."""
    known = sorted(rules, key=lambda each: each.rule.id)
    rows = [
        (f"[{code(rule.id)}](#{anchor(rule.id)})", str(rule.severity), prose(rule.title))
        for rule, _, _ in known
    ]
    blocks = [MARK, f"# {title}", paragraph(about), table(("rule", "severity", "what must hold"), rows)]
    for rule, policy, examples in known:
        blocks += [*_rule(rule), *(_of_policy(policy) if policy else ()), *_references(rule.references)]
        blocks += [block for example in examples for block in _example(example)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield paragraph(f"{rule.title}.")
    yield f"Severity `{rule.severity}`, looks at: {LOOKS_AT[rule.scope]}."
    for heading, text in (("Why", rule.rationale), ("What to do", rule.remediation)):
        if text:
            yield f"**{heading}.** {prose(text)}"


def _references(references: Sequence[Reference]) -> Iterator[str]:
    if references:
        links = (link(f"{each.framework} {each.control}", each.url) for each in references)
        yield f"Serves {', '.join(links)}."


def _of_policy(policy: Policy) -> Iterator[str]:
    if policy.for_each:
        yield f"It looks at each element of {code(policy.for_each)} by itself."
    if policy.params:
        rows = [
            (code(name), _value(schema), _shown(schema["default"]), prose(_meaning(schema)))
            for name, schema in policy.params.items()
        ]
        yield table(("parameter", "value", "default", "meaning"), rows)
    own = [f"{code(each.name)} is `{each.severity}`" for each in policy.validations if each.severity]
    if own:
        yield f"Of a severity of its own: {', '.join(own)}."
    yield from _in_force(policy)


def _meaning(schema: Mapping[str, Any]) -> str:
    """Return what a parameter changes, and in which direction it asks for more."""
    said = (schema.get("description", ""), _STRICTER.get(schema.get("stricter", ""), ""))
    return " ".join(filter(None, said))


_STRICTER = {
    "lower": "Lower is stricter.",
    "higher": "Higher is stricter.",
    "subset": "Fewer is stricter.",
    "superset": "More is stricter.",
}


def _in_force(policy: Policy) -> Iterator[str]:
    """Yield from which day each validation counts, where it has one."""
    days: dict[date, list[str]] = {}
    own: dict[date | None, list[str]] = {}
    for validation in policy.validations:
        day, name = validation.effective_from, code(validation.name)
        if validation.effective_from_expression:
            own.setdefault(day, []).append(name)
        elif day:
            days.setdefault(day, []).append(name)
    for otherwise, names in own.items():
        rest = f"; where it has none, from {otherwise.isoformat()}" if otherwise else ""
        yield f"In force from a day that each subject has of its own ({', '.join(names)}){rest}."
    for day in sorted(days):
        which = "" if len(days[day]) == len(policy.validations) else f" ({', '.join(days[day])})"
        yield f"In force from {day.isoformat()}{which}; a failure is a warning until then."


def _value(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return "one of " + ", ".join(map(_shown, schema["enum"]))
    kind = schema.get("type", "any value")
    items = schema.get("items", {})
    said = f"list of {_value(items) if items else 'any value'}" if kind == "array" else _TYPES.get(kind, kind)
    bounds = [said_so % _shown(schema[key]) for key, said_so in _BOUNDS.items() if key in schema]
    return ", ".join([said, *bounds])


def _shown(value: object) -> str:
    return code(json.dumps(value, ensure_ascii=False))


def _example(example: Example) -> Iterator[str]:
    case = example.case
    yield f"*{_SHOWS[case.expect]}:* {prose(case.name)}{_given(case.as_of, case.params)}."
    for path, text in case.manifests.items():
        yield f"{code(path)}:" if len(case.manifests) > 1 else ""
        yield fenced(text, "yaml")
    known = [line for model, facts in case.facts.items() for line in _known(model, facts, case.manifests)]
    if known:
        yield "\n".join(["What is known of the models:", "", *known])
    if example.observed.findings:
        yield "\n".join(["What is found:", "", *map(_finding, example.observed.findings)])


def _given(as_of: date, params: Mapping[str, Any]) -> str:
    said = [f"{code(name)} is {_shown(value)}" for name, value in params.items()]
    said += [f"on {as_of.isoformat()}"] if as_of != DEFAULT_AS_OF else []
    return f" ({', '.join(said)})" if said else ""


def _known(model: str, facts: Mapping[str, Any], manifests: Mapping[str, str]) -> Iterator[str]:
    """Yield what is known of a model that the manifests name: a file of cases has one list for all."""
    if any(model in text for text in manifests.values()):
        said = ", ".join(f"{code(name)} is {_shown(value)}" for name, value in facts.items())
        yield f"- {code(model)}: {said or 'nothing'}"


def _finding(finding: str) -> str:
    place, _, message = finding.partition(" ")
    return f"- {code(place)}: {prose(message)}"
