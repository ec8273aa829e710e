"""Whatever a manifest is, it is told what is wrong and where, and the manifest beside it is still loaded."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.errors import TargetError
from holdfast.load.portfolio import Loaded, load_portfolio

HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata:\n  name: bad\n"
GOOD = HEAD.replace("bad", "good")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a good manifest, and a folder for a bad one."""
    root = tmp_path / "repository"
    (root / "bad").mkdir(parents=True)
    (root / "good").mkdir()
    (root / "good" / "ai-manifest.yaml").write_text(GOOD)
    subprocess.run(["git", "-C", str(root), "init"], check=True, capture_output=True)
    return root


def told(loaded: Loaded) -> list[str]:
    """Return what is wrong, if the good manifest was loaded and the bad one is known to be missing."""
    assert ["good"] == [manifest.name for manifest in loaded.portfolio.manifests]
    assert ("bad/ai-manifest.yaml",) == loaded.portfolio.unreadable
    assert 2 == loaded.manifests_found
    return [
        f"{problem.place.location} {problem.rule} {problem.message} {problem.help}"
        for problem in loaded.problems
    ]


CONTENTS: dict[str, tuple[str | bytes, str]] = {
    "empty file": (
        "\n# nothing yet\n",
        "1:1 manifest/syntax The file is empty. Write what it should declare, or remove it.",
    ),
    "0 bytes": ("", "1:1 manifest/syntax The file is empty. Write what it should declare, or remove it."),
    "not YAML": (
        "<html>\n<body>: a: b</body>\n",
        (
            "2:7 manifest/syntax A `key: value` cannot stand here."
            " Write `key: value`, with a space after the colon. A text that holds `: ` or ` #`"
            " goes in quotes."
            " Check the indentation: the keys of one mapping, and the entries of one list, start"
            " in one column."
        ),
    ),
    "text, not a manifest": (
        "just a note\n",
        (
            "1:1 manifest/schema The file must be a mapping, but is the text `just a note`."
            " Write keys and values: `key: value`."
        ),
    ),
    "binary": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "3:1 manifest/syntax The file is binary: it holds a NUL byte. Replace it with a text file.",
    ),
    "Latin-1": (
        HEAD.encode() + b"# \xe4\n",
        "5:3 manifest/syntax The byte 0xE4 is not UTF-8 text. Save it as UTF-8.",
    ),
    "10,000 levels": (
        HEAD + "targets: " + "[" * 10_000 + "]" * 10_000,
        "5:74 manifest/syntax This is nested more than 64 levels deep. Nest less.",
    ),
    "alias bomb": (
        HEAD
        + "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)),
        (
            "9:45 manifest/syntax The file holds more than 100,000 values, counting what its aliases repeat."
            " Split it, or use fewer aliases."
        ),
    ),
    "recursive alias": (
        HEAD + "targets: &t\n  - {milestone: *t}\n",
        (
            "6:17 manifest/syntax The alias `*t` stands inside what it stands for."
            " Write the value out; a value cannot contain itself."
        ),
    ),
    "explicit tag": (
        HEAD + "routing: {strategy: !has(x)}\n",
        (
            "5:21 manifest/syntax Explicit tags (`!name`) are not supported."
            " Remove the tag; a text that starts with `!` goes in quotes."
        ),
    ),
    "tag of Python": (
        HEAD + "routing: !!python/object/apply:os.system ['touch owned']\n",
        (
            "5:10 manifest/syntax Explicit tags (`!name`) are not supported."
            " Remove the tag; a text that starts with `!` goes in quotes."
        ),
    ),
    "duplicate key": (
        HEAD + "kind: AIManifest\n",
        "5:1 manifest/syntax The key `kind` is written twice. Keep one of them.",
    ),
    "UTF-16": (
        HEAD.encode("utf-16"),
        "1:1 manifest/syntax The file is not UTF-8, but UTF-16 or UTF-32. Save it as UTF-8.",
    ),
    "tab": (
        HEAD + "\towner: group:x\n",
        "5:1 manifest/syntax A tab cannot indent YAML. Indent with spaces.",
    ),
    "two documents": (
        HEAD + "---\n" + HEAD,
        "5:1 manifest/syntax A second document starts here. Keep one document in a file.",
    ),
    "unknown key": (
        HEAD + "  onwer: group:x\n",
        (
            "5:3 manifest/schema `onwer` is not a known key of `metadata`."
            " Did you mean `owner`? Known keys: `name`, `owner`, `sector`, `organisation`, `annotations`."
        ),
    ),
    "wrong type": (
        HEAD + "applications:\n  chat: {}\n",
        "5:1 manifest/schema `applications` must be a list, but is a mapping. Start each entry with `- `.",
    ),
    "duplicate id": (
        HEAD + "backends:\n  - id: aws\n  - id: aws\n",
        (
            "7:9 manifest/duplicate-id The id `aws` is already taken in `backends`."
            " Give each entry an id of its own, and correct the references to it."
        ),
    ),
    "terminal escape as it is": (
        HEAD + "  sector: \x1b[2J\n",
        (
            "5:11 manifest/syntax The character U+001B, which cannot be seen, is not allowed here."
            " Remove it, or write it as \\x1b in double quotes."
        ),
    ),
    "terminal escape in quotes": (
        HEAD + '  sector: "\\e[2J\\n::error::gotcha"\n',
        (
            "5:11 manifest/schema `\\x1b[2J\\x0a::error::gotcha` is not a known value of `sector`."
            " Known values: `public`, `health`, `finance`, `industry`, `other`."
        ),
    ),
    "terminal escape in a key": (
        HEAD + '  "\\e]0;owned\\a": x\n',
        (
            "5:3 manifest/schema `\\x1b]0;owned\\x07` is not a known key of `metadata`."
            " Known keys: `name`, `owner`, `sector`, `organisation`, `annotations`."
        ),
    ),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_with_bad_content(repository: Path, name: str) -> None:
    content, expected = CONTENTS[name]
    raw = content if isinstance(content, bytes) else content.encode()
    (repository / "bad" / "ai-manifest.yaml").write_bytes(raw)

    assert [f"bad/ai-manifest.yaml:{expected}"] == told(load_portfolio([repository]))


def test_all_that_is_wrong_is_told_in_one_run(repository: Path) -> None:
    text = (
        HEAD
        + "applications: [{id: A, models: [{rolle: x}]}]\nmodels: [{id: a, model: m, backend: none}]\nx: 1\n"
    )
    (repository / "bad" / "ai-manifest.yaml").write_text(text)

    rules = [problem.rule for problem in load_portfolio([repository]).problems]

    assert ["manifest/schema"] * 3 + ["manifest/reference", "manifest/schema"] == rules


def test_100_megabytes_are_not_read(repository: Path) -> None:
    with (repository / "bad" / "ai-manifest.yaml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    assert [
        (
            "bad/ai-manifest.yaml:1:1 manifest/unreadable The file is larger than 1 MiB."
            " Split it: a folder may have its own manifest."
        )
    ] == told(load_portfolio([repository]))


def test_a_folder_of_this_name(repository: Path) -> None:
    (repository / "bad" / "ai-manifest.yaml").mkdir()

    assert [
        (
            "bad/ai-manifest.yaml:1:1 manifest/unreadable This is a folder, not a file."
            " Put a file in its place, or rename it."
        )
    ] == told(load_portfolio([repository]))


@pytest.mark.parametrize("is_named", [False, True], ids=["found", "named"])
def test_a_pipe_is_not_waited_for(repository: Path, is_named: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    pipe = repository / "bad" / "ai-manifest.yaml"
    os.mkfifo(pipe)

    assert [
        (
            "bad/ai-manifest.yaml:1:1 manifest/unreadable This is a named pipe, not a file."
            " Put a file in its place, or rename it."
        )
    ] == told(load_portfolio([repository / "good", pipe] if is_named else [repository]))


def test_a_socket(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "bad")  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("ai-manifest.yaml")

        assert [
            (
                "bad/ai-manifest.yaml:1:1 manifest/unreadable This is a socket, not a file."
                " Put a file in its place, or rename it."
            )
        ] == told(load_portfolio([repository]))


def test_a_link_to_a_device_is_not_read(repository: Path) -> None:
    (repository / "bad" / "ai-manifest.yaml").symlink_to("/dev/zero")

    assert [
        (
            "bad/ai-manifest.yaml:1:1 manifest/unreadable The symbolic link leads out of the repository."
            " Put the file itself into the repository: only what is in it is checked."
        )
    ] == told(load_portfolio([repository]))


LINKS = {
    "out of the repository": (
        "../../outside.yaml",
        (
            "The symbolic link leads out of the repository."
            " Put the file itself into the repository: only what is in it is checked."
        ),
    ),
    "out of the repository by an absolute path": (
        "/etc/hostname",
        (
            "The symbolic link leads out of the repository."
            " Put the file itself into the repository: only what is in it is checked."
        ),
    ),
    "into .git": (
        "../.git/config",
        (
            "The symbolic link leads out of the repository."
            " Put the file itself into the repository: only what is in it is checked."
        ),
    ),
    "through a folder that leads out": (
        "../way-out/outside.yaml",
        (
            "The symbolic link leads out of the repository."
            " Put the file itself into the repository: only what is in it is checked."
        ),
    ),
    "in a circle": (
        "circle.yaml",
        "The symbolic link leads in a circle. Point it at a file of the repository, or remove it.",
    ),
    "to itself": (
        "ai-manifest.yaml",
        "The symbolic link leads in a circle. Point it at a file of the repository, or remove it.",
    ),
    "to nothing": (
        "nowhere.yaml",
        "The symbolic link leads to nothing. Point it at a file of the repository, or remove it.",
    ),
    "to a folder": ("../good", "This is a folder, not a file. Put a file in its place, or rename it."),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_symbolic_link(repository: Path, name: str) -> None:
    to, expected = LINKS[name]
    (repository.parent / "outside.yaml").write_text(HEAD)
    (repository / "way-out").symlink_to(repository.parent)
    (repository / "bad" / "circle.yaml").symlink_to("ai-manifest.yaml")
    (repository / "bad" / "ai-manifest.yaml").symlink_to(to)

    assert [f"bad/ai-manifest.yaml:1:1 manifest/unreadable {expected}"] == told(load_portfolio([repository]))


def test_a_link_within_the_repository_is_followed(repository: Path) -> None:
    (repository / "shared.yaml").write_text(HEAD)
    (repository / "bad" / "ai-manifest.yaml").symlink_to("../shared.yaml")

    loaded = load_portfolio([repository])

    assert ["bad/ai-manifest.yaml", "good/ai-manifest.yaml"] == [
        item.path for item in loaded.portfolio.manifests
    ]


SCRIPT = """
import os, sys
from pathlib import Path
from holdfast.load.portfolio import load_portfolio
load_portfolio([Path(sys.argv[1])])  # imports all that is needed, while it may still be read
os.setgid(int(sys.argv[3])); os.setuid(int(sys.argv[2]))
loaded = load_portfolio([Path(sys.argv[1])])
print([manifest.name for manifest in loaded.portfolio.manifests], *loaded.portfolio.unreadable)
for problem in loaded.problems:
    print(problem.place.location, problem.rule, problem.message, problem.help)
for note in loaded.notes:
    print(note)
"""


@pytest.fixture
def user() -> Iterator[tuple[int, int]]:
    """The user and group as whom a file can be made unreadable: this one, unless it may read everything."""
    if os.geteuid() != 0:
        yield os.geteuid(), os.getegid()
        return
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("root can read everything, and there is no user nobody")
    yield nobody.pw_uid, nobody.pw_gid


def as_user(root: Path, user: tuple[int, int]) -> list[str]:
    for folder in root.parents:
        if "pytest-" in str(folder):  # pytest's own folders are closed to other users
            folder.chmod(0o755)
        elif not folder.stat().st_mode & 0o001 and os.geteuid() != user[0]:
            pytest.skip(f"another user cannot reach {folder}")
    command = [sys.executable, "-c", SCRIPT, str(root), *map(str, user)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout.splitlines()


def test_an_unreadable_file(repository: Path, user: tuple[int, int]) -> None:
    path = repository / "bad" / "ai-manifest.yaml"
    path.write_text(HEAD)
    path.chmod(0)

    output = as_user(repository, user)

    assert [
        "['good'] bad/ai-manifest.yaml",
        (
            "bad/ai-manifest.yaml:1:1 manifest/unreadable The file cannot be read: permission denied."
            " Make it readable for the user who runs the check."
        ),
    ] == output[:2]


def test_a_folder_that_cannot_be_searched_is_named(repository: Path, user: tuple[int, int]) -> None:
    (repository / "bad").chmod(0)
    try:
        output = as_user(repository, user)
    finally:
        (repository / "bad").chmod(0o755)

    assert ["['good']", "`bad` could not be searched: permission denied."] == output[:2]


def test_a_dangling_reference_leaves_the_manifest_in_the_portfolio(repository: Path) -> None:
    text = (
        HEAD + "applications:\n  - id: a\n    models:\n      - ref: gtp\nmodels:\n  - {id: gpt,"
        " model: m, backend: x}\nbackends: [{id: x}]\n"
    )
    (repository / "bad" / "ai-manifest.yaml").write_text(text)

    loaded = load_portfolio([repository])

    assert [
        (
            "bad/ai-manifest.yaml:8:14 manifest/reference `gtp` is not declared in `models`."
            " Did you mean `gpt`? Declared models: `gpt`."
        )
    ] == [
        f"{problem.place.location} {problem.rule} {problem.message} {problem.help}"
        for problem in loaded.problems
    ]
    assert ["bad", "good"] == [manifest.name for manifest in loaded.portfolio.manifests]
    assert () == loaded.portfolio.unreadable


def test_unusual_but_right_is_read(repository: Path) -> None:
    text = (
        HEAD
        + "  annotations: {version: 1.10, since: 2026-01-01, on: yes}\n"
        + "applications:\n"
        + "  - &a {id: a, models: [], data: {residency: national, country: NO}}\n"
        + "  - {<<: *a, id: b}\n"
    )
    raw = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    (repository / "bad" / "ai-manifest.yaml").write_bytes(raw)

    loaded = load_portfolio([repository])

    manifest = loaded.portfolio.manifests[0]
    assert () == loaded.problems
    assert {"version": "1.10", "since": "2026-01-01", "on": "yes"} == manifest.data["metadata"]["annotations"]
    assert [("a", "NO"), ("b", "NO")] == [
        (application["id"], application["data"]["country"]) for application in manifest.data["applications"]
    ]


def test_no_manifest_at_all(tmp_path: Path) -> None:
    loaded = load_portfolio([tmp_path])

    assert (0, (), (), ()) == (
        loaded.manifests_found,
        loaded.problems,
        loaded.portfolio.manifests,
        loaded.portfolio.unreadable,
    )


def test_a_path_that_does_not_exist(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)

    with pytest.raises(TargetError, match=r"^`nowhere` does not exist\.$"):
        load_portfolio([repository, Path("nowhere")])


def test_a_file_that_vanishes_meanwhile(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = repository / "bad" / "ai-manifest.yaml"
    path.write_text(HEAD)
    real = os.lstat

    def vanish(self: Path) -> os.stat_result:
        if self.name == path.name and self.parent.name == "bad":
            path.unlink(missing_ok=True)
        return real(self)

    monkeypatch.setattr(Path, "lstat", vanish)

    assert [
        (
            "bad/ai-manifest.yaml:1:1 manifest/unreadable The file does not exist. Create it, or"
            " correct the path."
        )
    ] == told(load_portfolio([repository]))
