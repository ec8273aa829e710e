"""What reads SARIF reads ours: Microsoft's validator with the rules of GitHub, and sarif-tools."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sarif import loader

from holdfast.output import references_sarif
from holdfast.output.sarif import render

from .detections import DETECTIONS
from .reports import BASELINED, FAILING, REPORTS, UNDECIDED, report

MULTITOOL = next(
    Path(sys.prefix, "multitool").glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool"), None
)


# It says nothing of a file that breaks the schema: that every report keeps it is a test of its own.
@pytest.mark.skipif(
    MULTITOOL is None, reason="Microsoft's validator is not installed; `make multitool` does it where npm is"
)
def test_the_validator_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.sarif" for name in REPORTS]
    for path in paths:
        path.write_text(render(REPORTS[path.stem]()), encoding="utf-8")
    for name, detection in DETECTIONS.items():
        paths.append(tmp_path / f"references-{name}.sarif")
        paths[-1].write_text(references_sarif.render(detection), encoding="utf-8")
    bad = json.loads(render(report(FAILING)))
    bad["runs"][0]["tool"]["driver"]["rules"][0]["name"] = "inventory/owner"
    (tmp_path / "bad.sarif").write_text(json.dumps(bad), encoding="utf-8")
    found = tmp_path / "found.json"
    options = ["--rule-kind", "Sarif;GHAS", "--level", "Error;Warning", "--log", "ForceOverwrite"]
    command = [str(MULTITOOL), "validate", *map(str, paths), str(tmp_path / "bad.sarif"), *options]
    subprocess.run([*command, "--output", str(found)], check=True, capture_output=True)
    results = json.loads(found.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    where = [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].rpartition("/")[2]
        for each in results
    ]
    # The last file shows that the validator was at work: its exit code is 0 whatever it finds.
    expected = [("bad.sarif", "SARIF1001")]
    assert expected == sorted(zip(where, [each["ruleId"] for each in results], strict=True))


def test_sarif_tools_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "holdfast.sarif"
    path.write_text(render(report(FAILING, UNDECIDED, BASELINED)), encoding="utf-8")
    said = [
        (each["Tool"], each["Location"], each["Line"], each["Severity"], each["Code"])
        for each in loader.load_sarif_file(str(path)).get_records()
    ]
    assert [
        ("Holdfast", "ai-manifest.yaml", 9, "error", "sovereignty/regulated-data-origin"),
        ("Holdfast", "ai-manifest.yaml", 10, "error", "sovereignty/regulated-data-origin"),
    ] == said
