"""What must not change a verdict: the order of what is written, and where it stands."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.cli.plugins import installed
from holdfast.load.cache import SHIPPED, Cache
from holdfast.output.baseline import render
from holdfast.run import Request, run
from holdfast.triage.acceptance import accept

EXAMPLE = Path(__file__).parents[1] / "examples" / "muse-spark" / "before" / "ai-manifest.yaml"
MANIFEST: Mapping[str, Any] = yaml.load(EXAMPLE.read_text(), yaml.CSafeLoader)  # a safe loader


def request_for(folder: Path) -> Request:
    return Request((folder,), date(2026, 11, 23), installed(), no_config=True, cache=Cache(None, SHIPPED))


def verdicts(folder: Path, data: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    """Return rule, outcome and fingerprint of each finding, in a manifest of `data`."""
    (folder / "ai-manifest.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    report = run(request_for(folder))
    return {(finding.rule.id, finding.outcome, finding.fingerprint) for finding in report.findings}


def shuffled(value: Any, order: random.Random) -> Any:
    """Return `value` with the entries of its lists and the keys of its mappings in another order."""
    if isinstance(value, dict):
        keys = order.sample(sorted(value), len(value))
        return {key: shuffled(value[key], order) for key in keys}
    if isinstance(value, list):
        return [shuffled(item, order) for item in order.sample(value, len(value))]
    return value


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, str]]:
    return verdicts(tmp_path_factory.mktemp("as-written"), MANIFEST)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_does_not_matter(tmp_path: Path, expected: set[tuple[str, str, str]], seed: int) -> None:
    # The order of fallbacks is the failover order; no rule that is checked here rests on it.
    assert expected == verdicts(tmp_path, shuffled(MANIFEST, random.Random(seed)))  # noqa: S311  # no secret
    assert len(expected) == 13


@given(seed=st.integers(0, 2**32), lines=st.integers(0, 20))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_baseline_holds_whatever_the_order_and_the_lines(tmp_path: Path, seed: int, lines: int) -> None:
    """Edits above a finding, and another order of lists and keys, make no finding new and none stale."""
    rules = (
        "inventory/migration-path",
        "model-diversity/families-and-anchor",
        "sovereignty/regulated-data-origin",
    )
    request = request_for(tmp_path)._replace(select=rules)
    manifest, baseline = tmp_path / "ai-manifest.yaml", tmp_path / "baseline.json"
    manifest.write_text(yaml.safe_dump(MANIFEST, sort_keys=False))
    before = run(request)
    baseline.write_text(render(accept(before.findings, (), None, grow=False).entries))
    moved = shuffled(MANIFEST, random.Random(seed))  # noqa: S311  # no secret
    manifest.write_text("# moved\n" * lines + yaml.safe_dump(moved, sort_keys=False))
    after = run(request._replace(baseline=baseline))
    assert ((), 0, len(before.findings)) == (after.stale, after.exit_code, len(after.findings))
    assert {"unchanged"} == {finding.baseline_state for finding in after.findings}


def test_a_manifest_split_over_two_repositories_is_one_portfolio(tmp_path: Path) -> None:
    """Production over two repositories: what is counted over the portfolio is counted over both."""
    first, second = MANIFEST["applications"]
    for name, application in (("one", first), ("two", second)):
        (tmp_path / name / ".git").mkdir(parents=True)
        data = {**MANIFEST, "metadata": {**MANIFEST["metadata"], "name": name}, "applications": [application]}
        (tmp_path / name / "ai-manifest.yaml").write_text(yaml.safe_dump(data))
    targets = (tmp_path / "one", tmp_path / "two")
    report = run(Request(targets=targets, as_of=date(2026, 11, 23), no_config=True, installed=installed()))
    families = [item for item in report.findings if item.rule.id == "model-diversity/families-and-anchor"]
    assert [
        ("one/ai-manifest.yaml", ["two/ai-manifest.yaml"]),
        ("one/ai-manifest.yaml", ["two/ai-manifest.yaml"]),
    ] == [
        (item.place.location.path, [related.place.location.path for related in item.related])
        for item in families
    ]
    assert ("one/ai-manifest.yaml", "two/ai-manifest.yaml") == report.manifests
