"""Bad files by the exit code that their caller sees, and by what is still said of the others.

What is said of each, and where it points, is in tests/load/test_bad_input.py.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOOD = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: good, owner: "group:web"}
applications: []
"""
BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 12)]
)
OTHER = GOOD.replace("good", "other")

BAD: dict[str, str | bytes] = {
    "empty": "",
    "not YAML": "a: [1\nb: 2",
    "a text": "hello",
    "binary": bytes(range(256)) * 8,
    "10,000 levels": "[" * 10_000 + "]" * 10_000,
    "alias bomb": BOMB,
    "recursive alias": "a: &a [*a]\n",
    "explicit tag": GOOD + "x: !has(x)\n",
    "duplicate key": GOOD + "kind: AIManifest\n",
    "UTF-16": OTHER.encode("utf-16"),
    "tab": "metadata:\n\tname: x\n",
    "two documents": f"{OTHER}---\n{OTHER}",
    "unknown key": OTHER + "unknown: 1\n",
    "wrong type": OTHER.replace("applications: []", "applications: 1"),
    "duplicate id": OTHER + "backends: [{id: a}, {id: a}]\n",
    "larger than 1 MiB": GOOD + "# " + "x" * 1024 * 1024,
    "terminal escapes": OTHER + '"\\e[31m::error::": 1\n',
}


def checked(holdfast: Any, root: Path) -> tuple[int, set[str], set[str]]:
    """Return the exit code, the files with findings of pack `manifest`, and those that were evaluated."""
    ran = holdfast("check", str(root), "--format", "json", "--as-of", "2026-11-23", "--no-config")
    report = json.loads(ran.out)
    wrong = {
        item["location"]["path"] for item in report["findings"] if item["ruleId"].startswith("manifest/")
    }
    evaluated = set(report["manifests"]) - set(report["unreadable"])
    passed = {item["count"] for item in report["results"] if item["outcome"] == "pass"}
    assert len(evaluated) == max(passed)
    assert "\x1b" not in ran.out + ran.err
    return ran.code, wrong, evaluated


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_finding_and_hides_no_other(tree: Any, holdfast: Any, name: str) -> None:
    root = tree({"good/ai-manifest.yaml": GOOD, "bad/ai-manifest.yaml": ""})
    content = BAD[name]
    (root / "bad/ai-manifest.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert (1, {"bad/ai-manifest.yaml"}, {"good/ai-manifest.yaml"}) == checked(holdfast, root)


MADE: dict[str, Callable[[Path], None]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a link out of the repository": lambda path: path.symlink_to("/etc/passwd"),
    "a link in a circle": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("kind", MADE)
def test_what_is_no_file_is_a_finding_and_hides_no_other(tree: Any, holdfast: Any, kind: str) -> None:
    root = tree({"good/ai-manifest.yaml": GOOD, "bad/other": ""})
    MADE[kind](root / "bad/ai-manifest.yaml")
    assert (1, {"bad/ai-manifest.yaml"}, {"good/ai-manifest.yaml"}) == checked(holdfast, root)


@pytest.mark.parametrize(
    "content",
    [
        OTHER.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + OTHER.encode(),
        (OTHER + "backends: [{id: b, operatorCountry: NO}]\n").encode(),
        (OTHER + "backends: [{id: b}]\nmodels: [{id: m, model: 1.10, backend: b}]\n").encode(),
        (OTHER + "contracts: [{id: c, end: 2027-01-01}]\n").encode(),
    ],
    ids=["CRLF", "byte-order mark", "NO as a country", "1.10 as a version", "a date without quotes"],
)
def test_unusual_but_right_is_clean(tree: Any, holdfast: Any, content: bytes) -> None:
    root = tree({"good/ai-manifest.yaml": GOOD, "other/ai-manifest.yaml": ""})
    (root / "other/ai-manifest.yaml").write_bytes(content)
    both = {"good/ai-manifest.yaml", "other/ai-manifest.yaml"}
    code, wrong, passed = checked(holdfast, root)
    assert (0, set(), both) == (code, wrong, passed & both)


def test_a_dangling_reference_is_a_finding_and_its_manifest_is_still_judged(tree: Any, holdfast: Any) -> None:
    dangling = OTHER.replace("applications: []", "applications: [{id: a, models: [{ref: gone}]}]")
    root = tree({"good/ai-manifest.yaml": GOOD, "other/ai-manifest.yaml": dangling})
    code, wrong, passed = checked(holdfast, root)
    assert (1, {"other/ai-manifest.yaml"}, True) == (code, wrong, "other/ai-manifest.yaml" in passed)
