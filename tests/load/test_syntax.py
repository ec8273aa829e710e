from __future__ import annotations

from pathlib import Path

import pytest

from holdfast.load.regions import YamlError
from holdfast.load.yaml import read_document

CASES = sorted((Path(__file__).parent / "cases" / "syntax").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_wrong_with_the_yaml_is_told_in_plain_words(case: Path) -> None:
    with pytest.raises(YamlError) as caught:
        read_document(case.read_bytes(), case.name)

    problem = caught.value.problem
    location = problem.place.location
    told = [f"{location.line}:{location.column}", problem.message, problem.help]
    told += [f"{place.location.line}:{place.location.column} {words}" for words, place in problem.related]
    assert case.with_suffix(".txt").read_text("utf-8").splitlines() == told
