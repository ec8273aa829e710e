"""The lock: what a digest is made of, and every way in which the file can be wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.errors import ConfigError, PolicyError, UserErrors
from holdfast.load import lock as room
from holdfast.load.lock import digest_of, load_lock, locked_pack, refuse_difference
from holdfast.model.location import Location
from holdfast.model.lock import Lock, LockedPack
from holdfast.model.policy import Pack
from holdfast.model.settings import BoundedPath
from holdfast.output.lock import render

Tree = Callable[[Mapping[str, str]], Path]

DIGEST = f"sha256:{'a' * 64}"
OTHER = f"sha256:{'b' * 64}"
PACK = LockedPack("acme", "1.0.0", "./policies/acme", DIGEST, {"acme/rule": {"title": "Rule"}})


def load(folder: Path, text: str, root: Path | None = None) -> Lock:
    path = folder / ".holdfast.lock"
    path.write_text(text, "utf-8")
    return load_lock(BoundedPath(path, root))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    found = load(tmp_path, render([PACK]))
    location = Location(".holdfast.lock", 8, 17, 8, 90)
    assert Lock(".holdfast.lock", {"acme": PACK._replace(location=location)}) == found


def test_crlf_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    found = load(tmp_path, "\ufeff" + render([PACK]).replace("\n", "\r\n"))
    assert DIGEST == found.packs["acme"].digest


def changed(**members: Any) -> str:
    return json.dumps({**json.loads(render([PACK])), **members})


WRONG = {
    "": "the lock is not JSON.",
    "{": "the lock is not JSON.",
    "[]": "this is not a lock of Holdfast.",
    '{"tool": "other", "version": 1}': "this is not a lock of Holdfast.",
    '{"tool": "holdfast", "tool": "holdfast"}': "the lock is not strict JSON: the key `tool` is there twice.",
    changed(version=2): "the lock has the version `2`; this Holdfast reads 1.",
    changed(version=True): "the lock has the version `True`; this Holdfast reads 1.",
    "[" * 100_000: "the lock is not strict JSON: it cannot be read.",
    render([PACK]).replace('  "packs"', "<<<<<<< ours\n"): "a merge conflict is not resolved in the lock.",
}


@pytest.mark.parametrize(("text", "said"), WRONG.items(), ids=map(str, range(len(WRONG))))
def test_a_file_that_is_no_lock(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert (said, ".holdfast.lock") == (caught.value.message, str(caught.value.location).partition(":")[0])
    assert "holdfast packs update" in caught.value.hint


@pytest.mark.parametrize(
    ("packs", "said"),
    [
        ([], "`packs`"),
        ({"acme": {}}, "`digest`"),
        ({"acme": {**PACK._asdict(), "digest": "sha256:x"}}, "`digest`"),
        (
            {"acme": {"version": "1", "source": "x", "digest": DIGEST, "files": {}, "rules": {}, "more": 1}},
            "`more`",
        ),
        (
            {
                "acme": {
                    "version": "1",
                    "source": "x",
                    "digest": DIGEST,
                    "files": {},
                    "rules": {"a/b": {"title": 1}},
                }
            },
            "`title`",
        ),
    ],
)
def test_a_lock_that_does_not_keep_to_its_schema(tmp_path: Path, packs: Any, said: str) -> None:
    with pytest.raises(UserErrors) as caught:
        load(tmp_path, changed(packs=packs))
    assert said in " ".join(error.message for error in caught.value.errors)


def test_a_lock_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    path = tmp_path / "repository" / ".holdfast.lock"
    path.symlink_to("/etc/passwd")
    with pytest.raises(ConfigError) as caught:
        load_lock(BoundedPath(path, tmp_path / "repository"))
    assert (
        ".holdfast.lock cannot be read: the symbolic link leads out of the repository."
        == caught.value.message
    )


def test_what_is_as_it_is_locked() -> None:
    refuse_difference(Lock("x", {"acme": PACK}), PACK)


def test_a_difference_names_what_was_expected_and_what_was_found() -> None:
    location = Location(".holdfast.lock", 8, 17, 8, 90)
    with pytest.raises(ConfigError) as caught:
        refuse_difference(Lock("x", {"acme": PACK._replace(location=location)}), PACK._replace(digest=OTHER))
    said = f"the pack `acme` is not as it is locked: expected {DIGEST}, found {OTHER}."
    assert (said, location) == (caught.value.message, caught.value.location)
    assert caught.value.hint.startswith("`holdfast packs update` shows the difference in rules")


def test_a_pack_that_is_not_locked() -> None:
    with pytest.raises(ConfigError) as caught:
        refuse_difference(Lock(".holdfast.lock", {"acme": PACK}), PACK._replace(id="other"))
    assert ("the pack `other` is not in .holdfast.lock.", ".holdfast.lock:1:1") == (
        caught.value.message,
        str(caught.value.location),
    )


def _digest(folder: Path, root: Path | None) -> str:
    return locked_pack(Pack("acme", "1.0.0", "Ours", "", ()), folder, root, "x").digest


FILES = {"acme/pack.yaml": "a: 1\n", "acme/rule.yaml": "b: 2\n"}


def digest(root: Path) -> str:
    return _digest(root / "acme", root)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("acme/rule.yaml", "b: 3\n"),
        ("acme/rule.yaml", "b: 2\r\n"),
        ("acme/more.yaml", "b: 2\n"),
        ("acme/more.yml", ""),
        ("acme/shared/backends.yaml", "x: 1\n"),
        ("acme/.shared/backends.yaml", "x: 1\n"),
    ],
)
def test_each_name_and_each_byte_counts(tree: Tree, path: str, text: str) -> None:
    before = digest(tree(FILES))
    assert before != digest(tree({**FILES, path: text}))


@pytest.mark.parametrize("path", ["acme/rule.cases.yaml", "acme/README.md", "acme/plugin.py", "other/x.yaml"])
def test_what_decides_nothing_does_not_count(tree: Tree, path: str) -> None:
    before = digest(tree(FILES))
    assert before == digest(tree({**FILES, path: "x: 1\n"}))


def test_the_name_of_the_folder_does_not_count(tree: Tree) -> None:
    root = tree({**FILES, **{f"copy/{path}": text for path, text in FILES.items()}})
    assert digest(root) == digest(root / "copy")


def test_a_file_is_no_other_two() -> None:
    assert 4 == len({digest_of(files) for files in ({"a": b"bc"}, {"ab": b"c"}, {"a": b"b", "c": b""}, {})})


@given(st.dictionaries(st.text(), st.binary(), max_size=5), st.randoms())
def test_the_order_does_not_count(files: dict[str, bytes], random: Any) -> None:
    names = list(files)
    random.shuffle(names)
    try:
        expected = digest_of(files)
    except UnicodeEncodeError:
        return  # no file has such a name
    assert expected == digest_of({name: files[name] for name in names})


def test_a_folder_that_is_a_link_cannot_be_locked(tree: Tree) -> None:
    root = tree({**FILES, "elsewhere/x.yaml": "x: 1"})
    (root / "acme/shared").symlink_to(root / "elsewhere")
    with pytest.raises(PolicyError) as caught:
        digest(root)
    assert "the pack acme cannot be locked: its folder `shared` is a symbolic link." == caught.value.message


def test_a_file_that_leads_out_cannot_be_locked(tree: Tree) -> None:
    root = tree(FILES)
    (root / "acme/x.yaml").symlink_to("/etc/passwd")
    with pytest.raises(PolicyError) as caught:
        digest(root)
    assert (
        "acme/x.yaml cannot be read: the symbolic link leads out of the repository." == caught.value.message
    )


def test_a_pipe_is_not_waited_for(tree: Tree) -> None:
    root = tree(FILES)
    os.mkfifo(root / "acme/x.yaml")
    with pytest.raises(PolicyError):
        digest(root)


def test_too_many_files(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_PACK_FILES", 1)
    with pytest.raises(PolicyError) as caught:
        digest(tree(FILES))
    assert "the pack acme cannot be locked: more than 1 files." == caught.value.message
