"""What a configuration builds on: the order, where files may lie, and every way to go wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.errors import ConfigError, UserErrors
from holdfast.load.config import MAX_DEPTH, find_config, load_config
from holdfast.load.homes import homes
from holdfast.model.exceptions import WaiverLimits
from holdfast.model.layers import merged
from holdfast.model.policy import Enforcement, Severity
from holdfast.model.settings import Settings, Source

Tree = Callable[[Mapping[str, str]], Path]

HEAD = "apiVersion: holdfast/v1\nkind: Configuration\n"
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"


def config(text: str) -> str:
    return HEAD + text


def read(root: Path, installed: tuple[Path, ...] = ()) -> Settings:
    """Return what the configuration sets that is found at `root`."""
    found = find_config([root])
    assert found is not None
    return merged(load_config(found, [root], homes(installed)))


def refused(root: Path, installed: tuple[Path, ...] = ()) -> str:
    with pytest.raises((ConfigError, UserErrors)) as caught:
        read(root, installed)
    return f"{caught.value.location}: {caught.value.message}"


def test_what_is_said_later_wins_and_what_adds_up_adds_up(tree: Tree) -> None:
    root = tree(
        {
            "a.yaml": config(
                "packs: [inventory]\nfailOn: low\nignore: [inventory/owner]\nselect: [inventory]\n"
                "params: {a/b: {x: 1, y: 1}, a: {z: 1}}\nenforcement: {a: warn, b: warn}\n"
                "applications: {chat: {params: {a/b: {x: 1, y: 1}}}}\n"
            ),
            "b.yaml": config(
                "packs: [dora]\nfailOn: high\nparams: {a/b: {y: 2}}\nwaivers: {maxDays: 9, forbidden: [a]}\n"
            ),
            ".holdfast.yaml": config(
                "extends: [a.yaml, ./b.yaml]\npacks: [dora, ./own]\n"
                "ignore: [inventory/data]\nselect: [dora]\n"
                "params: {c/d: {x: 3}}\nenforcement: {b: deny}\nwaivers: {forbidden: [b]}\n"
                "applications: {chat: {params: {a/b: {y: 3}}}}\n"
            ),
        }
    )
    settings = read(root)
    assert ["inventory", "dora", "./own"] == [pack.shown for pack in settings.packs]
    assert (("dora",), ("inventory/owner", "inventory/data")) == (settings.select, settings.ignore)
    assert Severity.HIGH is settings.fail_on
    assert {"a/b": {"x": 1, "y": 2}, "a": {"z": 1}, "c/d": {"x": 3}} == settings.params
    assert {"chat": {"a/b": {"x": 1, "y": 3}}} == settings.applications
    assert {"a": Enforcement.WARN, "b": Enforcement.DENY} == settings.enforcement
    assert WaiverLimits(9, ("a", "b")) == settings.waivers
    origins = {
        ".".join(map(str, key)): f"{origin.source} {origin.location}"
        for key, origin in settings.origins.items()
    }
    assert {
        "packs.inventory": "extended a.yaml:3:9",
        "packs.dora": "extended b.yaml:3:9",
        f"packs.{root / 'own'}": "configuration .holdfast.yaml:4:15",
        "failOn": "extended b.yaml:4:1",
        "select": "configuration .holdfast.yaml:6:1",
        "ignore.inventory/owner": "extended a.yaml:5:10",
        "ignore.inventory/data": "configuration .holdfast.yaml:5:10",
        "params.a/b.x": "extended a.yaml:7:16",
        "params.a/b.y": "extended b.yaml:5:16",
        "params.a.z": "extended a.yaml:7:33",
        "params.c/d.x": "configuration .holdfast.yaml:7:16",
        "enforcement.a": "extended a.yaml:8:15",
        "enforcement.b": "configuration .holdfast.yaml:8:15",
        "waivers.maxDays": "extended b.yaml:6:11",
        "waivers.forbidden.a": "extended b.yaml:6:35",
        "waivers.forbidden.b": "configuration .holdfast.yaml:9:23",
        "applications.chat.params.a/b.x": "extended a.yaml:9:38",
        "applications.chat.params.a/b.y": "configuration .holdfast.yaml:10:38",
    } == origins


def test_a_file_that_two_extend_counts_once_and_before_both(tree: Tree) -> None:
    root = tree(
        {
            "base.yaml": config("failOn: low\n"),
            "a.yaml": config("extends: base.yaml\nfailOn: high\n"),
            "b.yaml": config("extends: base.yaml\n"),
            ".holdfast.yaml": config("extends: [a.yaml, b.yaml]\n"),
        }
    )
    assert Severity.HIGH is read(root).fail_on


def test_a_file_of_a_pack_is_extended_and_names_only_what_is_in_it(tree: Tree) -> None:
    root = tree(
        {
            "acme/pack.yaml": PACK,
            "acme/shared/base.yaml": config("extends: ./more.yaml\npacks: [../own]\n"),
            "acme/shared/more.yaml": config("failOn: high\n"),
            "repo/.git/HEAD": "",
            "repo/.holdfast.yaml": config("extends: pack:acme/shared/base.yaml\n"),
        }
    )
    settings = read(root / "repo", (root / "acme",))
    (pack,) = settings.packs
    assert (str(root / "acme/own"), root / "acme") == (pack.name, pack.root)
    origin = settings.origin(("failOn",))
    assert (Source.EXTENDED, "acme/shared/more.yaml:3:1") == (origin.source, str(origin.location))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {".holdfast.yaml": "extends: .holdfast.yaml\n"},
            ".holdfast.yaml:3:10: a configuration extends itself: `.holdfast.yaml` → `.holdfast.yaml`.",
        ),
        (
            {
                ".holdfast.yaml": "extends: [a.yaml]\n",
                "a.yaml": "extends:\n  - b.yaml\n",
                "b.yaml": "extends: a.yaml\n",
            },
            "b.yaml:3:10: a configuration extends itself: `a.yaml` → `b.yaml` → `a.yaml`.",
        ),
        (
            {".holdfast.yaml": "extends: [conf/a.yaml]\n", "conf/a.yaml": "extends: ../.holdfast.yaml\n"},
            (
                "conf/a.yaml:3:10: a configuration extends itself: "
                "`.holdfast.yaml` → `conf/a.yaml` → `.holdfast.yaml`."
            ),
        ),
        (
            {".holdfast.yaml": "extends: [a.yaml, nowhere.yaml]\n", "a.yaml": ""},
            ".holdfast.yaml:3:19: the configuration `nowhere.yaml` does not exist.",
        ),
        (
            {".holdfast.yaml": "extends: ../outside.yaml\n"},
            ".holdfast.yaml:3:10: the configuration `../outside.yaml` is outside what this file may name.",
        ),
        (
            {".holdfast.yaml": "extends: /etc/passwd\n"},
            ".holdfast.yaml:3:10: the configuration `/etc/passwd` is outside what this file may name.",
        ),
        (
            {".holdfast.yaml": "extends: .git/config\n"},
            ".holdfast.yaml:3:10: the configuration `.git/config` is outside what this file may name.",
        ),
        (
            {".holdfast.yaml": "extends: pack:nope/base.yaml\n"},
            ".holdfast.yaml:3:10: there is no pack `nope`.",
        ),
        (
            {".holdfast.yaml": "extends: pack:acme\n"},
            ".holdfast.yaml:3:10: `pack:acme` names no file of a pack.",
        ),
        (
            {".holdfast.yaml": "extends: pack:acme/../../.holdfast.yaml\n"},
            ".holdfast.yaml:3:10: `pack:acme/../../.holdfast.yaml` leads out of the pack's folder.",
        ),
        (
            {".holdfast.yaml": "extends: pack:acme/nowhere.yaml\n"},
            ".holdfast.yaml:3:10: the configuration `pack:acme/nowhere.yaml` does not exist.",
        ),
        (
            {".holdfast.yaml": "extends: a.yaml\n", "a.yaml": "faillOn: low\n"},
            "a.yaml:3:1: `faillOn` is not a known key of a configuration.",
        ),
        (
            {".holdfast.yaml": "extends: a.yaml\n", "a.yaml": "a: [\n"},
            "a.yaml:3:5: A value was expected here.",
        ),
    ],
    ids=[
        "itself",
        "a cycle of two",
        "a cycle through a folder",
        "missing",
        "outside",
        "absolute",
        "in .git",
        "no such pack",
        "a pack without a file",
        "out of the pack",
        "missing in the pack",
        "unknown key",
        "no YAML",
    ],
)  # fmt: skip
def test_what_cannot_be_extended(tree: Tree, files: dict[str, str], expected: str) -> None:
    root = tree(
        {
            "outside.yaml": HEAD,
            "acme/pack.yaml": PACK,
            "repo/.git/HEAD": "",
            "repo/.git/config": HEAD,
            **{f"repo/{path}": config(text) for path, text in files.items()},
        }
    )
    assert expected == refused(root / "repo", (root / "acme",))


def test_no_link_leads_out(tree: Tree) -> None:
    root = tree(
        {
            "outside/base.yaml": HEAD,
            "acme/pack.yaml": PACK,
            "repo/.git/HEAD": "",
            "repo/.holdfast.yaml": config("extends: base.yaml\n"),
            "repo/folder/.holdfast.yaml": config("extends: ../linked/base.yaml\n"),
            "repo/pack/.holdfast.yaml": config("extends: pack:acme/base.yaml\n"),
        }
    )
    (root / "repo/base.yaml").symlink_to(root / "outside/base.yaml")
    (root / "repo/linked").symlink_to(root / "outside")
    (root / "acme/base.yaml").symlink_to(root / "outside/base.yaml")
    leads_out = "cannot be read: the symbolic link leads out of the repository."
    assert f"base.yaml:1:1: base.yaml {leads_out}" == refused(root / "repo")
    assert f"acme/base.yaml:1:1: acme/base.yaml {leads_out}" == refused(root / "repo/pack", (root / "acme",))
    said = "the configuration `../linked/base.yaml` is outside what this file may name."
    assert f"folder/.holdfast.yaml:3:10: {said}" == refused(root / "repo/folder")


def chain(length: int) -> dict[str, str]:
    """Return a configuration that extends another, and so on, `length` times."""
    files = {f"{number}.yaml": config(f"extends: {number + 1}.yaml\n") for number in range(1, length)}
    return {".holdfast.yaml": config("extends: 1.yaml\n"), **files, f"{length}.yaml": HEAD}


def test_a_chain_is_bounded(tree: Tree) -> None:
    root = tree({f"short/{path}": text for path, text in chain(MAX_DEPTH).items()})
    assert Settings() == read(root / "short")
    tree({f"long/{path}": text for path, text in chain(MAX_DEPTH + 1).items()})
    said = "more than 8 files extend one another, or more than 32 in all."
    assert f"8.yaml:3:10: {said}" == refused(root / "long")


def test_the_files_are_bounded_in_all(tree: Tree) -> None:
    many = {f"{letter}{number}.yaml": HEAD for letter in "ab" for number in range(32)}
    lists = {
        f"{letter}.yaml": config(
            f"extends: [{', '.join(f'{letter}{number}.yaml' for number in range(32))}]\n"
        )
        for letter in "ab"
    }
    root = tree({**many, **lists, ".holdfast.yaml": config("extends: [a.yaml, b.yaml]\n")})
    assert "more than 32 in all" in refused(root)
