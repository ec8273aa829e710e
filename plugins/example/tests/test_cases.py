"""The cases of the plugin's policy, with the plugin's function."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from holdfast import builtin
from holdfast.evaluate.compile import compile_policies
from holdfast.hooks.contributions import contributions
from holdfast.hooks.manager import load_plugins
from holdfast.kit.cases import differences, run_case
from holdfast.load.cases import load_cases
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case

PLUGIN = EntryPoint("example", "holdfast_example", "holdfast")


def cases() -> list[Case]:
    from holdfast_example import policy_packs

    (folder,) = policy_packs()
    return list(load_cases(folder, "served-long-enough"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    found = contributions(load_plugins(builtin, [PLUGIN]))
    pack = load_pack(found.policy_packs[-1])
    (policy,), errors = compile_policies(pack.policies, found.cel_functions, manifest_schema())
    assert () == errors
    assert () == differences(case, run_case(policy, case, load_catalogue(found.facts)))
