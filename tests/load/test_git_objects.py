"""Git's objects: whatever is not what its id says, or not as git writes it, is no pack."""

from __future__ import annotations

import hashlib

import pytest

from holdfast.errors import PolicyError
from holdfast.load.git_objects import UnsoundError, find_packs, object_id
from holdfast.model.git_source import GitSource

PACK = b"apiVersion: holdfast/v1\n"


class Store:
    """Objects by id, as a repository of SHA-1 has them."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put(self, kind: str, content: bytes) -> str:
        identifier = object_id(kind, content, 40)
        self.objects[identifier] = content
        return identifier

    def tree(self, *entries: tuple[bytes, str]) -> str:
        return self.put("tree", b"".join(b"%s\0%s" % (head, bytes.fromhex(oid)) for head, oid in entries))

    def commit(self, tree: str) -> GitSource:
        identifier = self.put("commit", f"tree {tree}\nauthor x\n\nx\n".encode())
        return GitSource("https://h.example/r", identifier, "", "written")

    def read(self, identifier: str, _kind: str, _most: int) -> bytes:
        if identifier not in self.objects:
            raise UnsoundError("it is not there")
        return self.objects[identifier]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.mark.parametrize(("digits", "name"), [(40, "sha1"), (64, "sha256")])
def test_an_id_is_as_git_makes_it(digits: int, name: str) -> None:
    assert hashlib.new(name, b"blob 2\0hi").hexdigest() == object_id("blob", b"hi", digits)


def test_the_id_of_a_file_is_the_one_that_git_says() -> None:
    assert "45b983be36b73c0788dc9cbcb76cbb80fc7bb057" == object_id("blob", b"hi\n", 40)


def test_all_objects_on_the_way_are_returned(store: Store) -> None:
    pack = store.put("blob", PACK)
    store.put("blob", b"never asked for")
    source = store.commit(store.tree((b"100644 pack.yaml", pack)))
    found = find_packs(source, store.read)
    assert [("r", {"pack.yaml": PACK})] == list(found.packs)
    assert ["commit", "tree", "blob"] == [kind for kind, _ in found.objects.values()]


@pytest.mark.parametrize("kind", ["commit", "tree", "blob"])
def test_another_content_than_the_id_says(store: Store, kind: str) -> None:
    pack = store.put("blob", PACK)
    tree = store.tree((b"100644 pack.yaml", pack))
    source = store.commit(tree)
    identifier = {"commit": source.commit, "tree": tree, "blob": pack}[kind]
    store.objects[identifier] = store.objects[identifier].replace(b"v1", b"v2") + b"\n"
    with pytest.raises(UnsoundError, match=f"the {kind} {identifier} is another one"):
        find_packs(source, store.read)


@pytest.mark.parametrize(
    "tree",
    [
        b"100644 pack.yaml",
        b"100644 pack.yaml\0",
        b"100644 pack.yaml\0" + b"x" * 19,
        b"\0" + b"x" * 20,
        b"pack.yaml\0" + b"x" * 20,
    ],
)
def test_a_tree_that_is_cut_off(store: Store, tree: bytes) -> None:
    with pytest.raises(UnsoundError, match="a tree is cut off"):
        find_packs(store.commit(store.put("tree", tree)), store.read)


@pytest.mark.parametrize(
    "commit", [b"", b"tree x\n", b"parent " + b"0" * 40 + b"\n", b"tree " + b"0" * 41 + b"\n"]
)
def test_a_commit_without_a_tree(store: Store, commit: bytes) -> None:
    source = GitSource("https://h.example/r", store.put("commit", commit), "", "written")
    with pytest.raises(UnsoundError, match="the commit has no tree"):
        find_packs(source, store.read)


def test_an_object_that_is_not_there(store: Store) -> None:
    with pytest.raises(UnsoundError, match="it is not there"):
        find_packs(store.commit("0" * 40), store.read)


def test_an_entry_without_a_name(store: Store) -> None:
    source = store.commit(store.tree((b"100644 ", store.put("blob", b""))))
    with pytest.raises(PolicyError) as caught:
        find_packs(source, store.read)
    said = "the git pack `written` is refused: it holds the path ``, which leads out of its folder."
    assert said == caught.value.message


def test_folders_in_a_circle_cannot_be_made_and_deep_ones_are_bounded(store: Store) -> None:
    tree = store.tree((b"100644 x.yaml", store.put("blob", b"x: 1")))
    for _ in range(1_100):
        tree = store.tree((b"100644 pack.yaml", store.put("blob", PACK)), (b"40000 a", tree))
    with pytest.raises(PolicyError) as caught:
        find_packs(store.commit(tree), store.read)
    assert (
        caught.value.message == "the git pack `written` is refused: its packs have more than 1,000 folders."
    )
