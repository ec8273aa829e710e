from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from holdfast.cli.files import write_atomically
from holdfast.errors import ConfigError

AS_ROOT = os.geteuid() == 0


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(ConfigError) as caught:
        write_atomically(path, "x")
    return caught.value.message, caught.value.hint


def test_new_file_has_the_text_and_the_mode_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "out.json", "f\u00fc\n")
    finally:
        os.umask(before)
    assert "f\u00fc\n".encode() == (tmp_path / "out.json").read_bytes()
    assert 0o640 == (tmp_path / "out.json").stat().st_mode & 0o777
    assert ["out.json"] == names(tmp_path)


def test_existing_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("a longer text than the new one")
    path.chmod(0o604)
    old = path.stat().st_ino
    write_atomically(path, "new")
    assert "new" == path.read_text()
    assert 0o604 == path.stat().st_mode & 0o777
    assert old != path.stat().st_ino
    assert ["out.json"] == names(tmp_path)


@pytest.mark.parametrize("exists", [True, False], ids=["target-exists", "target-missing"])
def test_symbolic_link_stays_and_its_target_is_written(tmp_path: Path, *, exists: bool) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "out.json"
    if exists:
        target.write_text("old")
    (tmp_path / "link").symlink_to("real/out.json")
    write_atomically(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert "new" == target.read_text()
    assert ["out.json"] == names(tmp_path / "real")


def test_lone_surrogates_are_spelt_out(tmp_path: Path) -> None:
    write_atomically(tmp_path / "out.txt", "a\ud83db")
    assert b"a\\ud83db" == (tmp_path / "out.txt").read_bytes()


def test_dev_null_stays_a_device() -> None:
    write_atomically(Path("/dev/null"), "x")
    assert Path("/dev/null").is_char_device()


def test_named_pipe_gets_the_text(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_atomically(pipe, "text")
    reader.join(timeout=10)
    assert ["text"] == read
    assert ["pipe"] == names(tmp_path)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("into", ["pipe", "file"])
def test_standard_output_by_name_keeps_what_is_there(tmp_path: Path, name: str, into: str) -> None:
    code = (
        "import os; from pathlib import Path; from holdfast.cli.files import write_atomically\n"
        f"os.write(1, b'before '); write_atomically(Path({name!r}), 'text'); os.write(1, b' after')"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")}
    if into == "pipe":
        out = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True).stdout
    else:
        with (tmp_path / "out").open("wb") as file:
            subprocess.run([sys.executable, "-c", code], env=env, check=True, stdout=file)
        out = (tmp_path / "out").read_bytes()
    assert b"before text after" == out


def test_missing_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert (
        f"Cannot write {folder / 'out.json'}: there is no folder {folder}.",
        "Create the folder first, or name another file.",
    ) == refused(folder / "out.json")


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "out.json"
    assert f"Cannot write {path}: there is no folder {path.parent}." == refused(path)[0]


def test_folder_is_refused(tmp_path: Path) -> None:
    assert (f"Cannot write {tmp_path}: it is a folder.", "Name a file in it.") == refused(tmp_path)
    assert [] == names(tmp_path)


def test_nul_in_the_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a\0b"
    assert f"Cannot write {path}: a file name holds no NUL character." == refused(path)[0]


def test_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert "Name another file." == refused(tmp_path / "a")[1]
    assert ["a", "b"] == names(tmp_path)


def test_a_write_protected_file_is_refused_although_its_folder_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere, so it is said for it
    assert (
        f"Cannot write {path}: permission is denied.",
        "Name a file that you may write, or change its permissions.",
    ) == refused(path)
    assert "old" == path.read_text()


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_write_protection_is_respected(tmp_path: Path, what: str) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")
    protected = path if what == "file" else tmp_path
    protected.chmod(0o500)
    try:
        assert "permission is denied" in refused(path)[0]
        assert "old" == path.read_text()
    finally:
        protected.chmod(0o700)


def test_failure_while_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")

    def full(*_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert (f"Cannot write {path}: No space left on device.", "Name another file.") == refused(path)
    assert "old" == path.read_text()
    assert ["out.json"] == names(tmp_path)
