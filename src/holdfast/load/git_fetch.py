"""A commit fetched by the git command, which runs nothing, asks nobody and ends in time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from holdfast.errors import ConfigError
from holdfast.load.git_objects import Read, UnsoundError
from holdfast.model.escape import quoted
from holdfast.model.git_source import GitSource

if TYPE_CHECKING:
    from subprocess import Popen

TIMEOUT_SECONDS = 120
MAX_FETCHED = 256 * 1024 * 1024
"""So many bytes git may write: the whole tree of the commit is fetched, of which the packs are a part."""

_POLLS = 10
"""In a second."""

_OPTIONS = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.fsmonitor=false",
    "-c", "gc.auto=0",
    "-c", "maintenance.auto=false",
    "-c", "protocol.version=2",
    "-c", "http.followRedirects=initial",
    "-c", "fetch.recurseSubmodules=no",
    "-c", "credential.interactive=false",
)  # fmt: skip

_KEPT = ("GIT_SSH", "GIT_SSL", "GIT_CONFIG", "GIT_PROXY")
"""What the environment says about how to reach a host; the rest of `GIT_*` is about some repository."""

_ASKING = ("DISPLAY", "SSH_ASKPASS", "WAYLAND_DISPLAY")
"""What lets ssh open a window to ask for a passphrase."""

_SECRET = re.compile(r"(//)[^/@\s]+@")
_REASON = re.compile(r"^(?:fatal|error|remote: fatal|remote: error): (.+)$", re.MULTILINE)
_MOST_OF_A_REASON = 200
_ASKED = re.compile(
    r"could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|Permission denied"
    r"|Host key verification failed|HTTP 40[13]|error: 40[13]"
)
_ABSENT = re.compile(r"not our ref|unadvertised object|remote ref|no such remote ref", re.IGNORECASE)
_LISTED = re.compile(rb"([0-9a-f]+) ([a-z]+) ([0-9]+)\n")


@contextmanager
def fetched(source: GitSource, folder: Path) -> Iterator[Read]:
    """Fetch the commit of `source` into `folder`, an empty one; yield what reads its objects.

    Nothing is checked out, so neither filters nor hooks run, and no path is followed. Raises ConfigError.
    """
    import shutil

    path = shutil.which("git")
    if path is None:
        raise ConfigError(
            f"the git pack {quoted(source.written, 300)} has to be fetched, and git is not installed.",
            hint="Install git, or bring along the cache of a machine that has fetched it.",
        )
    git = _Git(path, source, folder)
    form = ("--object-format=sha256",) if len(source.commit) == 64 else ()  # noqa: PLR2004  # SHA-256 in hex
    git.run("init", "--quiet", "--bare", "--template=", *form, str(git.repository))
    # Whatever is not ours stands behind the two dashes.
    options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--")
    git.run("fetch", *options, source.url, source.commit)
    with git.reading() as read:
        yield read


class _Batch:
    """Asks `git cat-file --batch` for one object after the other."""

    def __init__(self, asked: IO[bytes], said: IO[bytes]) -> None:
        self._asked, self._said = asked, said

    def read(self, identifier: str, kind: str, most: int) -> bytes:
        try:
            self._asked.write(f"{identifier}\n".encode())
            self._asked.flush()
        except OSError:
            raise UnsoundError("git ended before it was asked for everything") from None
        listed = _LISTED.fullmatch(self._said.readline(200))
        if listed is None or listed[2].decode() != kind:
            raise UnsoundError(f"{identifier} is no {kind}")
        size = int(listed[3])
        if size > most:
            raise UnsoundError(f"the {kind} {identifier} is larger than {most // 1024:,} KiB")
        return self._said.read(size + 1)[:size]


class _Git:
    """Runs git in a bare repository of ours, in a folder of its own, to get at one commit."""

    def __init__(self, path: str, source: GitSource, folder: Path) -> None:
        self.repository = folder / "repository"
        self._path, self._source, self._folder = path, source, folder
        self._said = folder / "said"

    def run(self, *arguments: str) -> None:
        """Run a command to its end. Raises ConfigError where it fails, or takes too much time or room."""
        from subprocess import DEVNULL

        with self._started(arguments, DEVNULL) as process:
            code = self._ended(process)
        if code != 0:
            raise _failed(self._source, self._said.read_text("utf-8", "replace"))

    @contextmanager
    def reading(self) -> Iterator[Read]:
        """Yield what reads objects of the repository."""
        from subprocess import PIPE

        with self._started(("cat-file", "--batch"), PIPE) as process:
            if process.stdin is not None and process.stdout is not None:
                yield _Batch(process.stdin, process.stdout).read

    def _ended(self, process: Popen[bytes]) -> int:
        from subprocess import TimeoutExpired

        for _ in range(TIMEOUT_SECONDS * _POLLS):
            with suppress(TimeoutExpired):
                return process.wait(1 / _POLLS)
            if _size(self._folder) > MAX_FETCHED:
                raise _unusable(
                    self._source,
                    f"its repository is larger than {MAX_FETCHED // 1024**2} MiB",
                    "Keep packs in a repository of their own.",
                )
        raise _unusable(
            self._source,
            f"git was not done within {TIMEOUT_SECONDS} seconds",
            "Try `git ls-remote` with its URL: the host may be down, or out of reach from here.",
        )

    @contextmanager
    def _started(self, arguments: Sequence[str], streams: int) -> Iterator[Popen[bytes]]:
        """Start git in a process group of its own, without a terminal; in the end all of it is over."""
        import subprocess

        with self._said.open("wb") as said:
            process = subprocess.Popen(  # noqa: S603  # no shell, and the source is strict about its URL
                [self._path, *_OPTIONS, f"--git-dir={self.repository}", *arguments],
                cwd=self._folder,
                env=self._environment(),
                stdin=streams,
                stdout=streams,
                stderr=said,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            _end(process)

    def _environment(self) -> dict[str, str]:
        """Return the environment in which git asks nobody, and takes no other way than the one named.

        Credential helpers of the user work, as far as they ask nobody either.
        """
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in _ASKING and (not name.startswith("GIT_") or name.startswith(_KEPT))
        }
        scheme = self._source.url.partition(":")[0]
        if scheme == "ssh" and not self._has_own_ssh(kept):
            kept["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes"
        return kept | {
            "GIT_ALLOW_PROTOCOL": scheme if self._source.is_local else "https:ssh",
            "GIT_ASKPASS": "",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GCM_INTERACTIVE": "never",
            "SSH_ASKPASS_REQUIRE": "never",
            "LC_ALL": "C",
        }

    def _has_own_ssh(self, environment: Mapping[str, str]) -> bool:
        """Say whether the user has a command for ssh; that too has no terminal to ask at."""
        import subprocess

        if "GIT_SSH_COMMAND" in environment or "GIT_SSH" in environment:
            return True
        done = subprocess.run(  # noqa: S603  # a fixed command
            [self._path, "config", "--get", "core.sshCommand"],
            cwd=self._folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        return bool(done.stdout.strip())


def _end(process: Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            import signal

            # The helper that talks to the host is a process of its own, and would go on waiting.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _size(folder: Path) -> int:
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(where) / name).lstat().st_size
    return total


def _failed(source: GitSource, said: str) -> ConfigError:
    """Return what git said, in our words where they are known, and never with a password that it knows."""
    if _ASKED.search(said):
        return _unusable(
            source,
            "the host wants to know who asks",
            "Set up a credential helper of git, or a key for ssh that needs no passphrase: "
            "Holdfast never asks for a password.",
        )
    if _ABSENT.search(said):
        return _unusable(
            source,
            f"the repository does not give out a commit {source.commit}",
            "Correct the id. The commit must have been pushed, and be reachable from a branch or tag.",
        )
    reasons = _REASON.findall(said) or [line for line in said.splitlines() if line.strip()][-1:]
    reason = _SECRET.sub(r"\1…@", reasons[0] if reasons else "it did not say why").strip()
    return _unusable(
        source,
        f"git says: {reason[:_MOST_OF_A_REASON]}",
        "Try `git ls-remote` with its URL.",
    )


def _unusable(source: GitSource, message: str, hint: str) -> ConfigError:
    return ConfigError(f"the git pack {quoted(source.written, 300)} cannot be fetched: {message}.", hint=hint)
