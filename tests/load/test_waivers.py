"""The file of waivers: what it says, and every mistake in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import ConfigError, UserError
from holdfast.load.waivers import WAIVERS_FILE, find_waivers, load_waivers
from holdfast.model.settings import BoundedPath

Tree = Callable[[Mapping[str, str]], Path]

HEAD = "apiVersion: holdfast/v1\nkind: Waivers\n"
ENTRY = """\
waivers:
  - rule: inventory/owner
    subject: shop/applications/chat
    reason: Team is new
    owner: group:web
    approver: user:anna
    expires: 2027-03-31
"""


def load(tree: Tree, text: str) -> list[tuple[str, ...]]:
    root = tree({WAIVERS_FILE: text})
    return [
        (each.rule, each.subject, each.validation, each.reason, each.owner, each.approver, str(each.expires))
        for each in load_waivers(BoundedPath(root / WAIVERS_FILE, root), WAIVERS_FILE)
    ]


def test_all_of_it(tree: Tree) -> None:
    second = ENTRY.replace("waivers:\n", "").replace("    reason", "    validation: named\n    reason")
    said = ("inventory/owner", "shop/applications/chat", "Team is new", "group:web", "user:anna")
    rule, subject, *rest = said
    assert [
        (rule, subject, "", *rest, "2027-03-31"),
        (rule, subject, "named", *rest, "2027-03-31"),
    ] == load(tree, HEAD + ENTRY + second)


def test_a_field_knows_its_line(tree: Tree) -> None:
    root = tree({WAIVERS_FILE: HEAD + ENTRY})
    (waiver,) = load_waivers(BoundedPath(root / WAIVERS_FILE, root), "a/b.yaml")
    assert ["a/b.yaml:4:11", "a/b.yaml:9:14"] == [
        str(waiver.place(key).location) for key in ("rule", "expires")
    ]
    assert date(2027, 3, 31) == waiver.expires


def test_none_may_be_left(tree: Tree) -> None:
    assert [] == load(tree, HEAD + "waivers: []\n")


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("    reason: Team is new\n", "", "4:11", "Entry 1 of `waivers` has no `reason`."),
        ("    owner: group:web\n", "", "4:11", "Entry 1 of `waivers` has no `owner`."),
        ("    approver: user:anna\n", "", "4:11", "Entry 1 of `waivers` has no `approver`."),
        ("    expires: 2027-03-31\n", "", "4:11", "Entry 1 of `waivers` has no `expires`."),
        ("    subject: shop/applications/chat\n", "", "4:11", "Entry 1 of `waivers` has no `subject`."),
        (
            "  - rule: inventory/owner\n    subject",
            "  - subject",
            "4:14",
            "Entry 1 of `waivers` has no `rule`.",
        ),
        ("Team is new", '" "', "6:13", "`reason` is empty."),
        ("2027-03-31", "2027-02-30", "9:14", "`expires` must be a date, but is `2027-02-30`."),
        ("2027-03-31", "soon", "9:14", "`expires` must be a date, but is `soon`."),
        (" 2027-03-31", "", "9:5", "`expires` is empty, but must be text."),
        ("reason:", "reason: x\n    resaon:", "7:5", "`resaon` is not a known key of entry 1 of `waivers`."),
        ("kind: Waivers", "kind: Waiver", "2:7", "`kind` must be `Waivers`, but is `Waiver`."),
        ("holdfast/v1", "holdfast/v2", "1:13", "`apiVersion` must be `holdfast/v1`, but is `holdfast/v2`."),
        ("user:anna", "[anna]", "8:5", "`approver` must be text, but is a list."),
    ],
    ids=lambda value: str(value)[:24].strip(),
)
def test_mistakes_have_a_place(tree: Tree, old: str, new: str, place: str, said: str) -> None:
    text = HEAD + ENTRY
    assert old in text
    with pytest.raises(UserError) as caught:
        load(tree, text.replace(old, new))
    assert (said, f"{WAIVERS_FILE}:{place}") == (caught.value.message, str(caught.value.location))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "waivers",
        "a: [\n",
        HEAD,
        HEAD + "waivers:\n",
        HEAD + "waivers: {}\n",
        HEAD + ENTRY + "kind: Waivers\n",
    ],
    ids=["empty", "a text", "not YAML", "no list", "nothing in it", "a mapping", "a key twice"],
)
def test_what_is_no_file_of_waivers_is_refused(tree: Tree, text: str) -> None:
    with pytest.raises(UserError):
        load(tree, text)


def test_one_thing_is_waived_once(tree: Tree) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tree, HEAD + ENTRY + ENTRY.replace("waivers:\n", ""))
    assert (
        "`inventory/owner` is waived twice for `shop/applications/chat`.",
        f"{WAIVERS_FILE}:10:11",
        "Keep this one or the one in line 4.",
    ) == (caught.value.message, str(caught.value.location), caught.value.hint)


def test_it_is_found_as_the_configuration_is(tree: Tree) -> None:
    root = tree(
        {WAIVERS_FILE: "", "repo/.git/HEAD": "", "repo/a/ai-manifest.yaml": "", f"repo/{WAIVERS_FILE}": ""}
    )
    assert BoundedPath(root / "repo" / WAIVERS_FILE, root / "repo") == find_waivers([root / "repo/a"])
    with pytest.raises(ConfigError) as caught:
        find_waivers([root / "repo/a", root])
    assert f"the targets do not share one file of waivers ({WAIVERS_FILE})." == caught.value.message


def test_a_misnamed_one_is_not_passed_over(tree: Tree) -> None:
    with pytest.raises(ConfigError) as caught:
        find_waivers([tree({".holdfast-waivers.yml": ""})])
    assert ".holdfast-waivers.yml would not be read." == caught.value.message


def test_a_link_out_of_the_repository_is_not_followed(tree: Tree) -> None:
    root = tree({"outside.yaml": HEAD + ENTRY, "repo/.git/HEAD": ""})
    (root / "repo" / WAIVERS_FILE).symlink_to("../outside.yaml")
    source = find_waivers([root / "repo"])
    assert source is not None
    with pytest.raises(ConfigError) as caught:
        load_waivers(source, WAIVERS_FILE)
    assert (
        f"{WAIVERS_FILE} cannot be read: the symbolic link leads out of the repository."
        == caught.value.message
    )
