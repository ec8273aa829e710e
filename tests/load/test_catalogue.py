"""Files of facts: what they add up to, and what is said of a mistake in one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import CatalogueError
from holdfast.load.catalogue import load_catalogue
from holdfast.model.catalogue import Basis, Catalogue, Member, Parentage

BASE = """\
defaults: {source: imprint, checkedOn: "2026-11-22"}
countries: [DE, FR, "NO"]
parties:
  - {id: acme, name: Acme, country: DE, aliases: [Acme AI], orgs: [acme-ai]}
  - {id: owner, name: Owner, country: FR}
families:
  - id: lm
    vendor: acme
    modality: text
    names: ["lm-*"]
    confidence: medium
    releases:
      - {match: ["*-1*"], openness: closed}
      - match: ["*-2*"]
        openness: weights-permissive
        licence: MIT
        confidence: low
        validFrom: "2026-01-01"
groups:
  - {id: pair, title: A pair, members: [DE], periods: [{country: FR, validTo: "2026-12-31"}]}
"""


def load(tmp_path: Path, *texts: str) -> Catalogue:
    paths = [tmp_path / f"facts-{number}.yaml" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return load_catalogue(paths)


def test_a_file_becomes_a_catalogue(tmp_path: Path) -> None:
    found = load(tmp_path, BASE)
    checked = date(2026, 11, 22)
    assert ["acme", "owner"] == list(found.parties)
    assert Basis("imprint", checked) == found.parties["acme"].basis
    assert ("acme",) == found.names["acme ai"]
    assert "acme" == found.orgs["acme-ai"]
    assert frozenset({"DE", "FR", "NO"}) == found.countries
    assert (Member("DE"), Member("FR", None, date(2026, 12, 31))) == found.groups["pair"].members
    first, second = found.families["lm"].releases
    assert ({"openness": "closed"}, Basis("imprint", checked, "medium")) == (first.facts, first.basis)
    assert ({"openness": "weights-permissive", "licence": "MIT"}, "low", date(2026, 1, 1)) == (
        second.facts,
        second.basis.confidence,
        second.basis.valid_from,
    )


def test_a_later_file_adds(tmp_path: Path) -> None:
    more = """\
defaults: {source: plugin, checkedOn: "2026-11-23"}
parties:
  - {id: child, name: Child, country: DE, parent: owner}
  - {id: sold, name: Sold, parents: [{parent: owner, validTo: "2026-01-01"}, {unknown: it was sold}]}
families:
  - {id: child-lm, vendor: child, lineage: lm, modality: text, names: ["child-lm*"]}
releases:
  - {family: lm, match: ["*-3*"], openness: closed}
"""
    found = load(tmp_path, BASE, more)
    plugin = Basis("plugin", date(2026, 11, 23))
    assert (Parentage("owner", "", plugin),) == found.parties["child"].parents
    assert ["", "it was sold"] == [period.reason for period in found.parties["sold"].parents]
    assert "lm" == found.families["child-lm"].lineage
    assert ["imprint", "imprint", "plugin"] == [entry.basis.source for entry in found.families["lm"].releases]


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    load(tmp_path, BASE, "releases: []\n")
    (tmp_path / "notes.txt").write_text("not facts")
    assert ["lm"] == list(load_catalogue([tmp_path]).families)


HEAD = 'defaults: {source: s, checkedOn: "2026-11-23"}\n'
RETIRING = HEAD + "families: [{id: x, vendor: acme, names: [x]}]\n"
MISTAKES = {
    "unknown-section": (
        "familys: []",
        "facts-1.yaml:1:1 the file has the unknown key `familys`",
        "did you mean `families`?",
    ),
    "unknown-key": (
        HEAD + "parties: [{id: x, name: X, land: DE}]",
        "facts-1.yaml:2:16 parties entry 1 `x` has the unknown key `land`",
        "known: ",
    ),
    "duplicate-id": (
        HEAD + "parties: [{id: acme, name: A}]",
        "facts-1.yaml:2:16 parties entry 1 `acme` has an id that exists already",
        "",
    ),
    "no-source": (
        "parties: [{id: x, name: X}]",
        (
            "facts-1.yaml:1:16 parties entry 1 `x` has no `source` or no `checkedOn`,"
            " and the file's `defaults` neither"
        ),
        "",
    ),
    "dangling-vendor": (
        HEAD + "families: [{id: x, vendor: acmee, names: [x]}]",
        "facts-1.yaml:2:17 families entry 1 `x` names the party `acmee`, which does not exist",
        "did you mean `acme`?",
    ),
    "dangling-country": (
        HEAD + "parties: [{id: x, name: X, country: XX}]",
        "facts-1.yaml:2:16 parties entry 1 `x` names the country `XX`, which does not exist",
        "known: DE, FR, NO",
    ),
    "wrong-word": (
        HEAD + "families: [{id: x, vendor: acme, names: [x], openness: close}]",
        "facts-1.yaml:2:17 families entry 1 `x` has `close` as `openness`",
        "did you mean `closed`?",
    ),
    "wrong-type": (
        HEAD + "families: [{id: x, vendor: acme, names: [x], euUse: maybe}]",
        "facts-1.yaml:2:17 families entry 1 `x` needs `euUse`, true or false",
        "",
    ),
    "wrong-date": (
        HEAD + "families: [{id: x, vendor: acme, names: [x], retires: 2026-13-01}]",
        "facts-1.yaml:2:17 families entry 1 `x` needs `retires`, a date in quotation marks, YYYY-MM-DD",
        "",
    ),
    "wrong-retirement-day": (
        RETIRING + "retirements: [{family: x, retires: {soon: x-1}}]",
        (
            "facts-1.yaml:3:27 retirements entry 1 `x`, `retires` needs `soon`,"
            " a date in quotation marks, YYYY-MM-DD"
        ),
        "",
    ),
    "wrong-retirement-names": (
        RETIRING + 'retirements: [{family: x, retires: {"2026-01-01": [1]}}]',
        "facts-1.yaml:3:27 retirements entry 1 `x`, `retires` needs `2026-01-01`, a list of strings",
        "",
    ),
    "wrong-retirement-host": (
        RETIRING + "retirements: [{family: x, host: acne, served: x-1}]",
        "facts-1.yaml:3:24 retirements entry 1 `x` names the party `acne`, which does not exist",
        "did you mean `acme`?",
    ),
    "a-model-served-and-gone": (
        RETIRING + "retirements: [{family: x, served: x-1, gone: X.1}]",
        "facts-1.yaml:3:24 retirements entry 1 `x` has `X.1`, which has been said something of already",
        "",
    ),
    "wrong-pattern": (
        HEAD + 'families: [{id: x, vendor: acme, names: ["*"]}]',
        (
            "facts-1.yaml:2:17 families entry 1 `x` has the pattern `*` under `names`:"
            " a pattern without any letter matches everything"
        ),
        "",
    ),
    "wrong-release": (
        HEAD + "families: [{id: x, vendor: acme, names: [x], releases: [{openness: closed}]}]",
        "facts-1.yaml:2:68 families entry 1 `x`, releases 1 has no `match`",
        "",
    ),
    "unknown-without-reason": (
        HEAD + "families: [{id: x, vendor: acme, names: [x], unknown: {licence: null}}]",
        "facts-1.yaml:2:17 families entry 1 `x` needs a reason for `licence` under `unknown`",
        "",
    ),
    "circle": (
        HEAD + "parties: [{id: x, name: X, parent: y}, {id: y, name: Y, parent: x}]",
        "facts-1.yaml:2:16 parties entry 1 `x` comes from itself, by way of others",
        "",
    ),
    "release-of-nothing": (
        HEAD + "releases: [{family: lmm, match: [x]}]",
        "facts-1.yaml:2:21 releases entry 1 `lmm` names the family `lmm`, which no file before it has",
        "did you mean `lm`?",
    ),
    "not-a-list": (HEAD + "parties: {}", "facts-1.yaml:1:1 the file needs `parties`, a list", ""),
    "not-a-mapping": ("[]", "facts-1.yaml:1:1 a file of facts is a mapping of sections", ""),
    "not-yaml": ("a: [", "facts-1.yaml:", ""),
    "tagged": ("a: !!python/name:os.system x", "facts-1.yaml:1:4 ", ""),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_names_file_and_entry(tmp_path: Path, case: str) -> None:
    text, message, hint = MISTAKES[case]
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path, BASE, text)
    said = f"{caught.value.location} {caught.value.message}"
    assert said.startswith(message)
    assert caught.value.hint.startswith(hint)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue([tmp_path / "none.yaml"])
    assert "none.yaml:1:1 a file of facts cannot be read: No such file or directory" == (
        f"{caught.value.location} {caught.value.message}"
    )
