"""What a user of the plugin sees: each hook, through the command."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.pytest_plugin import Holdfast

Run = Callable[..., subprocess.CompletedProcess[str]]

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications:
  - id: chat
    models: [{ref: new}, {ref: old, role: fallback}]
models:
  - {id: new, model: acme-lm-2, backend: own}
  - {id: old, model: acme-lm-1, backend: own}
  - {id: large, model: mistralai/Mistral-Large-Instruct-2411, backend: own}
  - {id: tuned, model: acme-lm-2-8.25b, backend: own, derivedFrom: {model: large}}
  - {id: egg, model: acme-lm-2-70b, backend: own, derivedFrom: {model: hen}}
  - {id: hen, model: acme-lm-2-13b, backend: own, derivedFrom: {model: egg}}
  - {id: stray, model: acme-lm-2-1.25b, backend: own, derivedFrom: {model: "=cmd|x"}}
  - {id: child, model: acme-lm-2-3.25b, backend: own, derivedFrom: {model: nobodys}}
  - {id: nobodys, model: nobody-knows-it, backend: own}
backends:
  - {id: own}
"""


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Run:
    """Return a function that checks the manifest above with the plugin's pack."""
    (tmp_path / "ai-manifest.yaml").write_text(MANIFEST, encoding="utf-8")

    def check(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run("holdfast", "check", "--policies", "example", "--as-of", "2026-11-23", *arguments)

    return check


def test_its_rules_appear(run: Run) -> None:
    listed = [line for line in run("holdfast", "rules").stdout.splitlines() if line.startswith("example/")]
    assert [
        ["example/derivation", "high", "No model is made from one that may not be used commercially"],
        ["example/served-long-enough", "medium", "Models in production are served for months to come"],
    ] == [line.split(maxsplit=2) for line in listed]


def test_its_check_is_explained(run: Run) -> None:
    expected = """\
example/derivation (high, by model)

No model is made from one that may not be used commercially.

Why
  A licence binds what is made from the weights, however many steps later.

What to do
  Replace the base by one whose licence allows commercial use.

References
  acme-handbook models-3
"""
    assert expected == run("holdfast", "explain", "example/derivation").stdout


def test_its_policy_and_its_check_find(check: Run) -> None:
    """The policy rests on the plugin's function (addMonths) and on its facts (when acme-lm-1 retires)."""
    done = check("--format", "json")
    assert (1, "") == (done.returncode, done.stderr)
    found = [
        (f"{item['location']['line']}:{item['location']['column']}", item["outcome"], item["message"])
        for item in json.loads(done.stdout)["findings"]
    ]
    undecided = "cannot tell: No model is made from one that may not be used commercially"
    assert [
        ("9:22", "fail", "`acme-lm-1` is retired on 2027-03-31, in less than 6 months"),
        ("11:76", "fail", "`tuned` is made from `large`, which may not be used commercially"),
        ("12:72", "fail", "no model is the base of `egg`: egg from hen from egg"),
        ("13:72", "fail", "no model is the base of `hen`: hen from egg from hen"),
        ("14:76", "unknown", undecided),
        ("15:76", "unknown", undecided),
    ] == found


def test_its_policy_and_its_check_find_with_the_fixture_of_holdfast(
    holdfast: Holdfast, importable: Path
) -> None:
    assert importable.is_dir()
    assert [
        "ai-manifest.yaml:9:22 example/served-long-enough",
        "ai-manifest.yaml:11:76 example/derivation",
        "ai-manifest.yaml:12:72 example/derivation",
        "ai-manifest.yaml:13:72 example/derivation",
        "ai-manifest.yaml:14:76 example/derivation (undecided)",
        "ai-manifest.yaml:15:76 example/derivation (undecided)",
    ] == holdfast.check(MANIFEST, packs=["example"])


def test_its_check_says_what_is_missing(check: Run) -> None:
    found = json.loads(check("--format", "json", "--select", "example/derivation").stdout)["findings"]
    missing = [(item["name"], item["reason"]) for finding in found for item in finding["missing"]]
    assert [
        ("model.derivedFrom.model", "`=cmd|x` is not an entry of `models`"),
        ("model.openness", "model `nobodys`: no family in the catalogue matches `nobody-knows-it`"),
    ] == missing


def test_its_detector_finds(run: Run, tmp_path: Path) -> None:
    (tmp_path / "assistants.yaml").write_text(
        "assistants:\n  - {name: help, model: acme-lm-2, host: acme, key: x}\n  - model: [not, so]\n",
        encoding="utf-8",
    )
    done = run("holdfast", "detect", "--as-of", "2026-11-23")
    found = "assistants.yaml:2:25: acme-lm-2 (acme-lm of acme, on acme)"
    expected = f"{found}\n\n1 reference, 1 family in 1 file searched.\n"
    assert (0, expected, "") == (done.returncode, done.stdout, done.stderr)


def test_its_format_renders(check: Run, tmp_path: Path) -> None:
    done = check("--select", "example/served-long-enough", "-o", "csv=report.csv")
    assert (1, "") == (done.returncode, done.stderr)
    assert (
        b'"path","line","column","rule","severity","outcome","enforcement","suppressed","subject","message",'
        b'"help"\r\n'
        b'"ai-manifest.yaml","9","22","example/served-long-enough","medium","fail","deny","","shop/models/old",'
        b'"`acme-lm-1` is retired on 2027-03-31, in less than 6 months","Move its applications to a '
        b'successor."\r\n'
    ) == (tmp_path / "report.csv").read_bytes()


def test_its_pack_and_its_facts_are_installed_with_it(site: Path) -> None:
    package = site / "holdfast_example"
    data = [path.relative_to(package).as_posix() for path in package.rglob("*.yaml")]
    assert [
        "facts/acme.yaml",
        "packs/example/pack.yaml",
        "packs/example/served-long-enough.cases.yaml",
        "packs/example/served-long-enough.yaml",
    ] == sorted(data)
