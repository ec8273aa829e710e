"""The cache: found only under what it was made from, and never filled by somebody else."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from holdfast.load import cache as room
from holdfast.load.cache import MAX_ENTRIES, NO_CACHE, Cache, user_cache
from holdfast.load.plain import Codec

PLAIN = Codec(())


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_what_was_kept_is_found_by_all_that_it_was_made_from(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    cache.keep("pack", ["a", b"bc"], PLAIN, {"é": [1, None]})
    assert {"é": [1, None]} == cache.find("pack", [b"a", "bc"], PLAIN)
    others = [("pack", ["ab", "c"]), ("pack", ["a", "bc", ""]), ("pack", ["a"]), ("policy", ["a", "bc"])]
    assert [None] * len(others) == [cache.find(name, sources, PLAIN) for name, sources in others]


def test_only_its_owner_may_read_or_write_it(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    Cache(folder).keep("pack", ["a"], PLAIN, [1])
    assert ["0o700", "0o600"] == [oct(path.stat().st_mode & 0o777) for path in (folder, *entries(folder))]


@pytest.mark.parametrize("change", ["version", "file of the code"])
def test_an_entry_of_other_code_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    Cache(tmp_path).keep("pack", ["a"], PLAIN, [1])
    assert [1] == Cache(tmp_path).find("pack", ["a"], PLAIN)
    if change == "version":
        monkeypatch.setattr(room, "__version__", "99")
    else:
        monkeypatch.setattr(room, "_stamps", lambda: ("load/yaml.py 1 1",))
    assert Cache(tmp_path).find("pack", ["a"], PLAIN) is None


def test_the_code_is_every_module_that_has_a_say() -> None:
    named = {stamp.split()[0] for stamp in room._stamps()}
    assert {"cel/parse.py", "evaluate/checking.py", "load/packs.py", "model/policy.py"} < named


SPOILT: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-3]),
    "altered": lambda path: path.write_bytes(path.read_bytes().replace(b"high", b"info")),
    "emptied": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to("nothing")),
    "of another kind": lambda path: path.write_bytes(b"\x80\x04K\x01."),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_entry_is_as_good_as_none(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    cache = Cache(tmp_path)
    cache.keep("pack", ["a"], PLAIN, {"severity": "high"})
    (entry,) = entries(tmp_path)
    spoil(entry)
    assert cache.find("pack", ["a"], PLAIN) is None


@pytest.mark.parametrize(
    "body", [b"{", b"[" * 100_000, b"1", b'{"fields": {}}', b"\xff"], ids=lambda body: repr(body[:20])
)
def test_an_entry_that_is_whole_but_says_nothing_is_as_good_as_none(tmp_path: Path, body: bytes) -> None:
    cache = Cache(tmp_path)
    cache.keep("pack", ["a"], PLAIN, [1])
    (entry,) = entries(tmp_path)
    entry.write_bytes(room._checksum(room._digest(["pack", "a"]), body) + b"\n" + body)
    assert cache.find("pack", ["a"], PLAIN) is None


def test_an_entry_of_something_else_is_not_taken_for_this(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("pack", ["a"], PLAIN, [1])
    (one,) = entries(tmp_path)
    cache.keep("pack", ["b"], PLAIN, [2])
    (other,) = [path for path in entries(tmp_path) if path != one]
    other.replace(one)
    assert cache.find("pack", ["a"], PLAIN) is None


def test_nothing_is_kept_without_a_folder() -> None:
    NO_CACHE.keep("pack", ["a"], PLAIN, [1])
    assert NO_CACHE.find("pack", ["a"], PLAIN) is None


def test_a_folder_that_cannot_be_made_is_no_mistake_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "file" / "folder")
    cache.keep("pack", ["a"], PLAIN, [1])
    assert cache.find("pack", ["a"], PLAIN) is None


def test_what_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_BYTES", 100)
    Cache(tmp_path).keep("pack", ["a"], PLAIN, ["x" * 100])
    assert [] == entries(tmp_path)


def test_concurrent_runs_see_whole_entries(tmp_path: Path) -> None:
    data = [list(range(20_000))]

    def run(_: int) -> bool:
        cache = Cache(tmp_path)
        cache.keep("pack", ["a"], PLAIN, data)
        return cache.find("pack", ["a"], PLAIN) == data

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(run, range(32)))
    assert [".json"] == [path.suffix for path in entries(tmp_path)]


def test_the_folder_does_not_grow_without_end(tmp_path: Path) -> None:
    for number in range(MAX_ENTRIES + 10):
        old = tmp_path / f"{number:03}.json"
        old.write_text("", encoding="utf-8")
        os.utime(old, (number, number))
    cache = Cache(tmp_path)
    cache.keep("pack", ["a"], PLAIN, [1])
    assert [1] == cache.find("pack", ["a"], PLAIN)
    assert [f"{number:03}.json" for number in range(11, MAX_ENTRIES + 10)] == [
        path.name for path in entries(tmp_path) if len(path.stem) == 3
    ]


def test_the_newest_bytes_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_TOTAL", 1000)
    for number in (1, 2):
        old = tmp_path / f"{number}.json"
        old.write_text("x" * 600, encoding="utf-8")
        os.utime(old, (number, number))
    Cache(tmp_path).keep("pack", ["a"], PLAIN, [1])
    assert ["2.json"] == [path.name for path in entries(tmp_path) if len(path.stem) == 1]


def test_what_ships_is_found_by_its_content_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path / "made").keep("pack-own", ["a"], PLAIN, [1])
    (entry,) = entries(tmp_path / "made")
    (tmp_path / "pack-own.json").write_bytes(entry.read_bytes())
    monkeypatch.setattr(room, "_stamps", lambda: ("other code",))
    shipped = Cache(None, tmp_path)
    assert [[1], None, None] == [
        shipped.find(name, sources, PLAIN)
        for name, sources in (("pack-own", ["a"]), ("pack-own", ["b"]), ("pack-other", ["a"]))
    ]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for caches outside of all that is checked, and run elsewhere."""
    folder = tmp_path / "home" / "caches"
    folder.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def kept_in(*checked: Path) -> Path | None:
    return user_cache(checked)._folder


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/caches"}, "/caches/holdfast"),
        ("linux", {"XDG_CACHE_HOME": ""}, "/nobody/.cache/holdfast"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/nobody/.cache/holdfast"),
        ("darwin", {"XDG_CACHE_HOME": "/caches"}, "/nobody/Library/Caches/holdfast"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/holdfast"),
    ],
)
def test_where_it_is(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv("HOME", "/nobody")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Path(expected) == room._conventional_folder()


def test_it_is_used_where_nobody_else_may_have_filled_it(home: Path, tmp_path: Path) -> None:
    assert home / "holdfast" == kept_in(tmp_path / "elsewhere")


def in_the_checkout(home: Path) -> list[Path]:
    (home.parent / ".git").mkdir()
    return [home.parent / "repository"]


def in_a_checkout_around(home: Path) -> list[Path]:
    (home.parents[1] / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    return [home.parents[1] / "elsewhere"]


def made_in_the_folder(home: Path) -> list[Path]:
    return [home.parent]


def in_the_current_folder(home: Path) -> list[Path]:
    os.chdir(home.parent)
    return []


def a_link_into_the_folder(home: Path) -> list[Path]:
    checked = home.parents[1] / "checked"
    checked.mkdir()
    (home / "holdfast").symlink_to(checked)
    return [checked]


def open_to_others(home: Path) -> list[Path]:
    (home / "holdfast").mkdir()
    (home / "holdfast").chmod(0o777)
    return []


def made_where_others_may_write(home: Path) -> list[Path]:
    home.chmod(0o1777)
    return []


def made_far_below_what_is_open(home: Path) -> list[Path]:
    home.rmdir()
    home.parent.chmod(0o775)
    return []


@pytest.mark.parametrize(
    "prepare",
    [
        in_the_checkout,
        in_a_checkout_around,
        made_in_the_folder,
        in_the_current_folder,
        a_link_into_the_folder,
        open_to_others,
        made_where_others_may_write,
        made_far_below_what_is_open,
    ],
)
def test_nothing_is_taken_from_where_others_may_write(
    home: Path, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Path], list[Path]]
) -> None:
    assert home / "holdfast" == kept_in()
    monkeypatch.chdir(home.parents[1] / "elsewhere")
    assert kept_in(*prepare(home)) is None


def test_nothing_is_taken_from_another_users_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: home.stat().st_uid + 1)
    assert kept_in() is None


def test_a_file_in_a_repository_of_its_own_does_not_matter(home: Path, tmp_path: Path) -> None:
    repository = tmp_path / "work" / "repository"
    (repository / ".git").mkdir(parents=True)
    assert home / "holdfast" == kept_in(repository / "ai-manifest.yaml")
