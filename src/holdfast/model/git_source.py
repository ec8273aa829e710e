"""A pack, or several, in a git repository: which repository, which commit, and which folder of it."""

import re
from typing import NamedTuple

from holdfast.errors import ConfigError
from holdfast.model.escape import quoted
from holdfast.model.location import Location

PREFIX = "git+"
EXAMPLE = "git+https://git.example.com/platform/policies@COMMIT#packs/acme"

# Strict, so that nothing of it is an option, a command, another protocol or a password. They are compiled
# where they are used: most runs have no pack from git.
_URL = (
    r"(?P<scheme>https|ssh|http|file)://(?:(?P<user>[A-Za-z0-9_][A-Za-z0-9._-]*)@)?"
    r"(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])?(?P<port>:[0-9]{1,5})?"
    r"(?P<path>(?:/[A-Za-z0-9._~%+-]+)+)"
)
_COMMIT = r"[0-9a-f]{40}|[0-9a-f]{64}"
_REFERENCE = r"[A-Za-z0-9._/-]{1,100}"
_PATH = r"[A-Za-z0-9._+@~-]+(?:/[A-Za-z0-9._+@~-]+)*"
_LOOPBACK = ("127.0.0.1", "[::1]", "localhost")


class GitSource(NamedTuple):
    """`path` is a folder of the tree of `commit`, a pack or one that holds packs; "" is the whole tree.

    `url` holds no password. `written` is how somebody named all of it.
    """

    url: str
    commit: str
    path: str
    written: str

    @property
    def is_local(self) -> bool:
        """Whether it is reached within this machine: over `file`, or `http` on the loopback address."""
        return self.url.startswith(("file:", "http:"))

    @property
    def name(self) -> str:
        """What output calls its folder: the last part of `path`, or of the URL."""
        return self.path.rpartition("/")[2] or self.url.rpartition("/")[2].removesuffix(".git")


def is_git(pack: str) -> bool:
    """Tell a pack given by a URL from one that is given by its id or by a folder."""
    return "://" in pack or pack.startswith(PREFIX)


def git_source(written: str, location: Location | None = None) -> GitSource:
    """Return what `git+URL@COMMIT#PATH` names. Raises ConfigError, which repeats no part of the URL.

    A branch, a tag or a shortened id may be another commit tomorrow, so only a full id is taken.
    """
    where, _, path = written.partition("#")
    if _holds_secret(where):
        raise ConfigError(
            "the URL of a git pack holds a password or a token.",
            location=location,
            hint="Take it out, and withdraw it, since others may have read it: git asks your credential "
            "helper, and over ssh your key is used.",
        )
    url, _, commit = where.removeprefix(PREFIX).rpartition("@")
    if not where.startswith(PREFIX) or not (_is_url(url) or _is_url(where.removeprefix(PREFIX))):
        raise ConfigError(
            "this URL names no pack that git can fetch.",
            location=location,
            hint=f"Write {EXAMPLE}, over https or ssh; COMMIT is a full commit id.",
        )
    if not _is_url(url) or not re.fullmatch(_COMMIT, commit):
        is_shown = _is_url(url) and re.fullmatch(_REFERENCE, commit)
        said = f"{quoted(commit)} is none" if is_shown else "there is none"
        raise ConfigError(
            f"a git pack is named by a full commit id, and {said}.",
            location=location,
            hint="A branch, a tag or a short id may be another commit tomorrow. `git ls-remote URL NAME` "
            "says which one it is now: write its 40 or 64 digits, in lower case, behind an `@`.",
        )
    path = path.strip("/")
    if path and (not re.fullmatch(_PATH, path) or {".", "..", ".git"} & set(path.lower().split("/"))):
        raise ConfigError(
            f"{quoted(path)} is no folder of a git repository.",
            location=location,
            hint="Name one from the top of it, such as `packs/acme`, of letters, digits and `._+@~-`.",
        )
    return GitSource(url, commit, path, written)


def _holds_secret(where: str) -> bool:
    """Say whether an `@` is left beside that of the commit and that of a name for ssh, or a query is there.

    Whatever has a user may have a password, also where it is not written as it should be.
    """
    rest = where.partition("://")[2]
    if where.startswith(f"{PREFIX}ssh:"):
        rest = re.sub(r"^[A-Za-z0-9._-]+@", "", rest)
    return "?" in rest or rest.count("@") > 1 or "@" in rest.partition("/")[0]


def _is_url(url: str) -> bool:
    found = re.fullmatch(_URL, url)
    if not found or ".." in found["path"].split("/"):
        return False
    if found["scheme"] == "file":
        return not (found["user"] or found["host"] or found["port"])
    if found["scheme"] == "http":
        return found["host"] in _LOOPBACK and not found["user"]
    return found["host"] is not None and (found["scheme"] == "ssh" or not found["user"])
