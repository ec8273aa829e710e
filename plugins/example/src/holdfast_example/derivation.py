"""A check: a rule in Python, for what CEL cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from holdfast import Breach, Check, Missing, Reference, Rule, Scope, Severity, Undecided, Unknown

RULE = Rule(
    id="example/derivation",
    title="No model is made from one that may not be used commercially",
    severity=Severity.HIGH,
    scope=Scope.MODEL,
    rationale="A licence binds what is made from the weights, however many steps later.",
    remediation="Replace the base by one whose licence allows commercial use.",
    references=(Reference("acme-handbook", "models-3"),),
)


def derivation(names: Mapping[str, Any]) -> Iterator[Breach | Undecided]:
    """Follow `derivedFrom` from model to model, over as many steps as there are: CEL has no such loop.

    `names` holds what CEL sees in the rule's scope. An object has `lookup(field)`, which returns the
    value, another object or an Unknown, and `has(field)`.
    """
    models = {model.lookup("id"): model for model in names["manifest"].lookup("models")}
    model = names["model"]
    chain = [model.lookup("id")]
    doubts: list[Unknown] = []
    while model.has("derivedFrom"):
        base = model.lookup("derivedFrom").lookup("model")
        if isinstance(base, Unknown):
            yield Undecided((base,), "derivedFrom")
            return
        if base in chain:
            circle = " from ".join([*chain, base])
            yield Breach(f"no model is the base of `{chain[0]}`: {circle}", "derivedFrom.model")
            return
        if base not in models:
            remedy = f"Declare `{base}` in `models`, and name it by that id."
            missing = Missing("model.derivedFrom.model", f"`{base}` is not an entry of `models`", remedy)
            yield Undecided((missing,), "derivedFrom.model")
            return
        chain.append(base)
        model = models[base]
        openness = model.lookup("openness")
        if isinstance(openness, Unknown):
            # Further on there may be a base that decides it; only at the end is this a doubt.
            doubts.append(openness)
        elif openness == "weights-noncommercial":
            message = f"`{chain[0]}` is made from `{base}`, which may not be used commercially"
            yield Breach(message, "derivedFrom.model")
            return
    if doubts:
        yield Undecided(tuple(doubts), "derivedFrom.model")


DERIVATION = Check(RULE, derivation)
