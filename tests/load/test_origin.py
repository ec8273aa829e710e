"""Where Holdfast was installed from: only a commit on GitHub is something to write down."""

from __future__ import annotations

import json

import pytest

from holdfast.load.origin import installed_from, repository_of

COMMIT = "8f4b7f84864484a7bf31766abe9204da3cbe65b3"


def written(url: object, commit: object = COMMIT) -> str:
    return json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": commit}})


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/hold.fast.git",
        "https://github.com/acme/hold.fast",
        "https://somebody:secret@github.com/acme/hold.fast.git",
    ],
)
def test_a_commit_on_github(url: str) -> None:
    assert ("acme/hold.fast", COMMIT) == repository_of(written(url))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"url": "file:///x", "dir_info": {}}',
        written("https://github.com.evil/acme/holdfast"),
        written("https://evil/@github.com/acme/holdfast"),
        written("ssh://git@github.com/acme/holdfast"),
        written("https://github.com/acme/hold fast"),
        written("https://github.com/acme/holdfast", "main"),
        written(1),
        written("https://github.com/acme/holdfast", None),
    ],
)
def test_anything_else_is_not_known(text: str) -> None:
    assert None is repository_of(text)


def test_a_checkout_is_no_such_place() -> None:
    assert None is installed_from()
