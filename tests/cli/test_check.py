"""`holdfast check` as its caller sees it: exit codes, streams, options, determinism."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from holdfast import builtin
from holdfast.load.line_hashes import line_hashes

Tree = Callable[[Mapping[str, str]], Path]

GOOD = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: good, owner: "group:web"}
applications: []
"""
BAD = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: bad}
applications:
  - id: chat
    lifecycle: pilot
    criticality: low
    data: {classes: [public]}
    models: []
"""
FORMATS = [each.name for each in builtin.output_formats()]
CONFIG = "apiVersion: holdfast/v1\nkind: Configuration\n"
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: own\nversion: 1.0.0\ntitle: Own\n"


def policy(expression: str, severity: str = "medium", more: str = "") -> str:
    return (
        "apiVersion: holdfast/v1\nkind: Policy\nid: rule\ntitle: Own rule\n"
        f"severity: {severity}\nscope: manifest\n{more}validations:\n  - expression: {expression!r}\n"
    )


def test_clean_is_0(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("check", str(tree({"ai-manifest.yaml": GOOD})), "--as-of", "2026-11-23")
    assert (0, "") == (ran.code, ran.err)
    assert "No findings (exit code 0)." == ran.out.splitlines()[-1]


def test_findings_are_1(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    assert ["ai-manifest.yaml:5:9 inventory/owner"] == holdfast.check(root)
    assert 1 == holdfast("check", str(root)).code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--fail-on", "medium"), 1),
        (("--fail-on", "high"), 0),
        (("--exit-zero",), 0),
        (("--ignore", "inventory/owner"), 0),
        (("--select", "inventory/data"), 0),
        (("--select", "inventory"), 1),
        (("--format", "json"), 1),
        (("--format", "sarif"), 1),
    ],
)
def test_what_decides_the_exit_code(tree: Tree, holdfast: Any, arguments: tuple[str, ...], code: int) -> None:
    assert code == holdfast("check", str(tree({"ai-manifest.yaml": BAD})), *arguments).code


def help_uris(ran: Any) -> set[str]:
    rules = json.loads(ran.out)["runs"][0]["tool"]["driver"]["rules"]
    return {f"{rule['id']} {rule.get('helpUri', '')}" for rule in rules}


def test_without_a_base_our_rules_have_no_page(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    found = help_uris(holdfast("check", str(root), "--format", "sarif", "--select", "inventory/owner"))
    assert {"inventory/owner ", "manifest/schema "} <= found


@pytest.mark.parametrize(
    "base", ["https://git.example.com/docs/rules", "https://git.example.com/docs/rules/"]
)
def test_our_rules_have_their_pages_below_a_base(tree: Tree, holdfast: Any, base: str) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    found = help_uris(
        holdfast("check", str(root), "--format", "sarif", "--select", "inventory/owner", "--rule-pages", base)
    )
    assert {
        "inventory/owner https://git.example.com/docs/rules/inventory.md#inventoryowner",
        "manifest/duplicate-id https://git.example.com/docs/rules/manifest.md#manifestduplicate-id",
    } <= found


@pytest.mark.parametrize(
    ("page", "expected"),
    [("", ""), ("https://acme.example/rules", "https://acme.example/rules#acmeshort")],
    ids=["none", "its own"],
)
def test_a_pack_says_itself_where_its_page_is(tree: Tree, holdfast: Any, page: str, expected: str) -> None:
    pack = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Ours\n"
    policy = (
        "apiVersion: holdfast/v1\nkind: Policy\nid: short\ntitle: T\nseverity: low\nscope: manifest\n"
        "validations: [{expression: 'true'}]\n"
    )
    root = tree(
        {
            "ai-manifest.yaml": BAD,
            "acme/pack.yaml": pack + (f"page: {page}\n" if page else ""),
            "acme/short.yaml": policy,
        }
    )
    found = help_uris(
        holdfast(
            *("check", str(root), "--format", "sarif", "--policies", str(root / "acme")),
            *("--rule-pages", "https://git.example.com/"),
        )
    )
    assert f"acme/short {expected}" in found


@pytest.mark.parametrize("base", ["docs", "javascript:x", "https://", "https://a b", "https://x#y", ""])
def test_a_base_of_pages_is_an_address(tree: Tree, holdfast: Any, base: str) -> None:
    ran = holdfast("check", str(tree({})), f"--rule-pages={base}")
    assert (2, "") == (ran.code, ran.out)
    assert "is no address" in ran.err or "needs a value" in ran.err


def test_nothing_to_check_is_3(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("check", str(tree({})))
    assert 3 == ran.code
    assert (
        "holdfast: there is no ai-manifest.yaml here, so nothing was checked; "
        "what git ignores is not searched.\n"
        "  = help: `holdfast init` writes one. Or name a folder that holds one, or a file.\n"
    ) == ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "error: `nowhere` does not exist."),
        (("--select", "nonsense"), "error: there is no rule `nonsense`."),
        (("--ignore", "inventory/ownr"), "error: there is no rule `inventory/ownr`."),
        (
            ("--select", "drift/undeclared-model"),
            "error: the pack `drift` is not checked here, so `drift/undeclared-model` names no rule.",
        ),
        (("--ignore", "*"), "error: no rule is left to check."),
        (("--policies", "nonsense"), "error: there is no pack `nonsense`."),
        (("--policies", "./nonsense"), "error: there is no pack `./nonsense`."),
        (("--format", "xml"), "error: there is no format `xml`."),
        (
            ("--format", "json", "--format", "sarif"),
            "error: standard output has one format, and `--format` stands there more than once.",
        ),
        (("-o", "json"), "error: `json` is not an output."),
        (("-o", "json=a", "-o", "text=a"), "error: two outputs go to `a`."),
        (("-o", "json=a", "-o", "text=./a"), "error: two outputs go to `a`."),
        (("",), "error: a TARGET is empty."),
        (("-o", "json=no/such/folder"), "error: Cannot write no/such/folder: there is no folder no/such."),
        (("--config", "nowhere.yaml"), "error: nowhere.yaml cannot be read: the file does not exist."),
        (("--as-of", "tomorrow"), "error: `tomorrow` is not a day."),
        (("--fail-on", "hgh"), "error: `hgh` is no severity."),
        (("--config", "x", "--no-config"), "error: `--config` and `--no-config` exclude each other."),
        (("--nonsense",), "error: `holdfast check` has no option `--nonsense`."),
    ],
)
def test_a_wrong_run_is_2(tree: Tree, holdfast: Any, arguments: tuple[str, ...], said: str) -> None:
    ran = holdfast("check", *arguments, cwd=tree({"ai-manifest.yaml": GOOD}))
    assert 2 == ran.code
    assert any(line.startswith(said) for line in ran.err.splitlines()), ran.err
    assert "Traceback" not in ran.err


def test_a_policy_that_does_not_compile_stops_the_run(tree: Tree, holdfast: Any) -> None:
    files = {
        "ai-manifest.yaml": GOOD,
        "own/pack.yaml": PACK,
        "own/rule.yaml": policy("manifest.name == 'x' && nope"),
    }
    ran = holdfast("check", "--policies", "./own", cwd=tree(files))
    assert (2, "") == (ran.code, ran.out)
    assert (
        "error: own/rule: there is no variable `nope` here\n"
        "  --> own/rule.yaml:8:42\n"
        "  = help: Mend the expression; `holdfast` evaluates nothing while a policy does not compile.\n"
    ) == ran.err


def test_all_mistakes_of_all_policies_are_told_at_once(tree: Tree, holdfast: Any) -> None:
    more = "forEach: manifest.backend\nmatchConditions: [{name: first, expression: manifest.name}]\n"
    files = {
        "ai-manifest.yaml": GOOD,
        "own/pack.yaml": PACK,
        "own/other.yaml": policy("manifest.nmae == 'x' || 1 < now").replace("id: rule", "id: other"),
        "own/rule.yaml": policy("manifest.metadata.sector != 'helth'", more=more),
    }
    ran = holdfast("check", "--policies", "./own", cwd=tree(files))
    assert (2, "") == (ran.code, ran.out)
    assert [
        "error: own/other: `manifest` has no field `nmae`; did you mean `name`?",
        "  --> own/other.yaml:8:27",
        "error: own/other: `<` compares unlike types: int and timestamp",
        "  --> own/other.yaml:8:44",
        "error: own/rule: `manifest` has no field `backend`; did you mean `backends`?",
        "  --> own/rule.yaml:7:19",
        "error: own/rule: the condition `first` must be bool, not string",
        "  --> own/rule.yaml:8:54",
        "error: own/rule: `manifest.metadata.sector` is never `helth`; did you mean `health`?",
        "  --> own/rule.yaml:10:46",
    ] == [line for line in ran.err.splitlines() if line and not line.startswith("  = help")]


def test_a_policy_that_cannot_be_evaluated_is_2_and_wins_over_findings(tree: Tree, holdfast: Any) -> None:
    files = {
        "ai-manifest.yaml": BAD,
        "own/pack.yaml": PACK,
        "own/rule.yaml": policy("manifest.models[9].id == 'x'"),
    }
    ran = holdfast(
        "check", "--policies", "./own", "--policies", "inventory", "--format", "json", cwd=tree(files)
    )
    assert 2 == ran.code
    assert [("inventory/owner", "fail"), ("own/rule", "error")] == [
        (item["ruleId"], item["outcome"]) for item in json.loads(ran.out)["findings"]
    ]


def test_configuration_is_found_beside_the_target(tree: Tree, holdfast: Any) -> None:
    config = CONFIG + "packs: [./own]\nparams: {own/rule: {name: bad}}\nenforcement: {own: warn}\n"
    more = "params: {name: {type: string, default: none}}\n"
    files = {
        "ai-manifest.yaml": BAD,
        ".holdfast.yaml": config,
        "own/pack.yaml": PACK,
        "own/rule.yaml": policy("manifest.name != params.name", more=more),
    }
    root = tree(files)
    ran = holdfast("check", str(root), "--format", "json")
    assert (0, [("own/rule", "fail", "warn")]) == (
        ran.code,
        [(item["ruleId"], item["outcome"], item["enforcement"]) for item in json.loads(ran.out)["findings"]],
    )
    assert 1 == holdfast("check", str(root), "--no-config").code


@pytest.mark.parametrize(
    ("config", "place", "said"),
    [
        ("params: {own/rule: {nmae: x}}\n", "3:21", "rule `own/rule` has no parameter `nmae`."),
        ("params: {own/rul: {name: x}}\n", "3:10", "there is no rule `own/rul`."),
        (
            "params: {own/rule: {name: [1]}}\n",
            "3:21",
            "parameter `name` of `own/rule` must be text, but is a list.",
        ),
        ("enforcement: {own/rul: warn}\n", "", "there is no rule `own/rul`."),
        (
            "enforcement: {manifest: warn}\n",
            "3:15",
            "the pack `manifest` is always enforced; `manifest` cannot be set otherwise.",
        ),
        ("select: [own/rul]\n", "", "there is no rule `own/rul`."),
    ],
)
def test_a_configuration_that_names_what_does_not_exist(
    tree: Tree, holdfast: Any, config: str, place: str, said: str
) -> None:
    more = "params: {name: {type: string, default: none}}\n"
    files = {
        "ai-manifest.yaml": GOOD,
        ".holdfast.yaml": CONFIG + "packs: [./own]\n" + config,
        "own/pack.yaml": PACK,
        "own/rule.yaml": policy("manifest.name != params.name", more=more),
    }
    ran = holdfast("check", str(tree(files)))
    lines = ran.err.splitlines()
    assert (2, f"error: {said}") == (ran.code, lines[0])
    if place:
        line, column = place.split(":")
        assert f"  --> .holdfast.yaml:{int(line) + 1}:{column}" == lines[1]


def test_part_of_a_portfolio_is_judged_elsewhere(tree: Tree, holdfast: Any) -> None:
    used = BAD.replace("pilot", "production").replace("{name: bad}", '{name: bad, owner: "group:x"}')
    root = tree({"ai-manifest.yaml": used})
    whole = json.loads(holdfast("check", str(root), "--format", "json").out)
    (root / ".holdfast.yaml").write_text(CONFIG + "portfolio: part\n")
    part = json.loads(holdfast("check", str(root), "--format", "json").out)
    assert ["model-diversity/families-and-anchor"] * 2 == [item["ruleId"] for item in whole["findings"]]
    assert [] == part["findings"]
    portfolio = (
        "model-diversity/concentration",
        "model-diversity/families-and-anchor",
        "model-diversity/families-by-workload",
        "model-diversity/not-too-many-families",
    )
    assert [(rule, "not-applicable", 1) for rule in portfolio] == [
        (item["ruleId"], item["outcome"], item["count"])
        for item in part["results"]
        if item["ruleId"] in portfolio
    ]


def test_several_outputs_of_one_run(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    ran = holdfast("check", "-o", "json=a.json", "-o", "sarif=b.sarif", "-o", "json=-", cwd=root)
    assert json.loads(ran.out) == json.loads((root / "a.json").read_text())
    assert "2.1.0" == json.loads((root / "b.sarif").read_text())["version"]
    assert {"ai-manifest.yaml", "a.json", "b.sarif"} == {path.name for path in root.iterdir()}


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_format_never_changes_the_exit_code(tree: Tree, holdfast: Any, output_format: str) -> None:
    root = tree({"good/ai-manifest.yaml": GOOD, "bad/ai-manifest.yaml": BAD, "none/x.yaml": "x"})
    commands = (("good",), ("bad",), ("bad", "--exit-zero"), ("none",))
    codes = [holdfast("check", *each, "--format", output_format, cwd=root).code for each in commands]
    assert [0, 1, 0, 3] == codes


def test_sarif_knows_lines_as_code_scanning_does(tree: Tree, holdfast: Any) -> None:
    root = tree({"a/ai-manifest.yaml": BAD})
    ran = holdfast("check", "--format", "text", "-o", "sarif=b.sarif", cwd=root)
    assert 1 == ran.code
    (run,) = json.loads((root / "b.sarif").read_text())["runs"]
    said = {
        (
            each["locations"][0]["physicalLocation"]["region"]["startLine"],
            each["partialFingerprints"]["primaryLocationLineHash"],
        )
        for each in run["results"]
    }
    assert said == {(line, line_hashes(BAD, [line])[line]) for line, _ in said} != set()


@pytest.mark.parametrize(
    ("output_format", "mark"),
    [("github", "in the baseline"), ("gitlab", "in the baseline"), ("sarif", '"suppressions": ')],
)
def test_what_is_let_off_is_shown_where_it_is_asked_for(
    tree: Tree, holdfast: Any, output_format: str, mark: str
) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    holdfast("baseline", cwd=root)
    command = ("check", "--baseline", ".holdfast-baseline.json", "-o", f"{output_format}=found")
    found = []
    for more in ((), ("--show-suppressed",)):
        assert 0 == holdfast(*command, *more, cwd=root).code
        annotated = [line for line in (root / "found").read_text().splitlines() if "Not counted" not in line]
        found.append(mark in "\n".join(annotated))
    assert [False, True] == found


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colour(tree: Tree, environment: dict[str, str], *, coloured: bool) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    out = run_process(root, "check", environment={**clean, **environment}).stdout
    assert coloured == (b"\x1b[" in out)


def run_process(
    cwd: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "holdfast", *arguments],
        cwd=cwd,
        env=environment or os.environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_same_run_gives_the_same_bytes(tmp_path: Path, output_format: str) -> None:
    source = Path(__file__).parents[2] / "examples" / "muse-spark"
    outputs = set()
    for index, zone in enumerate(("UTC", "Pacific/Auckland", "America/Los_Angeles")):
        root = tmp_path / f"folder {index}" / "repository"
        for name in ("before", "after"):
            (root / name).mkdir(parents=True)
            text = (source / name / "ai-manifest.yaml").read_text().replace("name: nordwall", f"name: {name}")
            (root / name / "ai-manifest.yaml").write_text(text)
        environment = {**os.environ, "PYTHONHASHSEED": str(index), "TZ": zone}
        arguments = ("check", "--format", output_format, "--as-of", "2026-11-23")
        outputs.add(run_process(root, *arguments, environment=environment).stdout)
        outputs.add(run_process(root.parent, *arguments, "repository", environment=environment).stdout)
    assert 1 == len(outputs)
    assert str(tmp_path).encode() not in outputs.pop()


def test_findings_survive_reordering_and_edits_above_them(tree: Tree, holdfast: Any) -> None:
    source = (Path(__file__).parents[2] / "examples/muse-spark/before/ai-manifest.yaml").read_text()
    head, applications = source.split("applications:\n")
    applications, rest = applications.split("\nmodels:\n")
    first, second = applications.split("\n\n")
    moved = f"# more\n\n{head}\n\napplications:\n{second}\n\n{first}\n\nmodels:\n{rest}"

    def identities(text: str) -> set[str]:
        ran = holdfast(
            "check", str(tree({"ai-manifest.yaml": text})), "--format", "json", "--as-of", "2026-11-23"
        )
        return {item["fingerprint"] for item in json.loads(ran.out)["findings"]}

    assert identities(source) == identities(moved) != set()


def test_hostile_text_is_escaped_wherever_it_is_printed(tree: Tree, holdfast: Any) -> None:
    text = (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: bad}\napplications:\n"
        '  - id: chat\n    models: [{ref: "x\\e[31m\\u202e\\n::error::gotcha"}]\n'
    )
    for output_format in FORMATS:
        out = holdfast("check", str(tree({"ai-manifest.yaml": text})), "--format", output_format).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert not [line for line in out.splitlines() if line.lstrip().startswith("::error::")]


def test_a_reader_that_goes_away_is_no_bug(tree: Tree) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    command = f"{sys.executable} -m holdfast check --format json | true"
    done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def test_a_bug_is_70_and_asks_for_a_report(
    tree: Tree, holdfast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("holdfast.run.run", fail)
    ran = holdfast("check", str(tree({"ai-manifest.yaml": GOOD})))
    assert 70 == ran.code
    assert (
        "This is a bug in Holdfast, not in your files. Please report it with the text above."
        == ran.err.splitlines()[-1]
    )


def test_rules_that_met_nothing_are_named(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": GOOD})
    ran = holdfast("check", str(root), "--policies", "sovereignty", "--format", "json")
    said = "Nothing is declared that these rules look at, so they said nothing: "
    (note,) = json.loads(ran.out)["notes"]
    assert (0, said) == (ran.code, note[: len(said)])
    assert "sovereignty/regulated-data-origin" in note


def test_rules_that_were_deselected_are_named(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    ran = holdfast(
        "check", str(root), "--policies", "inventory", "--ignore", "inventory/o*", "--format", "json"
    )
    assert (0, ["Deselected, so not checked: inventory/operator, inventory/owner."]) == (
        ran.code,
        [note for note in json.loads(ran.out)["notes"] if note.startswith("Deselected")],
    )


@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [
        (">/dev/full", 2, "error: standard output cannot be written: No space left on device\n"),
        (">&-", 1, ""),
        ("2>&-", 1, ""),
    ],
)
def test_streams_that_cannot_be_written(tree: Tree, redirection: str, code: int, said: str) -> None:
    root = tree({"ai-manifest.yaml": BAD})
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m holdfast check {redirection}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (code, said) == (done.returncode, done.stderr)


def test_only_packs_that_take_part_are_named(tree: Tree, holdfast: Any) -> None:
    root = tree({"ai-manifest.yaml": GOOD})
    ran = holdfast("check", str(root), "--select", "inventory", "--format", "json")
    assert ["inventory", "manifest"] == [pack["id"] for pack in json.loads(ran.out)["packs"]]


def test_no_threshold_excuses_the_pack_manifest(tree: Tree, holdfast: Any) -> None:
    dangling = BAD.replace("models: []", "models: [{ref: gone}]")
    root = tree({"ai-manifest.yaml": dangling})
    assert 1 == holdfast("check", str(root), "--fail-on", "critical", "--select", "manifest").code


@pytest.mark.parametrize(("arguments", "kept"), [((), 1), (("--no-cache",), 0)], ids=["usually", "no-cache"])
def test_a_pack_that_is_read_is_kept(
    tree: Tree, holdfast: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, kept: int
) -> None:
    root = tree({"ai-manifest.yaml": GOOD})
    own = tmp_path / "own"
    own.mkdir()
    (own / "pack.yaml").write_text(PACK, encoding="utf-8")
    (own / "rule.yaml").write_text(policy("manifest.metadata.name == 'good'"), encoding="utf-8")
    caches = tmp_path / "caches"
    caches.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    said = [holdfast("check", str(root), "--policies", str(own), *arguments, cwd=own) for _ in range(2)]
    assert [0, 0] == [ran.code for ran in said]
    assert said[0] == said[1]
    assert kept == len(list(caches.rglob("*.json")))


def test_an_entry_that_a_checked_tree_brings_is_not_read(
    tree: Tree, holdfast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree({"ai-manifest.yaml": GOOD, "caches/holdfast/x.json": ""})
    (root / ".git").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "caches"))
    holdfast("check", str(root), "--no-config", cwd=root.parent)
    assert ["x.json"] == [path.name for path in (root / "caches" / "holdfast").iterdir()]
