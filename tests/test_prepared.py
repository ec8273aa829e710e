"""Packs and the catalogue from the cache: exactly what would be worked out, while nothing has changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdfast import builtin, prepared
from holdfast.errors import ConfigError
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.load import cache as room
from holdfast.load.cache import NO_CACHE, SHIPPED, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import read_pack
from holdfast.model.function import Function
from holdfast.prepared import Prepared, prepare

ROOT = Path(__file__).resolve().parents[1]
PACKS = {path.parent.name: path.parent for folder in ("policies", "benchmarks", "examples", "plugins")
         for path in sorted((ROOT / folder).rglob("pack.yaml"))}  # fmt: skip

POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: rule
title: A rule
severity: high
scope: application
validations:
  - expression: app.uses.all(use, use.role == 'primary')
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the folder of a pack of one policy, which gives a warning."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        "apiVersion: holdfast/v1\nkind: Pack\nid: own\nversion: 1.0.0\ntitle: Own\n", encoding="utf-8"
    )
    (folder / "rule.yaml").write_text(POLICY, encoding="utf-8")
    return folder


def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the packs that are read anew from now on."""
    found: list[str] = []
    pack_of = prepared.pack_of

    def noted(source: Any) -> Any:
        found.append(source.folder)
        return pack_of(source)

    monkeypatch.setattr(prepared, "pack_of", noted)
    return found


@pytest.mark.parametrize("folder", PACKS.values(), ids=PACKS)
def test_a_pack_from_the_cache_is_the_pack(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    functions = (*FUNCTIONS, Function("servedDays", ("dyn",), "int", len))
    expected = prepare(read_pack(folder), functions, NO_CACHE)
    cache = Cache(tmp_path)
    anew = worked_out(monkeypatch)
    # Two nodes of different kinds may be equal as tuples; what `repr` says of them is not.
    assert [repr(expected)] * 2 == [repr(prepare(read_pack(folder), functions, cache)) for _ in range(2)]
    assert [folder.name] == anew if not expected.errors else anew


def test_the_catalogue_from_the_cache_is_the_catalogue(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    expected = load_catalogue(builtin.facts())
    for _ in range(2):
        found = load_catalogue(builtin.facts(), cache)
        # A catalogue is equal to itself only.
        wrong = [name for name in expected._fields if getattr(expected, name) != getattr(found, name)]
        assert ([], 1) == (wrong, len(list(tmp_path.iterdir())))


def test_warnings_are_kept(tmp_path: Path, pack: Path) -> None:
    for _ in range(2):
        found = prepare(read_pack(pack), FUNCTIONS, Cache(tmp_path / "cache"))
        assert ["own/rule.yaml:8:26"] == [
            str(note.location) for studied in found.studied.values() for note in studied.warnings
        ]


def test_a_pack_with_a_mistake_is_not_kept(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pack / "other.yaml").write_text(POLICY.replace("id: rule", "id: other").replace("app.", "ap."), "utf-8")
    anew = worked_out(monkeypatch)
    for _ in range(2):
        found = prepare(read_pack(pack), FUNCTIONS, Cache(tmp_path / "cache"))
        assert (["own/rule"], ["own/other"]) == (list(found.studied), list(found.errors))
    assert ["own", "own"] == anew


def edited(text: str) -> Callable[[Path], Any]:
    return lambda folder: (folder / "rule.yaml").write_text(text, "utf-8")


CHANGES: dict[str, Callable[[Path], Any]] = {
    "expression": edited(POLICY.replace("primary", "fallback")),
    "comment": edited(f"{POLICY}# a comment\n"),
    "line above": edited(f"\n{POLICY}"),
    "pack": lambda folder: (folder / "pack.yaml").write_text(
        (folder / "pack.yaml").read_text("utf-8").replace("1.0.0", "1.0.1"), "utf-8"
    ),
    "policy more": lambda folder: (folder / "more.yaml").write_text(
        POLICY.replace("id: rule", "id: more"), "utf-8"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_of_its_files_a_pack_is_read_anew(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], Any]
) -> None:
    cache = Cache(tmp_path / "cache")
    before = prepare(read_pack(pack), FUNCTIONS, cache)
    anew = worked_out(monkeypatch)
    change(pack)
    assert repr(prepare(read_pack(pack), FUNCTIONS)) == repr(prepare(read_pack(pack), FUNCTIONS, cache))
    assert ["own", "own"] == anew
    assert isinstance(before, Prepared)


def test_another_folder_of_the_same_files_is_another_pack(tmp_path: Path, pack: Path) -> None:
    cache = Cache(tmp_path / "cache")
    prepare(read_pack(pack), FUNCTIONS, cache)
    moved = pack.rename(tmp_path / "moved")
    found = prepare(read_pack(moved), FUNCTIONS, cache)
    assert ["moved/rule.yaml"] == [each.place.location.path for each in found.pack.policies]


@pytest.mark.parametrize("part", ["name", "parameters", "result", "optional", "one less"])
def test_with_other_functions_a_pack_is_checked_anew(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    own = Function("own", ("int",), "int", len)
    others = {
        "name": own._replace(name="other"),
        "parameters": own._replace(parameters=("string",)),
        "result": own._replace(result="string"),
        "optional": own._replace(optional=1),
    }
    cache = Cache(tmp_path / "cache")
    prepare(read_pack(pack), (own,), cache)
    anew = worked_out(monkeypatch)
    prepare(read_pack(pack), (own._replace(call=abs, summary="what it does does not matter"),), cache)
    assert [] == anew
    prepare(read_pack(pack), (others[part],) if part in others else (), cache)
    assert ["own"] == anew


def test_with_another_schema_a_pack_is_checked_anew(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    prepare(read_pack(pack), (), cache)
    anew = worked_out(monkeypatch)
    monkeypatch.setattr(prepared, "schema_text", lambda name: f"another {name}")
    prepare(read_pack(pack), (), cache)
    assert ["own"] == anew


def test_what_ships_is_up_to_date() -> None:
    script = ROOT / "tools" / "compile_shipped.py"
    ran = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (0, "") == (ran.returncode, ran.stderr)


def test_our_packs_and_the_catalogue_ship_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    anew = worked_out(monkeypatch)
    monkeypatch.setattr("holdfast.load.catalogue_files.catalogue_of", lambda _: pytest.fail("read anew"))
    shipped = Cache(None, SHIPPED)
    load_catalogue(builtin.facts(), shipped)
    for folder in builtin.policy_packs():
        prepare(read_pack(folder), FUNCTIONS, shipped)
    assert [] == anew


def forged(entry: Path, change: Callable[[list[Any]], object]) -> None:
    """Change the lines of an entry, as JSON, and give it the checksum of one that we wrote."""
    checksum, _, body = entry.read_bytes().partition(b"\n")
    lines = [json.loads(line) for line in body.decode().split("\n")]
    change(lines)
    body = "\n".join(json.dumps(line) for line in lines).encode()
    key = next(key for key in KEYS if room._checksum(key, entry.read_bytes().partition(b"\n")[2]) == checksum)
    entry.write_bytes(room._checksum(key, body) + b"\n" + body)


KEYS: list[str] = []


def no_pack(lines: list[Any]) -> None:
    """Make the pack of an entry, the first part of the last row, a number."""
    lines[0][1].append(5)
    first = lines[0][2][-1]
    first[2][0] = len(lines[0][1]) - 1


def short_nouns(lines: list[Any]) -> None:
    """Leave the last part of the last noun out."""
    group = lines[0][2][-1]
    group[1] -= 1
    group[2].pop()


def broken_part(lines: list[Any]) -> None:
    """Let what is made later name a kind that there is not."""
    lines[1][1][-1][0] = "system"


def other_part(lines: list[Any]) -> None:
    """Let what is made later be a text."""
    lines[1] = [["text"], []]


@pytest.mark.parametrize("change", [no_pack, short_nouns, broken_part, other_part])
def test_an_entry_of_a_wrong_shape_is_made_anew(
    tmp_path: Path,
    pack: Path,
    holdfast: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[list[Any]], object],
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    digest = room._digest
    monkeypatch.setattr(room, "_digest", lambda parts: KEYS.append(found := digest(list(parts))) or found)
    manifest = tmp_path / "ai-manifest.yaml"
    manifest.write_text(
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
        "applications: [{id: chat, models: [{ref: m, role: judge}]}]\n"
        "models: [{id: m, model: gpt-5.5, backend: b}]\nbackends: [{id: b}]\n",
        encoding="utf-8",
    )
    arguments = ("check", str(manifest), "--policies", str(pack), "--as-of", "2026-11-23")
    expected = holdfast(*arguments)
    (entry,) = (tmp_path / "caches" / "holdfast").glob("*.json")
    right = entry.read_bytes()
    forged(entry, change)
    assert right != entry.read_bytes()
    assert (expected.code, expected.out) == ((found := holdfast(*arguments)).code, found.out)
    assert (1, right) == (found.code, entry.read_bytes())


def test_a_failure_without_a_cache_is_told_as_it_is() -> None:
    tries: list[Cache] = []

    def work(cache: Cache) -> None:
        tries.append(cache)
        raise KeyError("x")

    with pytest.raises(KeyError):
        NO_CACHE.lend(work)
    assert [NO_CACHE] == tries


def test_a_failure_that_is_no_matter_of_the_cache_is_told_after_a_second_try(tmp_path: Path) -> None:
    tries: list[Cache] = []

    def work(cache: Cache) -> None:
        tries.append(cache)
        raise KeyError(len(tries))

    with pytest.raises(KeyError, match="2"):
        Cache(tmp_path).lend(work)


def test_a_mistake_of_the_user_is_told_at_once(tmp_path: Path) -> None:
    tries: list[Cache] = []

    def work(cache: Cache) -> None:
        tries.append(cache)
        raise ConfigError("no")

    with pytest.raises(ConfigError):
        Cache(tmp_path).lend(work)
    assert 1 == len(tries)
