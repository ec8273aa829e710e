"""Entries of which there are facts: what is kept of them when one is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from holdfast.cel.errors import UnknownRaised
from holdfast.cel.values import adapt
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.known import KnownRecord
from holdfast.evaluate.world import World
from holdfast.load.portfolio import load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.catalogue import Catalogue

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications: []
models:
  - {id: known, model: gpt-4o, backend: api}
  - {id: declared, model: our-own, backend: own, facts: {vendor: openai, retires: 2027-01-31}}
  - {id: nobodys, model: our-other, backend: own}
backends:
  - {id: api, operator: openai, region: eu-central-1}
  - {id: own}
"""


def records(folder: Path, catalogue: Catalogue) -> dict[str, KnownRecord]:
    (folder / "ai-manifest.yaml").write_text(MANIFEST)
    portfolio = load_portfolio([folder]).portfolio
    (view,) = World(portfolio, Knowledge(catalogue, manifest_schema(), date(2026, 11, 23))).views
    return {**view.models, **view.backends}


def one_by_one(record: KnownRecord) -> dict[str, object]:
    """Return each fact that has a value, looked up by itself."""
    found: dict[str, object] = {}
    for name in record.of_facts:
        try:
            found[name] = adapt(record.lookup(name))
        except UnknownRaised:
            continue
    return found


@pytest.mark.parametrize("name", ["known", "declared", "nobodys", "api", "own"])
def test_with_one_fact_all_that_are_known_are_kept_as_they_are_one_by_one(
    name: str, tmp_path: Path, catalogue: Catalogue
) -> None:
    expected = one_by_one(records(tmp_path, catalogue)[name])
    record = records(tmp_path, catalogue)[name]
    assert expected["unknown"] == record.read("unknown")
    assert expected == record.remembered


def test_a_fact_that_is_not_known_is_unknown_whatever_was_read_before(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    record = records(tmp_path, catalogue)["nobodys"]
    assert "vendor" in record.read("unknown")
    with pytest.raises(UnknownRaised):
        record.read("vendor")


def test_what_is_no_fact_asks_for_none(tmp_path: Path, catalogue: Catalogue) -> None:
    record = records(tmp_path, catalogue)["known"]
    assert ["known", "api"] == [record.read("id"), record.read("backend").read("id")]
    assert "facts" not in vars(record.view)
