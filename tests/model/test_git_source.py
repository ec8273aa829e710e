"""How a pack in git is named, and what is refused without a word of it being repeated."""

from __future__ import annotations

import pytest

from holdfast.errors import ConfigError
from holdfast.model.git_source import GitSource, git_source, is_git
from holdfast.model.location import Location

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LONG = COMMIT + "0123456789abcdef01234567"
HIDDEN = "hunter2"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"git+https://h.example/o/r@{COMMIT}", ("https://h.example/o/r", COMMIT, "")),
        (f"git+https://h.example:8443/r.git@{LONG}#a/b/", ("https://h.example:8443/r.git", LONG, "a/b")),
        (f"git+ssh://git@h.example/o/r.git@{COMMIT}#a", ("ssh://git@h.example/o/r.git", COMMIT, "a")),
        (f"git+ssh://h.example/~u/r@{COMMIT}", ("ssh://h.example/~u/r", COMMIT, "")),
        (f"git+file:///srv/r@{COMMIT}#a@b", ("file:///srv/r", COMMIT, "a@b")),
        (f"git+http://127.0.0.1:80/r@{COMMIT}", ("http://127.0.0.1:80/r", COMMIT, "")),
        (f"git+http://[::1]/r@{COMMIT}", ("http://[::1]/r", COMMIT, "")),
    ],
)
def test_what_is_named(written: str, expected: tuple[str, str, str]) -> None:
    assert is_git(written)
    assert GitSource(*expected, written) == git_source(written)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (f"git+https://h.example/o/rules.git@{COMMIT}", "rules"),
        (f"git+https://h.example/o/rules@{COMMIT}#packs/acme", "acme"),
    ],
)
def test_its_folder_has_a_name(written: str, name: str) -> None:
    assert name == git_source(written).name


@pytest.mark.parametrize("pack", ["inventory", "./policies", "../git+x", "/abs/policies"])
def test_others_are_none(pack: str) -> None:
    assert not is_git(pack)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("git+https://h.example/o/r@main", "`main` is none"),
        ("git+https://h.example/o/r@v1.2.0", "`v1.2.0` is none"),
        (f"git+https://h.example/o/r@{COMMIT[:12]}", f"`{COMMIT[:12]}` is none"),
        (f"git+https://h.example/o/r@{COMMIT.upper()}", f"`{COMMIT.upper()}` is none"),
        ("git+https://h.example/o/r@feature/x", "`feature/x` is none"),
        ("git+https://h.example/o/r", "there is none"),
        ("git+ssh://git@h.example/o/r#path", "there is none"),
        ("git+https://h.example/o/r@", "there is none"),
        ("git+https://h.example/o/r@\x1b[31m", "there is none"),
    ],
)
def test_what_may_move_is_refused(written: str, said: str) -> None:
    location = Location(".holdfast.yaml", 3, 9, 3, 20)
    with pytest.raises(ConfigError) as caught:
        git_source(written, location)
    error = caught.value
    assert (f"a git pack is named by a full commit id, and {said}.", location) == (
        error.message,
        error.location,
    )
    assert "`git ls-remote URL NAME` says which one it is now" in error.hint


@pytest.mark.parametrize(
    "written",
    [
        f"git+https://user:{HIDDEN}@h.example/o/r@{COMMIT}",
        f"git+https://{HIDDEN}@h.example/o/r@{COMMIT}",
        f"git+https://{HIDDEN}@h.example/o/r@main",
        f"git+https://{HIDDEN}@h.example/o/r",
        f"git+ssh://git:{HIDDEN}@h.example/o/r@{COMMIT}",
        f"git+https://user:a/{HIDDEN}@h.example/o/r@{COMMIT}",
        f"git+https://user:a@{HIDDEN}@h.example/o/r@{COMMIT}",
        f"git+https://h.example/o/r?token={HIDDEN}@{COMMIT}",
        f"https://user:{HIDDEN}@h.example/o/r",
        f"git+ftp://user:{HIDDEN}@h.example/o/r@{COMMIT}",
    ],
)
def test_a_password_is_refused_and_never_repeated(written: str) -> None:
    with pytest.raises(ConfigError) as caught:
        git_source(written)
    assert "the URL of a git pack holds a password or a token." == caught.value.message
    assert HIDDEN not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    "written",
    [
        f"https://h.example/o/r@{COMMIT}",
        f"git+ext::sh -c touch% x@{COMMIT}",
        f"git+http://h.example/o/r@{COMMIT}",
        f"git+git://h.example/o/r@{COMMIT}",
        f"git+ftp://h.example/o/r@{COMMIT}",
        f"git+ssh://-oProxyCommand=x/o/r@{COMMIT}",
        f"git+https://-h.example/o/r@{COMMIT}",
        f"git+https:///o/r@{COMMIT}",
        f"git+https://h.example@{COMMIT}/",
        f"git+https://h.example:port/r@{COMMIT}",
        f"git+https://h.example/o/../r@{COMMIT}",
        f"git+file://h.example/o/r@{COMMIT}",
        f"git+file://../r@{COMMIT}",
        f"git+/o/r@{COMMIT}",
        f"git+https://h.example/o\\r@{COMMIT}",
        f"git+https://h.example/o r@{COMMIT}",
        f"git+https://h.example/o\nr@{COMMIT}",
        f"git+https://user:{HIDDEN}#x@h.example/o/r@{COMMIT}",
        "git+",
    ],
)
def test_any_other_url_is_refused(written: str) -> None:
    with pytest.raises(ConfigError) as caught:
        git_source(written)
    assert caught.value.message in (
        "this URL names no pack that git can fetch.",
        "the URL of a git pack holds a password or a token.",
    )
    assert HIDDEN not in caught.value.message + caught.value.hint


@pytest.mark.parametrize("path", ["..", "a/../b", "a//b", ".git/hooks", "a/.GIT", ".", "a b", "a\\b", "a:b"])
def test_a_path_stays_in_the_repository(path: str) -> None:
    with pytest.raises(ConfigError) as caught:
        git_source(f"git+https://h.example/o/r@{COMMIT}#{path}")
    assert caught.value.message.endswith("is no folder of a git repository.")
