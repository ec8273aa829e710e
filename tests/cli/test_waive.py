"""`holdfast waive`: the waiver that it writes, and what it refuses to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Tree = Callable[[Mapping[str, str]], Path]

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications:
  - id: chat
    criticality: low
    data: {classes: [public]}
    models: []
  - id: search
    owner: group:web
    criticality: low
    data: {classes: [public]}
    models: []
"""
CONFIG = """\
apiVersion: holdfast/v1
kind: Configuration
packs: [inventory]
select: [inventory/owner, inventory/criticality, inventory/data]
waivers: {maxDays: 365}
"""
FILES = {".git/HEAD": "", ".holdfast.yaml": CONFIG, "a/ai-manifest.yaml": MANIFEST}
HEAD = "apiVersion: holdfast/v1\nkind: Waivers\nwaivers:\n"
ENTRY = """\
  - rule: inventory/owner
    subject: shop/applications/chat
    reason: Team is new
    owner: group:web
    approver: user:anna
    expires: 2027-03-31
"""
GIVEN = {
    "--reason": "Team is new",
    "--owner": "group:web",
    "--approver": "user:anna",
    "--expires": "2027-03-31",
    "--as-of": "2026-11-23",
}
CHAT = "shop/applications/chat"
NAMED = f"the waiver of `inventory/owner` for `{CHAT}`"


def waive(
    holdfast: Any, root: Path, rule: str = "inventory/owner", subject: str = CHAT, **changes: str
) -> Any:
    given = {**GIVEN, **{f"--{name.replace('_', '-')}": value for name, value in changes.items()}}
    options = [part for pair in given.items() for part in pair if pair[1]]
    return holdfast("waive", rule, subject, "a", *options, cwd=root)


def test_it_lies_beside_the_configuration(tree: Tree, holdfast: Any) -> None:
    root = tree(FILES)
    ran = waive(holdfast, root)
    assert (0, "") == (ran.code, ran.err)
    assert ".holdfast-waivers.yaml:4:11: waives 1 finding of inventory/owner until 2027-03-31.\n" == ran.out
    assert HEAD + ENTRY == (root / ".holdfast-waivers.yaml").read_text()
    assert 0 == holdfast("check", "a", "--as-of", "2026-11-23", cwd=root).code


def test_without_a_configuration_it_lies_at_the_top(tree: Tree, holdfast: Any) -> None:
    root = tree({path: text for path, text in FILES.items() if path != ".holdfast.yaml"})
    assert 0 == waive(holdfast, root).code
    assert (root / ".holdfast-waivers.yaml").is_file()


def test_what_is_there_stays(tree: Tree, holdfast: Any) -> None:
    before = f"# ours\n{HEAD}{ENTRY.replace('chat', 'gone')}    # ask legal\n"
    root = tree({**FILES, ".holdfast-waivers.yaml": before})
    assert 0 == waive(holdfast, root, validation="").code
    assert before + ENTRY == (root / ".holdfast-waivers.yaml").read_text()


def test_the_operator_may_name_the_configuration_that_it_lies_beside(tree: Tree, holdfast: Any) -> None:
    root = tree({**FILES, "ci/holdfast.yaml": CONFIG})
    ran = waive(holdfast, root, config="ci/holdfast.yaml")
    assert ran.out.startswith("ci/.holdfast-waivers.yaml:4:11: ")
    assert (root / "ci/.holdfast-waivers.yaml").is_file()


REFUSED: Mapping[str, tuple[dict[str, str], str, str]] = {
    "no such rule": (
        {"rule": "inventory/ownr"},
        "there is no rule `inventory/ownr`.",
        "Did you mean `inventory/owner`?",
    ),
    "a whole pack": (
        {"rule": "inventory"},
        "`inventory` names several rules.",
        "Name one by its full id; `holdfast rules` lists them.",
    ),
    "no such subject": (
        {"subject": "shop/applications/caht"},
        "`inventory/owner` finds nothing on `shop/applications/caht`, so there is nothing to waive.",
        "Did you mean `shop/applications/chat`? It finds something on `shop/applications/chat`.",
    ),
    "a pattern": (
        {"subject": "*"},
        "`inventory/owner` finds nothing on `*`, so there is nothing to waive.",
        "It finds something on `shop/applications/chat`.",
    ),
    "nothing found there": (
        {"subject": "shop/applications/search"},
        "`inventory/owner` finds nothing on `shop/applications/search`, so there is nothing to waive.",
        "Did you mean `shop/applications/chat`? It finds something on `shop/applications/chat`.",
    ),
    "no such validation": (
        {"validation": "x"},
        "nothing that `inventory/owner` finds there is of the validation `x`.",
        "Leave `--validation` out.",
    ),
    "approved by its owner": (
        {"approver": "group:web"},
        f"{NAMED} is approved by its owner, so it waives nothing.",
        "Have somebody else approve it, and name them as `approver`.",
    ),
    "expired": (
        {"expires": "2026-11-22"},
        f"{NAMED} expired on 2026-11-22.",
        "Name a day with `--expires` that is not over.",
    ),
    "too long": (
        {"expires": "2028-01-01"},
        f"{NAMED} holds for more than 365 days, so it waives nothing.",
        "Set `expires` to 2027-11-23 at the latest.",
    ),
    "no day": (
        {"expires": "tomorrow"},
        "`tomorrow` is not a day.",
        "Write YYYY-MM-DD, such as 2027-04-01.",
    ),
    **{
        f"no {name}": (
            {name: ""},
            f"`holdfast waive` needs `--{name}`.",
            "Reason, owner, approver and expiry are required: a waiver is somebody's decision.",
        )
        for name in ("reason", "owner", "approver", "expires")
    },
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(tree: Tree, holdfast: Any, name: str) -> None:
    changes, message, hint = REFUSED[name]
    root = tree(FILES)
    ran = waive(holdfast, root, **changes)
    assert (2, "", f"error: {message}\n  = help: {hint}\n") == (ran.code, ran.out, ran.err)
    assert not (root / ".holdfast-waivers.yaml").exists()


def test_what_reading_finds_is_not_waived(tree: Tree, holdfast: Any) -> None:
    root = tree({**FILES, "a/ai-manifest.yaml": MANIFEST + "contracts: [{id: a}, {id: a}]\n"})
    ran = waive(holdfast, root, "manifest/duplicate-id", "contracts/a")
    assert 2 == ran.code
    assert "error: the rule `manifest/duplicate-id` cannot be waived, so this waives nothing.\n" in ran.err


def test_one_thing_is_waived_once(tree: Tree, holdfast: Any) -> None:
    root = tree({**FILES, ".holdfast-waivers.yaml": HEAD + ENTRY.replace("2027", "2020")})
    ran = waive(holdfast, root)
    assert 2 == ran.code
    assert (
        f"""\
error: there is a waiver of `inventory/owner` for `{CHAT}` already.
  --> .holdfast-waivers.yaml:4:11
  = help: Have that one approved anew: change its reason, approver and `expires`.
"""
        == ran.err
    )


def test_a_file_that_is_wrong_is_left_as_it_is(tree: Tree, holdfast: Any) -> None:
    root = tree({**FILES, ".holdfast-waivers.yaml": HEAD + "  - rule: x\n"})
    ran = waive(holdfast, root)
    assert 2 == ran.code
    assert ran.err.startswith(
        "error: Entry 1 of `waivers` has no `approver`.\n  --> .holdfast-waivers.yaml:4:11\n"
    )
    assert HEAD + "  - rule: x\n" == (root / ".holdfast-waivers.yaml").read_text()


def test_a_link_out_of_the_repository_is_not_written_through(
    tree: Tree, holdfast: Any, tmp_path: Path
) -> None:
    root = tree(FILES)
    (tmp_path / "outside.yaml").write_text(HEAD + ENTRY.replace("chat", "x"))
    (root / ".holdfast-waivers.yaml").symlink_to("../outside.yaml")
    assert 2 == waive(holdfast, root).code
    assert HEAD + ENTRY.replace("chat", "x") == (tmp_path / "outside.yaml").read_text()


def test_targets_of_several_repositories_have_no_file_in_common(tree: Tree, holdfast: Any) -> None:
    files = {
        f"{name}/{path}": text for name in "xy" for path, text in FILES.items() if path != ".holdfast.yaml"
    }
    root = tree({**files, "y/a/ai-manifest.yaml": MANIFEST.replace("shop", "other")})
    options = [part for pair in GIVEN.items() for part in pair]
    ran = holdfast("waive", "inventory/owner", CHAT, "x", "y", *options, cwd=root)
    assert 2 == ran.code
    assert ran.err.startswith(
        "error: the targets are of several repositories, which have no configuration in common.\n"
    )
