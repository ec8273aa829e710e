"""In the direction that a parameter calls stricter, no case of its policy comes off better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from holdfast import builtin
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.evaluate.engine import Evaluator
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.cases import Stage, set_up
from holdfast.load.cases import load_cases
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.params import wrong_value
from holdfast.load.schema import manifest_schema
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome
from holdfast.model.params import Terms

POLICIES = Path(__file__).resolve().parents[2] / "policies"

LET_THROUGH = (Outcome.PASS, Outcome.NOT_APPLICABLE)


def _policies() -> Iterator[tuple[Path, CompiledPolicy]]:
    for folder in sorted(path.parent for path in POLICIES.glob("*/pack.yaml")):
        compiled, _ = compile_policies(load_pack(folder).policies, FUNCTIONS, manifest_schema())
        yield from ((folder, policy) for policy in compiled)


DIRECTED = [
    pytest.param(folder, policy, name, id=f"{policy.policy.rule.id} {name}")
    for folder, policy in _policies()
    for name, schema in policy.policy.params.items()
    if "stricter" in schema
]
PLACES = ("US", "eea")
WORDS = sorted(
    {"finance", "industry", "other", *PLACES}
    | {
        word
        for _, policy in _policies()
        for schema in policy.policy.params.values()
        if isinstance(schema["default"], list)
        for word in schema["default"]
    }
)
"""What may stand in the list of some parameter, to be added to others."""


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(builtin.facts())


@cache
def _stages(folder: Path, policy: str) -> Sequence[Stage]:
    return [set_up(case, _catalogue()) for case in load_cases(folder, policy)]


def _pairs(schema: Mapping[str, Any], value: Any, text: str) -> Iterator[tuple[Any, Any]]:
    """Yield pairs of values around `value`, of which the second asks for more, as the schema has it.

    Words that `text` does not hold make no difference, apart from places, which are facts.
    """
    if schema["type"] == "array":
        fewer = [[item for item in value if item != left_out] for left_out in value]
        more = [[*value, word] for word in WORDS if word not in value and (word in PLACES or word in text)]
        pairs = [(value, each) for each in fewer] + [(each, value) for each in more]
        if schema["stricter"] == "superset":
            pairs = [(few, many) for many, few in pairs]
    else:
        lower = [value - 1, value // 2, value / 2, value - 0.05, schema.get("minimum", 0)]
        higher = [value + 1, value * 2, value * 10]
        pairs = [(value, each) for each in lower if each < value] + [(each, value) for each in higher]
        if schema["stricter"] == "higher":
            pairs = [(low, high) for high, low in pairs]
    yield from (pair for pair in pairs if not any(wrong_value(each, schema) for each in pair))


def _outcomes(policy: CompiledPolicy, stage: Stage, params: Mapping[str, Any]) -> Mapping[str, Outcome]:
    terms = Terms({policy.policy.rule.id: params})
    evaluation = Evaluator([policy], stage.knowledge, terms).within(stage.world)
    return {result.subject: result.outcome for result in evaluation.results}


@pytest.mark.parametrize(("folder", "policy", "name"), DIRECTED)
def test_what_was_found_is_found_with_a_stricter_value(
    folder: Path, policy: CompiledPolicy, name: str
) -> None:
    rule, schema = policy.policy.rule.id, policy.policy.params[name]
    matters = False
    for stage in _stages(folder, rule.partition("/")[2]):
        params, text = stage.case.params, "".join(stage.case.manifests.values())
        for pair in _pairs(schema, params.get(name, schema["default"]), text):
            before, after = (_outcomes(policy, stage, {**params, name: value}) for value in pair)
            for subject, outcome in before.items():
                came_off = outcome is Outcome.FAIL and after.get(subject) in LET_THROUGH
                assert not came_off, (stage.case.name, subject, pair)
            matters |= after != before
    assert matters, "no case tells one value from another"
