"""References as SARIF: what code scanning demands, where notes point, what is the same from run to run."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from holdfast.model.reference import Detection, Grade, ModelReference
from holdfast.output.references_sarif import render
from holdfast.output.sarif_log import MAX_RESULTS

from .detections import DETECTIONS, FOLLOWED, KNOWN, SOME, UNRESOLVED, USES
from .golden_files import golden
from .sarif_demands import OASIS, violations
from .strategies import detections


def run(detection: Detection) -> dict[str, Any]:
    (only,) = json.loads(render(detection))["runs"]
    return dict(only)


def results(detection: Detection) -> list[dict[str, Any]]:
    return list(run(detection)["results"])


def notifications(detection: Detection) -> list[tuple[str, str, str]]:
    (invocation,) = run(detection)["invocations"]
    return [
        (each["descriptor"]["id"], each["level"], each["message"]["text"])
        for each in invocation.get("toolExecutionNotifications", [])
    ]


@pytest.mark.parametrize("name", DETECTIONS)
def test_the_whole_is_as_in_the_golden_file(name: str) -> None:
    actual = render(DETECTIONS[name])
    assert golden(f"references-{name}.sarif", actual) == actual


@pytest.mark.parametrize("name", DETECTIONS)
def test_code_scanning_has_what_it_demands(name: str) -> None:
    assert [] == violations(render(DETECTIONS[name]))


@pytest.mark.parametrize("name", DETECTIONS)
def test_it_is_valid_against_the_standard(name: str) -> None:
    assert [] == [error.message for error in OASIS.iter_errors(json.loads(render(DETECTIONS[name])))]


def test_each_is_a_note_under_the_rule_of_its_grade() -> None:
    assert [
        ("detect/hinted-model", "note", "\\u202egpt is named here: not in the catalogue, hint."),
        ("detect/model-choice", "note", "gpt-4o is named here: gpt of openai, choice, hint."),
        ("detect/declared-model", "note", "var.x is named here: gpt-4o, gpt."),
        (
            "detect/declared-model",
            "note",
            f"{KNOWN.id} is named here: claude of anthropic, on bedrock, in eu-central-1, fallback.",
        ),
        (
            "detect/inferred-model",
            "note",
            "${MODEL} is named here: unresolved: it is a variable, inferred, not production.",
        ),
    ] == [(each["ruleId"], each["level"], each["message"]["text"]) for each in results(SOME)]
    assert ["detect/model-library"] * 2 == [each["ruleId"] for each in results(USES)]


def test_rules_say_how_sure_they_are() -> None:
    assert [
        ("detect/declared-model", "very-high"),
        ("detect/hinted-model", "low"),
        ("detect/inferred-model", "high"),
        ("detect/model-choice", "low"),
        ("detect/model-library", "medium"),
    ] == [(each["id"], each["properties"]["precision"]) for each in run(SOME)["tool"]["driver"]["rules"]]


def test_no_line_and_no_hash_of_one_is_told() -> None:
    """A key may stand beside an id, and a hash of its line would tell something of it."""
    (found,) = results(Detection((KNOWN,)))
    assert ["holdfast/v1"] == [*found["partialFingerprints"]]
    region = found["locations"][0]["physicalLocation"]["region"]
    assert {"startLine": 4, "startColumn": 14, "endLine": 4, "endColumn": 41} == region


def test_a_check_and_a_search_are_apart_in_code_scanning() -> None:
    assert {"id": "holdfast-detect/"} == run(SOME)["automationDetails"]


def prints(*references: ModelReference) -> list[str]:
    return [each["partialFingerprints"]["holdfast/v1"] for each in results(Detection(references))]


def test_a_fingerprint_is_the_same_on_another_line() -> None:
    assert prints(KNOWN) == prints(KNOWN._replace(line=99, column=1))


def test_a_fingerprint_is_of_the_file_the_id_and_the_grade() -> None:
    others = [
        KNOWN._replace(path="other.yaml"),
        KNOWN._replace(id="gpt-4o"),
        KNOWN._replace(grade=Grade.HINT),
    ]
    assert 4 == len({*prints(KNOWN), *(each for other in others for each in prints(other))})


def test_the_same_id_twice_in_a_file_has_two_fingerprints() -> None:
    first, second = prints(KNOWN, KNOWN._replace(line=9))
    assert first != second
    assert [first] == prints(KNOWN)


def test_what_was_not_read_is_a_notification() -> None:
    assert [("note", "note", "`x.yaml` was not searched.")] == notifications(SOME)


def test_nothing_searched_is_no_clean_run() -> None:
    assert (3, True) == tuple(
        run(Detection(()))["invocations"][0][key] for key in ("exitCode", "executionSuccessful")
    )


def test_the_surest_are_kept_where_there_are_too_many() -> None:
    hints = [
        UNRESOLVED._replace(path="a.yaml", line=at, grade=Grade.HINT) for at in range(1, MAX_RESULTS + 1)
    ]
    made = Detection((*hints, FOLLOWED, KNOWN))
    kept = results(made)
    assert MAX_RESULTS == len(kept)
    assert 2 == sum(each["ruleId"] == "detect/declared-model" for each in kept)
    said = "2 results left out: the 5,000 surest are shown."
    assert [("results-left-out", "warning", said)] == notifications(made)


@given(detections)
def test_whatever_is_found_is_valid(detection: Detection) -> None:
    written = render(detection)
    assert written.isascii()
    assert [] == [error.message for error in OASIS.iter_errors(json.loads(written))]
    ids = [each["partialFingerprints"]["holdfast/v1"] for each in results(detection)]
    assert len(ids) == len(set(ids))
