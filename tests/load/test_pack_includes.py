"""`include: pack:PACK/FILE`: what a pack shares with manifests, and that nothing else is reached by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.load.discovery import discover
from holdfast.load.homes import homes
from holdfast.load.manifests import LoadedManifest, ManifestLoader
from holdfast.load.portfolio import Arrival, Gathering
from holdfast.model.settings import PackName

Tree = Callable[[Mapping[str, str]], Path]

PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\n"
FRAGMENT = "apiVersion: holdfast/v1\nkind: AIManifestFragment\n"
SHARED = """\
apiVersion: holdfast/v1
kind: AIManifestFragment
backends:
  - {id: frankfurt, operator: aws, contract: frame}
contracts:
  - {id: frame, counterparty: aws}
"""
GOVERNANCE = "governance: {roles: {inventory: 'group:risk'}}\n"


def load(tree: Tree, manifest: str, more: Mapping[str, str] | None = None) -> LoadedManifest:
    """Load a manifest of a repository beside which the pack `acme` is installed."""
    root = tree(
        {
            "acme/pack.yaml": PACK,
            "acme/shared/backends.yaml": SHARED,
            "acme/shared/governance.yaml": FRAGMENT + GOVERNANCE,
            "outside.yaml": SHARED,
            "repo/.git/HEAD": "",
            "repo/ai-manifest.yaml": HEAD + manifest,
            **(more or {}),
        }
    )
    (found,) = discover([root / "repo"]).found
    return ManifestLoader(homes([root / "acme"])).load(found)


def problems(loaded: LoadedManifest) -> list[str]:
    return [
        f"{problem.place.location} {problem.rule}: {problem.message}" for problem in sorted(
            loaded.problems, key=lambda problem: problem.order
        )
    ]  # fmt: skip


def test_what_a_pack_shares_is_there_and_keeps_its_place(tree: Tree) -> None:
    loaded = load(
        tree,
        "include: ['pack:acme/shared/backends.yaml', 'pack:acme/shared/../shared/governance.yaml']\n"
        "models: [{id: gpt, model: gpt-5.5, backend: frankfurt}]\n",
    )
    assert ([], True) == (problems(loaded), loaded.readable)
    assert loaded.manifest is not None
    assert loaded.manifest.governance is not None
    entries = [
        loaded.manifest.backends["frankfurt"],
        loaded.manifest.contracts["frame"],
        loaded.manifest.governance,
    ]
    assert [
        "acme/shared/backends.yaml:4:10",
        "acme/shared/backends.yaml:6:10",
        "acme/shared/governance.yaml:3:1",
    ] == [str(entry.place.location) for entry in entries]


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        (
            "include: ['pack:acme/shared/backends.yaml']\nbackends: [{id: frankfurt, operator: openai}]\n",
            [
                (
                    "ai-manifest.yaml:6:17 manifest/duplicate-id: "
                    "The id `frankfurt` is already taken in `backends`."
                )
            ],
        ),
        (
            "include: ['pack:acme/shared/governance.yaml']\ngovernance: {roles: {inventory: 'user:me'}}\n",
            [
                (
                    "ai-manifest.yaml:6:1 manifest/duplicate-id: "
                    "`governance` is declared in a file that a pack shares, and cannot be overridden."
                )
            ],
        ),
        (
            "include: ['pack:acme/shared/governance.yaml', own.yaml]\n",
            [
                "own.yaml:3:1 manifest/duplicate-id: `governance` is declared in two of the included files."
            ],
        ),
    ],
    ids=["an id", "governance", "governance in another file"],
)  # fmt: skip
def test_what_a_pack_shares_cannot_be_overridden(tree: Tree, manifest: str, expected: list[str]) -> None:
    loaded = load(tree, manifest, {"repo/own.yaml": FRAGMENT + GOVERNANCE})
    assert (expected, False) == (problems(loaded), loaded.readable)


def test_governance_of_a_file_of_the_repository_is_overridden_as_ever(tree: Tree) -> None:
    loaded = load(tree, f"include: [own.yaml]\n{GOVERNANCE}", {"repo/own.yaml": FRAGMENT + GOVERNANCE})
    assert ([], True) == (problems(loaded), loaded.readable)


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ("pack:acme", "`pack:acme` names no file of a pack."),
        ("pack:acme/", "`pack:acme/` names no file of a pack."),
        ("pack:/etc/passwd", "`pack:/etc/passwd` names no file of a pack."),
        ("pack:nope/x.yaml", "There is no pack `nope`."),
        ("pack:acme/nowhere.yaml", "The included file `pack:acme/nowhere.yaml` does not exist."),
        ("pack:acme/../outside.yaml", "`pack:acme/../outside.yaml` leads out of the pack's folder."),
        ("pack:acme/.", "`pack:acme/.` leads out of the pack's folder."),
        ("pack:acme//etc/passwd", "`pack:acme//etc/passwd` leads out of the pack's folder."),
        ("pack:acme/.git/config", "`pack:acme/.git/config` leads out of the pack's folder."),
    ],
    ids=[
        "no file",
        "an empty file",
        "no pack",
        "another pack",
        "missing",
        "out of the folder",
        "the folder",
        "absolute",
        "in .git",
    ],
)
def test_what_cannot_be_included(tree: Tree, include: str, expected: str) -> None:
    loaded = load(tree, f"include: ['{include}']\n", {"acme/.git/config": SHARED})
    assert [f"ai-manifest.yaml:5:11 manifest/reference: {expected}"] == problems(loaded)
    assert not loaded.readable


def test_no_link_leads_out_of_a_pack(tree: Tree) -> None:
    root = tree({"outside.yaml": SHARED, "acme/pack.yaml": PACK})
    (root / "acme/link.yaml").symlink_to(root / "outside.yaml")
    loaded = load(tree, "include: ['pack:acme/link.yaml']\n")
    assert [
        "acme/link.yaml:1:1 manifest/unreadable: The symbolic link leads out of the repository."
    ] == problems(loaded)


def test_what_a_pack_shares_keeps_to_the_schema(tree: Tree) -> None:
    loaded = load(
        tree, "include: ['pack:acme/wrong.yaml']\n", {"acme/wrong.yaml": FRAGMENT + "backend: []\n"}
    )
    assert ["acme/wrong.yaml:3:1 manifest/schema: `backend` is not a known key of a fragment."] == problems(
        loaded
    )


def test_the_first_pack_of_a_name_is_the_one_that_is_meant(tree: Tree) -> None:
    root = tree({"acme/pack.yaml": PACK, "repo/other/pack.yaml": PACK})
    found = homes([root / "acme"], [PackName(str(root / "repo/other"), root / "repo")])
    assert root / "acme" == found["acme"]


def test_a_file_of_the_repository_does_not_take_the_place_of_one_of_a_pack(tree: Tree) -> None:
    """Output calls both `acme/shared/backends.yaml`; each is read, and kept, for itself."""
    other = SHARED.replace("operator: aws", "operator: ovh").replace("frankfurt", "paris").replace(
        "frame", "other"
    )  # fmt: skip
    root = tree(
        {
            "acme/pack.yaml": PACK,
            "acme/shared/backends.yaml": SHARED,
            "repo/.git/HEAD": "",
            "repo/acme/shared/backends.yaml": other,
            "repo/ai-manifest.yaml": HEAD + "include: [acme/shared/backends.yaml]\n",
            "repo/b/ai-manifest.yaml": HEAD.replace("shop", "bank")
            + "include: ['pack:acme/shared/backends.yaml']\n",
        }
    )
    loader, gathering = ManifestLoader(homes([root / "acme"])), Gathering()
    for found in discover([root / "repo"]).found:
        gathering.take(Arrival.of(found, loader.load(found)))
    assert {"bank": ["frankfurt"], "shop": ["paris"]} == {
        manifest.name: list(manifest.backends) for manifest in gathering.portfolio().manifests
    }
