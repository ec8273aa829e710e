"""The pack `drift` with all detectors: what each format shows of files that are no manifests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import holdfast_detect
import pytest

from holdfast import builtin
from holdfast.hooks.contributions import Contributions, Implementation, built_in, contributions
from holdfast.hooks.detectors import detectors
from holdfast.model.report import Report
from holdfast.run import Request, run

KEY = "sk-" + "aB3dE5gH7jK9mN1p" * 2
MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
routing: {config: litellm.yaml}
applications:
  - id: chat
    models: [{ref: claude}, {ref: gpt, role: fallback}]
models:
  - {id: claude, model: claude-sonnet-4-5, backend: aws}
  - {id: gpt, model: azure/gpt-4o, backend: azure}
  - {id: gone, model: mistral-large-2411, backend: azure}
backends:
  - {id: aws, operator: AWS, region: eu-central-1, regionScope: data-zone-eu}
  - {id: azure, operator: Azure, region: westeurope}
"""
GATEWAY = f"""\
model_list:
  - {{model_name: claude, litellm_params: {{model: bedrock/us.anthropic.claude-sonnet-4-5, api_key: {KEY}}}}}
  - {{model_name: gpt, litellm_params: {{api_key: {KEY}, model: azure/gpt-4o}}}}
  - {{model_name: mini, litellm_params: {{api_key: {KEY}, model: openai/gpt-4o-mini}}}}
litellm_settings: {{fallbacks: [{{claude: [mini, gpt]}}], key: {KEY}}}
"""
CODE = f'import openai\nopenai.OpenAI(api_key="{KEY}").chat.completions.create(model="o3", messages=[])\n'
ODD = f"model_list:\n  - litellm_params: {{model: {KEY}}}\n"

EXPECTED = """\
low[drift/unused-model] (undecided): cannot tell whether a file of the repository names model `gone`
  --> ai-manifest.yaml:11:23
   |
11 |   - {id: gone, model: mistral-large-2411, backend: azure}
   |                       ^^^^^^^^^^^^^^^^^^
   |
   = rule: Every declared model is named in the repository
   = unknown: `(not shown)`: it looks like a key, at odd.yaml:2:29
   = supply: Write the model where it can be read, or have this waived for as long as somebody knows
             which it is.

high[drift/undeclared-backend]: models are used on `openai`, and no backend of the repository's manifests \
is run by it
 --> app.py:2:93
  = rule: Every host that models are used on is a declared backend
  = help: Add a backend with this operator and run the model on it in the manifest, or change the
          host.

high[drift/undeclared-model]: `o3` is used here, and no manifest of the repository declares it
 --> app.py:2:93
  = rule: Every model that the repository uses is declared
  = help: Add it to `models` of the manifest and to the application that uses it, or take it out of
          the file.
"""


@pytest.fixture
def installed() -> Contributions:
    found = detectors([Implementation("detect", "detectors", holdfast_detect.detectors)])
    return contributions(built_in(builtin))._replace(detectors=lambda: found)


@pytest.fixture
def report(tmp_path: Path, installed: Contributions) -> Report:
    files = {"ai-manifest.yaml": MANIFEST, "litellm.yaml": GATEWAY, "app.py": CODE, "odd.yaml": ODD}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = Request((tmp_path,), date(2026, 11, 23), installed, packs=("drift",), no_config=True)
    return run(asked._replace(line_hashes=True))


def test_the_text_shows_places_and_ids(report: Report, installed: Contributions) -> None:
    text = installed.output_formats["text"].render(report)
    assert text.startswith(EXPECTED)
    assert [
        "litellm.yaml:2:50 region-mismatch",
        "litellm.yaml:4:94 undeclared-backend",
        "litellm.yaml:4:94 undeclared-model",
        "litellm.yaml:5:33 routing-mismatch",
        "odd.yaml:2:29 undeclared-model",
    ] == [
        f"{finding.place.location} {finding.rule.id.partition('/')[2]}"
        for finding in report.findings
        if finding.place.location.path.endswith(".yaml") and finding.place.location.path != "ai-manifest.yaml"
    ]


@pytest.mark.parametrize("name", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"])
def test_no_format_shows_a_line_of_a_file_that_may_hold_a_key(
    report: Report, installed: Contributions, name: str
) -> None:
    said = installed.output_formats[name].render(report)
    assert "app.py" in said
    for secret in (KEY, KEY[3:20], "import openai", "OpenAI(api_key", "litellm_params", "model_name"):
        assert secret not in said


def test_sarif_points_there_and_has_no_snippet_and_no_hash(report: Report, installed: Contributions) -> None:
    (sarif,) = json.loads(installed.output_formats["sarif"].render(report))["runs"]
    there = [each for each in sarif["results"] if each["ruleId"] == "drift/undeclared-model"]
    assert [
        ("app.py", {"startLine": 2, "startColumn": 93, "endLine": 2, "endColumn": 95}),
        ("litellm.yaml", {"startLine": 4, "startColumn": 94, "endLine": 4, "endColumn": 112}),
        ("odd.yaml", {"startLine": 2, "startColumn": 29, "endLine": 2, "endColumn": 29}),
    ] == [
        (place["artifactLocation"]["uri"], place["region"])
        for place in (each["locations"][0]["physicalLocation"] for each in there)
    ]
    assert [["holdfast/v1"]] * 3 == [list(each["partialFingerprints"]) for each in there]
    (ours,) = (each for each in sarif["results"] if each["ruleId"] == "drift/unused-model")
    assert ["primaryLocationLineHash", "holdfast/v1"] == list(ours["partialFingerprints"])
