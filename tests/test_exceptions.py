"""Waivers and a baseline in a whole run: where they are found, what they change, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast.load.rules import WAIVER_RULES

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
"""
CONFIG = """\
apiVersion: holdfast/v1
kind: Configuration
packs: [inventory]
select: [inventory/owner, inventory/criticality, inventory/data]
"""
ACME = "apiVersion: holdfast/v1\nkind: Configuration\npacks: [./acme]\n"
WAIVERS = """\
apiVersion: holdfast/v1
kind: Waivers
waivers:
  - rule: inventory/owner
    subject: shop/applications/chat
    reason: Team is new
    owner: group:web
    approver: user:anna
    expires: 2027-03-31
"""
FILES = {
    ".git/HEAD": "",
    "ai-manifest.yaml": MANIFEST,
    ".holdfast.yaml": CONFIG,
    ".holdfast-waivers.yaml": WAIVERS,
}
WAIVED = ["ai-manifest.yaml:5:9 inventory/owner waiver"]
COUNTED = ["ai-manifest.yaml:5:9 inventory/owner counted"]


@pytest.fixture
def run(holdfast: Any) -> Callable[..., tuple[int, list[str]]]:
    """Check a folder; return the exit code, and of each finding its place, rule and what it comes to."""

    def check(root: Path, *arguments: str) -> tuple[int, list[str]]:
        ran = holdfast("check", str(root), "--format", "json", "--as-of", "2026-11-23", *arguments)
        assert ran.out, ran.err
        return ran.code, [
            f"{path}:{line}:{column} {each['ruleId']} {_comes_to(each)}"
            for each in json.loads(ran.out)["findings"]
            for path, line, column, *_ in [[*each["location"].values()]]
        ]

    return check


def _comes_to(finding: Mapping[str, Any]) -> str:
    if finding["suppression"]:
        return str(finding["suppression"]["kind"])
    return "counted" if finding["counted"] else "shown"


def test_a_waived_finding_stays_and_does_not_count(tree: Tree, run: Any) -> None:
    assert (0, WAIVED) == run(tree(FILES))
    assert (1, COUNTED) == run(tree(FILES), "--no-config", "--select", "inventory/owner")


def test_the_report_says_who_let_it_off_and_that_the_waivers_were_checked(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("check", str(tree(FILES)), "--format", "json", "--as-of", "2026-11-23")
    report = json.loads(ran.out)
    assert {
        "kind": "waiver",
        "justification": "Team is new",
        "owner": "group:web",
        "approver": "user:anna",
        "expires": "2027-03-31",
    } == report["findings"][0]["suppression"]
    assert 1 == report["summary"]["suppressed"]
    assert ["exceptions", "inventory", "manifest"] == [pack["id"] for pack in report["packs"]]
    rules = [rule["id"] for rule in report["rules"] if rule["id"].startswith("exceptions/")]
    assert [rule.id for rule in WAIVER_RULES] == rules


def test_without_waivers_and_baseline_the_pack_takes_no_part(tree: Tree, holdfast: Any) -> None:
    files = {path: text for path, text in FILES.items() if "waivers" not in path}
    report = json.loads(holdfast("check", str(tree(files)), "--format", "json", "--as-of", "2026-11-23").out)
    assert ["inventory", "manifest"] == [pack["id"] for pack in report["packs"]]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("2027-03-31", "2026-11-22", ".holdfast-waivers.yaml:9:14 exceptions/expired-waiver counted"),
        ("user:anna", "group:WEB", ".holdfast-waivers.yaml:8:15 exceptions/self-approved-waiver counted"),
        ("2027-03-31", "2027-03-32", ""),
    ],
    ids=["expired", "self-approved", "no day"],
)
def test_what_does_not_hold_is_found_in_its_file(
    tree: Tree, run: Any, holdfast: Any, old: str, new: str, found: str
) -> None:
    root = tree({**FILES, ".holdfast-waivers.yaml": WAIVERS.replace(old, new)})
    if found:
        assert (1, sorted([found, *COUNTED])) == run(root)
    else:
        ran = holdfast("check", str(root))
        assert (2, "") == (ran.code, ran.out)
        assert ran.err.startswith("error: `expires` must be a date, but is `2027-03-32`.\n")


def test_the_configuration_sets_the_longest_life(tree: Tree, run: Any) -> None:
    root = tree({**FILES, ".holdfast.yaml": CONFIG + "waivers: {maxDays: 90}\n"})
    assert (1, [".holdfast-waivers.yaml:9:14 exceptions/overlong-waiver counted", *COUNTED]) == run(root)


def test_an_unused_waiver_counts_until_the_threshold_says_otherwise(tree: Tree, run: Any) -> None:
    root = tree({**FILES, "ai-manifest.yaml": MANIFEST.replace("id: chat", "id: chat\n    owner: group:web")})
    assert (1, [".holdfast-waivers.yaml:5:14 exceptions/unused-waiver counted"]) == run(root)
    assert (0, [".holdfast-waivers.yaml:5:14 exceptions/unused-waiver shown"]) == run(
        root, "--fail-on", "medium"
    )


def test_no_enforcement_and_no_selection_silences_the_pack(tree: Tree, run: Any, holdfast: Any) -> None:
    waivers = {".holdfast-waivers.yaml": WAIVERS.replace("2027", "2025")}
    found = ".holdfast-waivers.yaml:9:14 exceptions/expired-waiver counted"
    root = tree({**FILES, **waivers, ".holdfast.yaml": CONFIG + 'enforcement: {"*": audit}\n'})
    assert (1, [found, COUNTED[0].replace("counted", "shown")]) == run(root)
    assert (1, [found]) == run(root, "--select", "inventory/criticality")
    root = tree({**FILES, **waivers, ".holdfast.yaml": CONFIG + "enforcement: {exceptions: warn}\n"})
    ran = holdfast("check", str(root), "--ignore", "exceptions/expired-waiver")
    said = "the pack `exceptions` is always checked; `exceptions/expired-waiver` cannot be left out."
    assert (2, f"error: {said}") == (ran.code, ran.err.splitlines()[0])
    ran = holdfast("check", str(root))
    assert 2 == ran.code
    assert "the pack `exceptions` is always enforced; `exceptions` cannot be set otherwise." in ran.err


def test_a_waiver_of_a_rule_of_the_organisation_says_how_to_find_it(tree: Tree, holdfast: Any) -> None:
    text = WAIVERS.replace("inventory/owner", "bank/register")
    ran = holdfast("check", str(tree({**FILES, ".holdfast-waivers.yaml": text})))
    assert 2 == ran.code
    assert "Where a pack of the organisation has it, pass `--org-config`." in ran.err


def test_a_waiver_of_a_rule_that_does_not_exist_ends_the_run(tree: Tree, holdfast: Any) -> None:
    second = WAIVERS[WAIVERS.index("  - rule") :].replace("inventory/owner", "inventory/*")
    text = WAIVERS.replace("inventory/owner", "inventory/ownr") + second
    ran = holdfast("check", str(tree({**FILES, ".holdfast-waivers.yaml": text})))
    assert (2, "") == (ran.code, ran.out)
    assert (
        """\
error: there is no rule `inventory/ownr` to be waived.
  --> .holdfast-waivers.yaml:4:11
  = help: Did you mean `inventory/owner`? A waiver names one rule by its full id.

error: there is no rule `inventory/*` to be waived.
  --> .holdfast-waivers.yaml:10:11
  = help: Did you mean `inventory/data`? A waiver names one rule by its full id.
"""
        == ran.err
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--policies", "sovereignty", "--select", "sovereignty"),
        ("--select", "inventory/data"),
        ("--ignore", "inventory/owner"),
    ],
    ids=["another pack", "not selected", "ignored"],
)
def test_what_is_not_checked_is_a_note(tree: Tree, holdfast: Any, arguments: tuple[str, ...]) -> None:
    ran = holdfast("check", str(tree(FILES)), "--format", "json", "--as-of", "2026-11-23", *arguments)
    report = json.loads(ran.out)
    assert [] == report["findings"]
    assert (
        ".holdfast-waivers.yaml: 1 waiver was neither used nor unused, because this run did not evaluate the "
        "rule, could not decide it, or did not read the manifest (line 4)."
    ) in report["notes"]


def test_a_rule_of_a_configured_pack_exists_where_the_command_line_names_others(tree: Tree, run: Any) -> None:
    pack = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
    policy = (
        "apiVersion: holdfast/v1\nkind: Policy\nid: own\ntitle: Own\nseverity: low\nscope: application\n"
        "validations: [{expression: 'false'}]\n"
    )
    root = tree(
        {
            **FILES,
            ".holdfast.yaml": ACME,
            ".holdfast-waivers.yaml": WAIVERS.replace("inventory/owner", "acme/own"),
            "acme/pack.yaml": pack,
            "acme/own.yaml": policy,
        }
    )
    assert (0, ["ai-manifest.yaml:5:9 acme/own waiver"]) == run(root)
    assert (1, COUNTED) == run(root, "--policies", "inventory", "--select", "inventory/owner")


def test_with_a_configuration_of_the_operator_only_the_waivers_beside_it_hold(tree: Tree, run: Any) -> None:
    root = tree({**FILES, "ci/holdfast.yaml": CONFIG})
    named = ("--config", str(root / "ci/holdfast.yaml"))
    assert (1, COUNTED) == run(root, *named)
    (root / "ci/.holdfast-waivers.yaml").write_text(WAIVERS)
    assert (0, WAIVED) == run(root, *named)
    (root / "ci/.holdfast-waivers.yaml").write_text(WAIVERS.replace("group:web", "anna"))
    assert (
        1,
        sorted(["ci/.holdfast-waivers.yaml:8:15 exceptions/self-approved-waiver counted", *COUNTED]),
    ) == run(root, *named)


def test_an_unreadable_manifest_leaves_its_waivers_alone(tree: Tree, holdfast: Any) -> None:
    ran = holdfast(
        "check", str(tree({**FILES, "ai-manifest.yaml": "a: ["})), "--format", "json", "--as-of", "2026-11-23"
    )
    report = json.loads(ran.out)
    assert ["manifest/syntax"] == [each["ruleId"] for each in report["findings"]]
    assert any("1 waiver was neither used nor unused" in note for note in report["notes"])


def test_a_policy_with_a_mistake_is_not_waived(tree: Tree, holdfast: Any) -> None:
    pack = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"
    policy = (
        "apiVersion: holdfast/v1\nkind: Policy\nid: own\ntitle: Own\nseverity: low\nscope: application\n"
        "validations: [{expression: '1 / size(app.models) == 1'}]\n"
    )
    files = {
        "acme/pack.yaml": pack,
        "acme/own.yaml": policy,
        ".holdfast.yaml": ACME,
    }
    root = tree({**FILES, **files, ".holdfast-waivers.yaml": WAIVERS.replace("inventory/owner", "acme/own")})
    assert 2 == holdfast("check", str(root)).code


def test_explain_says_that_it_is_waived(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("explain", "inventory/owner", str(tree(FILES)), "--as-of", "2026-11-23")
    assert "\n    waiver: until 2027-03-31, approved by user:anna for group:web: Team is new\n" in ran.out


# The baseline


def written(holdfast: Any, root: Path, *arguments: str) -> Any:
    return holdfast("baseline", str(root), "--as-of", "2026-11-23", *arguments, cwd=root)


BARE = {path: text for path, text in FILES.items() if "waivers" not in path}
BASELINED = ["ai-manifest.yaml:5:9 inventory/owner baseline"]


def test_what_the_baseline_holds_does_not_count(tree: Tree, run: Any, holdfast: Any) -> None:
    root = tree(BARE)
    assert (1, COUNTED) == run(root)
    assert 0 == written(holdfast, root).code
    assert (0, BASELINED) == run(root, "--baseline", str(root / ".holdfast-baseline.json"))
    assert (1, COUNTED) == run(root)
    (root / ".holdfast.yaml").write_text(CONFIG + "baseline: .holdfast-baseline.json\n")
    assert (0, BASELINED) == run(root)
    assert (1, COUNTED) == run(root, "--no-config", "--select", "inventory/owner")


def test_only_what_is_new_fails(tree: Tree, run: Any, holdfast: Any) -> None:
    root = tree(BARE)
    written(holdfast, root)
    second = "\n  - {id: search, criticality: low, data: {classes: [public]}, models: []}"
    (root / "ai-manifest.yaml").write_text(
        "# moved\n\n" + MANIFEST.replace("applications:", f"applications:{second}")
    )
    assert (
        1,
        ["ai-manifest.yaml:7:10 inventory/owner counted", "ai-manifest.yaml:8:9 inventory/owner baseline"],
    ) == run(root, "--baseline", str(root / ".holdfast-baseline.json"))


def test_what_is_mended_is_told_and_does_not_fail(tree: Tree, run: Any, holdfast: Any) -> None:
    root = tree(BARE)
    written(holdfast, root)
    (root / "ai-manifest.yaml").write_text(MANIFEST.replace("id: chat", "id: chat\n    owner: group:web"))
    named = ("--baseline", str(root / ".holdfast-baseline.json"))
    assert (0, [".holdfast-baseline.json:5:5 exceptions/stale-baseline shown"]) == run(root, *named)
    assert (1, [".holdfast-baseline.json:5:5 exceptions/stale-baseline counted"]) == run(
        root, *named, "--fail-on", "info"
    )
    written(holdfast, root)
    assert (0, []) == run(root, *named)


@pytest.mark.parametrize(
    ("named", "said", "place"),
    [
        (
            "../b.json",
            "the baseline is outside the repository whose configuration names it.",
            ".holdfast.yaml:5:11",
        ),
        (
            "/etc/passwd",
            "the baseline is outside the repository whose configuration names it.",
            ".holdfast.yaml:5:11",
        ),
        (
            ".git/b.json",
            "the baseline is outside the repository whose configuration names it.",
            ".holdfast.yaml:5:11",
        ),
        ("b.json", "b.json cannot be read: the file does not exist.", "b.json:1:1"),
        ("acme", "acme cannot be read: this is a folder, not a file.", "acme:1:1"),
    ],
)
def test_a_baseline_that_cannot_be_read_ends_the_run(
    tree: Tree, holdfast: Any, named: str, said: str, place: str
) -> None:
    ran = holdfast(
        "check", str(tree({**BARE, "acme/x": "", ".holdfast.yaml": CONFIG + f"baseline: {named}\n"}))
    )
    assert (2, "") == (ran.code, ran.out)
    assert [f"error: {said}", f"  --> {place}"] == ran.err.splitlines()[:2]


def test_no_baseline_is_written_through_a_link_out_of_the_repository(
    tree: Tree, holdfast: Any, tmp_path: Path
) -> None:
    root = tree({**BARE, ".holdfast.yaml": CONFIG + "baseline: elsewhere/b.json\n"})
    (root / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    ran = written(holdfast, root)
    assert 2 == ran.code
    assert "the baseline is outside the repository whose configuration names it." in ran.err
    assert not (tmp_path / "b.json").exists()


def test_a_merge_conflict_ends_the_run(tree: Tree, holdfast: Any) -> None:
    root = tree({**BARE, "b.json": '{\n<<<<<<< HEAD\n  "tool": 1\n=======\n>>>>>>> other\n'})
    ran = holdfast("check", str(root), "--baseline", str(root / "b.json"))
    assert (2, "") == (ran.code, ran.out)
    assert (
        """\
error: a merge conflict is not resolved in the baseline.
  --> b.json:2:1
  = help: Take one side, and write it anew with `holdfast baseline`: what is gone is removed.
"""
        == ran.err
    )


USED = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications:
  - id: chat
    data: {classes: [personal]}
    models: [{ref: gpt}]
models:
  - {id: gpt, model: gpt-4o, backend: api}
backends:
  - {id: api, operator: openai, hosting: vendor-api}
"""
ORIGIN = """\
apiVersion: holdfast/v1
kind: Configuration
packs: [sovereignty]
select: [sovereignty/regulated-data-origin]
"""
ANOTHER = {
    "another model": USED.replace("gpt-4o", "qwen-max"),
    "another operator": USED.replace("operator: openai", "operator: deepseek"),
    "another backend": USED.replace("api}\n", "other}\n", 1).replace(
        "backends:\n", "backends:\n  - {id: other, operator: alibaba}\n"
    ),
}
THE_SAME = {
    "as it was": USED,
    "lines above": "# one\n# two\n" + USED,
    "another order": USED.replace(
        "models:\n  - {id", "models:\n  - {id: other, model: mistral-large, backend: api}\n  - {id"
    ),
}


@pytest.mark.parametrize("letting_off", ["waive", "baseline"])
@pytest.mark.parametrize(
    ("manifest", "counts"),
    [*((text, True) for text in ANOTHER.values()), *((text, False) for text in THE_SAME.values())],
    ids=[*ANOTHER, *THE_SAME],
)
def test_what_is_let_off_is_what_somebody_looked_at(
    tree: Tree,
    holdfast: Any,
    manifest: str,
    counts: bool,  # noqa: FBT001  # a case
    letting_off: str,
) -> None:
    root = tree({".git/HEAD": "", "ai-manifest.yaml": USED, ".holdfast.yaml": ORIGIN})
    day = ("--as-of", "2026-11-23")
    rule, subject = "sovereignty/regulated-data-origin", "shop/applications/chat/models/gpt"
    who = ("--reason", "Later", "--owner", "a", "--approver", "b", "--expires", "2027-01-01")
    command = ("waive", rule, subject, *who) if letting_off == "waive" else ("baseline",)
    assert 0 == holdfast(*command, *day, cwd=root).code
    written = (
        root / (".holdfast-waivers.yaml" if letting_off == "waive" else ".holdfast-baseline.json")
    ).read_text()
    assert "gpt-4o@openai" in written
    tree({"ai-manifest.yaml": manifest})
    options = () if letting_off == "waive" else ("--baseline", ".holdfast-baseline.json")
    ran = holdfast("check", "--format", "json", *day, *options, cwd=root)
    found = [each for each in json.loads(ran.out)["findings"] if each["ruleId"] == rule]
    assert [counts] == [each["counted"] for each in found if each["subject"] == subject]
