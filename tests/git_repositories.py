"""Git repositories for tests: real ones, made by the git command."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from holdfast.load.lock import digest_of

PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: rule
title: Rule
severity: low
scope: model
validations: [{expression: 'true'}]
"""
FILES = {"packs/acme/pack.yaml": PACK, "packs/acme/rule.yaml": POLICY}


@dataclass(frozen=True)
class GitRepository:
    """A repository whose configuration is that of nobody."""

    folder: Path

    @property
    def url(self) -> str:
        return f"git+file://{self.folder}"

    def run(self, *arguments: str, given: bytes = b"") -> str:
        names = {
            f"GIT_{who}_{what}": "x@example.com"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **names,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=environment,
            input=given,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def commit(self, files: Mapping[str, str]) -> str:
        """Commit these files beside those that are there, and return the id."""
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.run("add", "--all")
        self.run("commit", "--quiet", "--message", "x")
        return self.run("rev-parse", "HEAD")

    def commit_tree(self, *entries: tuple[str, str, bytes]) -> str:
        """Commit a tree of (mode, name, id as bytes), whatever git would say of it, and return the id."""
        raw = b"".join(b"%s %s\0%s" % (mode.encode(), name.encode(), oid) for mode, name, oid in entries)
        tree = self.run("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw)
        commit = self.run("commit-tree", "-m", "x", tree)
        self.run("update-ref", "refs/heads/made", commit)
        return commit

    def blob(self, text: str) -> bytes:
        """Keep `text`, and return its id as bytes."""
        return bytes.fromhex(self.run("hash-object", "-w", "--stdin", given=text.encode()))

    def tree(self, path: str) -> bytes:
        """Return the id of the folder `path` of the last commit as bytes."""
        return bytes.fromhex(self.run("rev-parse", f"HEAD:{path}"))


def git_repository(folder: Path, *options: str) -> GitRepository:
    """Make an empty repository in `folder`."""
    folder.mkdir(parents=True)
    repository = GitRepository(folder)
    repository.run("init", "--quiet", *options)
    return repository


def digest(folder: Path) -> str:
    """Return the digest by which a lock knows the pack in `folder`."""
    paths = [path for path in folder.rglob("*.yaml") if not path.name.endswith(".cases.yaml")]
    return digest_of({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
