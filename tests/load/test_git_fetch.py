"""Fetching: a host that hangs, asks, or sends us elsewhere, and an environment that says otherwise."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from holdfast.errors import ConfigError
from holdfast.load import git_fetch
from holdfast.load.git_packs import git_pack_folders
from tests.git_repositories import FILES, GitRepository, git_repository

COMMIT = "0" * 40


@pytest.fixture
def repository(tmp_path: Path) -> GitRepository:
    return git_repository(tmp_path / "remote")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")  # no cache is used that the current folder holds
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def served() -> Iterator[Callable[[Callable[[BaseHTTPRequestHandler], None]], str]]:
    """Serve over HTTP whatever a function answers, and return the URL of a pack there."""
    servers = []

    def serve(answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name that the server calls
                answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"git+http://127.0.0.1:{server.server_port}/rules.git@{COMMIT}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def refused(written: str) -> tuple[str, str]:
    with pytest.raises(ConfigError) as caught:
        git_pack_folders(written)
    return caught.value.message.replace(written, "PACK"), caught.value.hint


def running() -> list[str]:
    """Return the commands of processes that this one started, and those that they did."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parts = (process / "stat").read_text("utf-8").rpartition(")")[2].split()
            command = (process / "cmdline").read_text("utf-8").replace("\0", " ")
        except OSError:
            continue
        if "git" in command and "rules.git" in command and parts[0] != "Z":
            found.append(command)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what runs")
def test_a_host_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_fetch, "TIMEOUT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:  # takes the connection, and never answers
        port = server.getsockname()[1]
        message, hint = refused(f"git+http://127.0.0.1:{port}/rules.git@{COMMIT}")
    assert "the git pack `PACK` cannot be fetched: git was not done within 1 seconds." == message
    assert hint.startswith("Try `git ls-remote`")
    assert [] == running()


def test_a_host_that_asks_for_a_password(served: Callable[..., str], tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    askpass = tmp_path / "askpass"
    askpass.write_text(f"#!/bin/sh\ntouch {asked}\necho secret\n")
    askpass.chmod(0o755)
    (tmp_path / "gitconfig").write_text(f"[core]\n\taskPass = {askpass}\n")

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(401)
        request.send_header("WWW-Authenticate", 'Basic realm="rules"')
        request.send_header("Content-Length", "0")
        request.end_headers()

    with pytest.MonkeyPatch.context() as patch:
        for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
            patch.setenv(name, str(askpass))
        message, hint = refused(served(answer))
    assert "the git pack `PACK` cannot be fetched: the host wants to know who asks." == message
    assert "Holdfast never asks for a password" in hint
    assert not asked.exists()


def test_a_credential_helper_of_the_user_answers(served: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text(
        '[credential]\n\thelper = "!echo username=u; echo password=hunter2; #"\n'
    )
    seen = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        given = request.headers.get("Authorization", "")
        seen.append(given)
        request.send_response(404 if given else 401)
        request.send_header("WWW-Authenticate", 'Basic realm="rules"')
        request.send_header("Content-Length", "0")
        request.end_headers()

    message, _ = refused(served(answer))
    assert ["", "Basic dTpodW50ZXIy"] == seen
    assert "hunter2" not in message
    assert message.startswith("the git pack `PACK` cannot be fetched: git says: repository 'http://127.0.0.1")


@pytest.mark.parametrize("target", ["file://{}", "ext::touch {}"])
def test_a_host_that_sends_us_elsewhere(
    served: Callable[..., str], tmp_path: Path, repository: GitRepository, target: str
) -> None:
    repository.commit(FILES)
    elsewhere = target.format(repository.folder if "file" in target else tmp_path / "touched")

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", elsewhere)
        request.send_header("Content-Length", "0")
        request.end_headers()

    assert refused(served(answer))[0].startswith("the git pack `PACK` cannot be fetched: ")
    assert not (tmp_path / "touched").exists()


@pytest.mark.parametrize("other", ["ext::touch {} ", "file://{}/", "git://127.0.0.1:1/"])
def test_no_configuration_of_git_adds_a_protocol(tmp_path: Path, other: str) -> None:
    touched = tmp_path / "touched"
    (tmp_path / "gitconfig").write_text(
        f'[url "{other.format(touched)}"]\n\tinsteadOf = https://h.example/\n[protocol]\n\tallow = always\n'
    )
    message, _ = refused(f"git+https://h.example/rules.git@{COMMIT}")
    assert (
        f"the git pack `PACK` cannot be fetched: git says: transport '{other.partition(':')[0]}' not allowed."
        == message
    )
    assert not touched.exists()


def test_an_url_that_the_users_own_git_replaces_is_used(tmp_path: Path, repository: GitRepository) -> None:
    (tmp_path / "gitconfig").write_text(
        f'[url "{repository.folder}"]\n\tinsteadOf = file:///srv/rules\n', encoding="utf-8"
    )
    (folder,) = git_pack_folders(f"git+file:///srv/rules@{repository.commit(FILES)}#packs")
    assert "acme" == folder.name


def test_a_password_that_git_knows_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text(
        '[url "https://user:hunter2@127.0.0.1:1/"]\n\tinsteadOf = https://h.example/\n'
    )
    message, hint = refused(f"git+https://h.example/rules.git@{COMMIT}")
    assert message.startswith("the git pack `PACK` cannot be fetched: git says: unable to access ")
    assert "hunter2" not in message + hint


def test_another_repository_of_the_environment_is_not_touched(
    tmp_path: Path, repository: GitRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repository.commit(FILES)
    for name, value in {"GIT_DIR": "elsewhere", "GIT_WORK_TREE": "work", "GIT_INDEX_FILE": "index"}.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    assert 1 == len(git_pack_folders(f"{repository.url}@{commit}#packs"))
    assert [] == [name for name in ("elsewhere", "work", "index") if (tmp_path / name).exists()]


def test_no_hook_and_no_template_runs(
    tmp_path: Path, repository: GitRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched = tmp_path / "touched"
    hooks = tmp_path / "templates" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("reference-transaction", "post-checkout", "pre-auto-gc"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {touched}\n")
        (hooks / name).chmod(0o755)
    (tmp_path / "gitconfig").write_text(
        f"[core]\n\thooksPath = {hooks}\n[init]\n\ttemplateDir = {hooks.parent}\n"
    )
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(hooks.parent))
    commit = repository.commit(FILES)
    touched.unlink(missing_ok=True)
    assert 1 == len(git_pack_folders(f"{repository.url}@{commit}#packs"))
    assert not touched.exists()


def test_submodules_are_not_fetched(tmp_path: Path, repository: GitRepository) -> None:
    inner = git_repository(tmp_path / "inner")
    inner.commit(FILES)
    (tmp_path / "gitconfig").write_text(
        "[fetch]\n\trecurseSubmodules = true\n[submodule]\n\trecurse = true\n"
    )
    repository.run(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.folder), "packs/inner"
    )
    (folder,) = git_pack_folders(f"{repository.url}@{repository.commit(FILES)}#packs")
    assert "acme" == folder.name


def test_a_repository_that_is_too_large(
    repository: GitRepository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(git_fetch, "MAX_FETCHED", 1_000)
    wrapper = tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    real = os.environ["PATH"]
    wrapper.write_text(
        f'#!/bin/sh\nPATH="{real}"\n'
        'case " $* " in *" fetch "*) yes >> filler & sleep 30;; esac\nexec git "$@"\n'
    )
    wrapper.chmod(0o755)
    commit = repository.commit(FILES)
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{real}")
    message, hint = refused(f"{repository.url}@{commit}#packs")
    assert "the git pack `PACK` cannot be fetched: its repository is larger than 0 MiB." == message
    assert "Keep packs in a repository of their own." == hint


def test_ssh_has_nobody_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    said = tmp_path / "said"
    ssh.write_text(
        f'#!/bin/sh\n{{ echo "$@"; env; (exec < /dev/tty) 2> /dev/null && echo TERMINAL; }} >> {said}\n'
        'echo "git@h.example: Permission denied (publickey,password)." >&2\nexit 255\n'
    )
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{ssh.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SSH_ASKPASS", "/bin/true")
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("GIT_SSH", "GIT_SSH_COMMAND"):
        monkeypatch.delenv(name, raising=False)
    message, _ = refused(f"git+ssh://git@h.example/rules.git@{COMMIT}")
    assert "the git pack `PACK` cannot be fetched: the host wants to know who asks." == message
    lines = said.read_text("utf-8").splitlines()
    assert lines[0].startswith("-oBatchMode=yes ")
    assert "SSH_ASKPASS_REQUIRE=never" in lines
    assert [] == [line for line in lines if line.startswith(("SSH_ASKPASS=", "DISPLAY=", "TERMINAL"))]


@pytest.mark.parametrize("where", ["environment", "configuration"])
def test_the_users_own_command_for_ssh_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    own = tmp_path / "own-ssh"
    own.write_text(f"#!/bin/sh\ntouch {tmp_path}/used\nexit 255\n")
    own.chmod(0o755)
    monkeypatch.delenv("GIT_SSH", raising=False)
    monkeypatch.delenv("GIT_SSH_COMMAND", raising=False)
    if where == "environment":
        monkeypatch.setenv("GIT_SSH_COMMAND", str(own))
    else:
        (tmp_path / "gitconfig").write_text(f"[core]\n\tsshCommand = {own}\n")
    refused(f"git+ssh://git@h.example/rules.git@{COMMIT}")
    assert (tmp_path / "used").exists()
