"""The smallest cases of a policy that show what passes and what fails."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.cel import Function
from holdfast.errors import UserErrors
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.kit.cases import Observed, differences, run_case
from holdfast.load.cases import load_cases
from holdfast.load.schema import manifest_schema
from holdfast.model.case import Case
from holdfast.model.catalogue import Catalogue
from holdfast.model.finding import Outcome
from holdfast.model.policy import Pack

_ENTRY = re.compile(r"^ *- \{id: (?P<id>[a-z0-9-]+),(?!.*models:).*\}\n", re.MULTILINE)
"""An entry of a list on one line; no application, which nothing has to name."""


class Example(NamedTuple):
    """A case, and what comes of it."""

    case: Case
    observed: Observed


def examples_of(
    folder: Path, pack: Pack, functions: Sequence[Function], catalogue: Catalogue
) -> Mapping[str, tuple[Example, ...]]:
    """Return by the id of each policy of `pack` a case that passes and one that fails, where there are.

    Each is the smallest that holds, and whose manifests have no mistake of their own. Raises UserError
    for policies that do not compile, and for cases that cannot be read.
    """
    compiled, errors = compile_policies(pack.policies, functions, manifest_schema())
    if errors:
        raise UserErrors(errors)
    return {
        policy.policy.rule.id: _examples(policy, load_cases(folder, _name(policy)), catalogue)
        for policy in compiled
    }


def _name(policy: CompiledPolicy) -> str:
    return policy.policy.rule.id.partition("/")[2]


def _examples(policy: CompiledPolicy, cases: Sequence[Case], catalogue: Catalogue) -> tuple[Example, ...]:
    found = []
    small = sorted([*map(_without_unused, cases), *cases], key=_size)
    for outcome in (Outcome.PASS, Outcome.FAIL):
        run = (Example(case, run_case(policy, case, catalogue)) for case in small if case.expect is outcome)
        example = next((each for each in run if _is_telling(each)), None)
        found += [example] if example else []
    return tuple(found)


def _without_unused(case: Case) -> Case:
    """Return the case without entries that nothing names: cases of a policy often share their models.

    What then comes of it is what the case expects, or it is no example.
    """
    texts = case.manifests
    while (fewer := _fewer(texts)) != texts:
        texts = fewer
    return case._replace(manifests=texts)


def _fewer(texts: Mapping[str, str]) -> Mapping[str, str]:
    whole = "\n".join(texts.values())

    def kept(entry: re.Match[str]) -> str:
        named = re.compile(rf"(?<![\w.:/-]){re.escape(entry['id'])}(?![\w.:/-])")
        return entry[0] if len(named.findall(whole)) > len(named.findall(entry[0])) else ""

    return {path: _ENTRY.sub(kept, text) for path, text in texts.items()}


def _is_telling(example: Example) -> bool:
    return not differences(example.case, example.observed) and not example.observed.problems


def _size(case: Case) -> tuple[int, int]:
    texts = case.manifests.values()
    return sum(len(text.split()) for text in texts), sum(map(len, texts))
