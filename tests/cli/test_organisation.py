"""What an organisation locks, and every way in which a repository might try to get around it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Tree = Callable[[Mapping[str, str]], Path]

CONFIG = "apiVersion: holdfast/v1\nkind: Configuration\n"
ORGANISATION = "apiVersion: holdfast/v1\nkind: OrganisationConfiguration\n"
PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\n"


def policy(name: str, scope: str, expression: str, more: str = "") -> str:
    return (
        f"apiVersion: holdfast/v1\nkind: Policy\nid: {name}\ntitle: Title\nseverity: medium\nscope: {scope}\n"
        f'{more}validations:\n  - expression: "{expression}"\n'
    )


ACME = {
    "org/acme/pack.yaml": PACK,
    "org/acme/data.yaml": policy("data", "application", "has(app.dpia)"),
    "org/acme/origin.yaml": policy(
        "origin",
        "use",
        "model.origin in params.allowed",
        "params:\n  allowed: {type: array, items: {type: string}, stricter: subset, default: [FR, DE]}\n",
    ),
    "org/acme/few.yaml": policy(
        "few",
        "portfolio",
        "size(portfolio.uses) <= params.most",
        "params:\n  most: {type: integer, default: 0}\n",
    ),
}
MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications:
  - id: chat
    models: [{ref: gpt}]
models:
  - {id: gpt, model: gpt-5.5, backend: api}
backends:
  - {id: api, operator: openai}
"""
FAILING = {"acme/data fail", "acme/origin fail", "acme/few fail"}
"""What the organisation's rules say of the manifest, whatever its repository does."""

LOCKED = "packs: [./acme]\nlocked: {rules: [acme]}\n"


@pytest.fixture
def run(tree: Tree, holdfast: Any) -> Callable[..., Any]:
    """Check a repository of some files under an organisation's configuration; return the JSON report."""

    def check(files: Mapping[str, str], organisation: str = LOCKED, arguments: tuple[str, ...] = ()) -> Any:
        given = {"ai-manifest.yaml": MANIFEST} | dict(files)
        root = tree(
            {
                **ACME,
                "org/organisation.yaml": ORGANISATION + organisation,
                "repo/.git/HEAD": "",
                **{f"repo/{path}": text for path, text in given.items()},
            }
        )
        ran = holdfast(
            *("check", "repo", "--org-config", "org/organisation.yaml", "--format", "json"),
            *("--as-of", "2026-11-23", *arguments),
            cwd=root,
        )
        assert ran.code in (0, 1), ran.err
        return json.loads(ran.out)

    return check


def outcomes(report: Any) -> set[str]:
    """Return what counts of the organisation's rules."""
    return {
        f"{item['ruleId']} {item['outcome']}"
        for item in report["findings"]
        if item["ruleId"].startswith("acme/") and item["counted"]
    }


def attempts(report: Any) -> list[str]:
    """Return what was tried, with its place; each counts."""
    found = [item for item in report["findings"] if item["ruleId"] == "exceptions/locked-setting"]
    assert all(item["counted"] for item in found)
    places = [item["location"] for item in found]
    return [
        f"{place['path']}:{place['line']}:{place['column']} {item['message']}"
        for place, item in zip(places, found, strict=True)
    ]


def config(text: str) -> dict[str, str]:
    return {".holdfast.yaml": CONFIG + text}


ALL = "`acme/data`, `acme/few`, `acme/origin`"
LOCKS = "which the organisation locks:"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, []),
        (config("packs: [inventory]\n"), []),
        (
            config("ignore: [acme]\n"),
            [f"3:10 `ignore` leaves out {ALL}, {LOCKS} checked all the same"],
        ),
        (
            config("ignore: ['*']\n"),
            [f"3:10 `ignore` leaves out {ALL}, {LOCKS} checked all the same"],
        ),
        (
            config("select: [inventory, acme/d*]\npacks: [inventory]\n"),
            [f"3:1 `select` leaves out `acme/few`, `acme/origin`, {LOCKS} checked all the same"],
        ),
        (
            config("enforcement:\n  acme/data: warn\n  '*': audit\n"),
            [
                f"4:3 `enforcement` weakens `acme/data` to `warn`, {LOCKS} enforced as the organisation says",
                (
                    f"5:3 `enforcement` weakens `acme/few`, `acme/origin` to `audit`, {LOCKS} "
                    "enforced as the organisation says"
                ),
            ],
        ),
        (
            config("failOn: critical\n"),
            [
                (
                    f"3:1 `failOn` keeps `acme/data`, `acme/few`, `acme/origin` from counting, {LOCKS} "
                    "counted from `low` on all the same"
                )
            ],
        ),
        (
            config("portfolio: part\n"),
            [f"3:1 `portfolio` leaves `acme/few` unjudged, {LOCKS} judged all the same"],
        ),
        (
            config("params: {acme/origin: {allowed: [US]}, acme: {most: 9}}\n"),
            [
                f'3:24 `params` sets `allowed` of `acme/origin` to `["US"]`, {LOCKS} `["FR", "DE"]` holds',
                f"3:47 `params` sets `most` of `acme/few` to `9`, {LOCKS} `0` holds",
            ],
        ),
        (
            config("params: {acme/origin: {allowed: [FR, US]}}\n"),
            [
                (
                    '3:24 `params` sets `allowed` of `acme/origin` to `["FR", "US"]`, '
                    f'{LOCKS} `["FR", "DE"]` holds'
                )
            ],
        ),
        (
            config("applications: {chat: {params: {acme/origin: {allowed: [US]}}}}\n"),
            [
                (
                    '3:46 `applications` sets `allowed` of `acme/origin` to `["US"]`, '
                    f'{LOCKS} `["FR", "DE"]` holds'
                )
            ],
        ),
        (
            config("applications: {shop/chat: {params: {acme: {allowed: [US]}}}}\n"),
            [
                (
                    '3:44 `applications` sets `allowed` of `acme/origin` to `["US"]`, '
                    f'{LOCKS} `["FR", "DE"]` holds'
                )
            ],
        ),
        (
            {
                **config("packs: [./acme]\n"),
                "acme/pack.yaml": PACK,
                "acme/data.yaml": policy("data", "application", "true"),
            },
            [(f"3:9 `packs` puts `./acme` in the place of the pack `acme`, {LOCKS} its own pack holds")],
        ),
        (
            {**config("extends: loose.yaml\n"), "loose.yaml": CONFIG + "ignore: [acme/data]\n"},
            [f"loose.yaml:3:10 `ignore` leaves out `acme/data`, {LOCKS} checked all the same"],
        ),
    ],
    ids=[
        "nothing",
        "other packs",
        "ignore",
        "ignore everything",
        "select",
        "enforcement",
        "failOn",
        "part of a portfolio",
        "parameters",
        "a parameter partly looser",
        "a parameter of an application",
        "a parameter of an application by pack",
        "a pack of the same name",
        "what it extends",
    ],
)
def test_a_locked_rule_holds_and_the_attempt_is_a_finding(
    run: Callable[..., Any], files: dict[str, str], expected: list[str]
) -> None:
    report = run(files)
    assert FAILING == outcomes(report)
    assert expected == [text.removeprefix(".holdfast.yaml:") for text in attempts(report)]
    assert 1 == report["summary"]["exitCode"]


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("params: {acme/origin: {allowed: [DE]}}\n", LOCKED),
        ("params: {acme: {allowed: []}}\n", LOCKED),
        ("applications: {chat: {params: {acme/origin: {allowed: [FR]}}}}\n", LOCKED),
        ("enforcement: {acme: deny}\n", LOCKED + "enforcement: {acme: warn}\n"),
        ("failOn: info\n", LOCKED),
        ("portfolio: whole\n", LOCKED + "portfolio: part\n"),
        ("waivers: {maxDays: 10}\n", LOCKED + "waivers: {maxDays: 90}\n"),
        ("select: [acme]\n", LOCKED),
    ],
    ids=[
        "a parameter",
        "a parameter by pack",
        "a parameter of an application",
        "enforcement",
        "failOn",
        "portfolio",
        "waivers",
        "select",
    ],
)
def test_a_repository_can_tighten(run: Callable[..., Any], text: str, organisation: str) -> None:
    report = run(config(text), organisation)
    assert (FAILING, []) == (outcomes(report), attempts(report))


def test_applications_of_an_organisation_may_be_elsewhere(run: Callable[..., Any]) -> None:
    organisation = LOCKED + "failOn: low\napplications: {other: {params: {acme: {allowed: [US]}}}}\n"
    report = run(config("applications: {chta: {params: {acme: {allowed: [DE]}}}}\n"), organisation)
    said = "No manifest that could be read has these applications, for which parameters are set: `chta`."
    assert [said] == [note for note in report["notes"] if "applications" in note]


def test_what_is_tightened_holds(run: Callable[..., Any]) -> None:
    manifest = MANIFEST.replace("gpt-5.5", "mistral-large-2512")
    loose, tight = (
        outcomes(run({"ai-manifest.yaml": manifest} | config(f"params: {{acme: {{allowed: {values}}}}}\n")))
        for values in ("[FR, DE]", "[DE]")
    )
    assert {"acme/origin fail"} == tight - loose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ignore: [acme]\npacks: [inventory]\n", set()),
        ("select: [inventory]\npacks: [inventory]\n", set()),
        ("enforcement: {acme: warn}\n", set()),
        ("failOn: critical\n", set()),
        ("portfolio: part\n", {"acme/data fail", "acme/origin fail"}),
        ("params: {acme: {allowed: [US], most: 9}}\n", {"acme/data fail"}),
        ("packs: [inventory]\n", FAILING),
    ],
    ids=["ignore", "select", "enforcement", "failOn", "portfolio", "parameters", "packs"],
)
def test_what_is_not_locked_is_a_default(run: Callable[..., Any], text: str, expected: set[str]) -> None:
    report = run(config(text), "packs: [./acme]\n")
    assert (expected, []) == (outcomes(report), attempts(report))


@pytest.mark.parametrize(
    ("text", "organisation", "expected"),
    [
        (
            "failOn: critical\n",
            "packs: [./acme]\nlocked: {failOn: true}\n",
            [f"3:1 `failOn` raises the threshold to `critical`, {LOCKS} `low` holds"],
        ),
        (
            "params: {acme: {most: 9}}\n",
            "packs: [./acme]\nlocked: {params: {acme/few: [most]}}\n",
            [f"3:17 `params` sets `most` of `acme/few` to `9`, {LOCKS} `0` holds"],
        ),
        (
            "params: {acme/few: {most: 9}}\n",
            "packs: [./acme]\nparams: {acme: {most: 0}}\nlocked: {params: {acme: [most]}}\n",
            [f"3:21 `params` sets `most` of `acme/few` to `9`, {LOCKS} `0` holds"],
        ),
        (
            "enforcement: {acme: audit}\nignore: [acme/few]\n",
            "packs: [./acme]\nlocked: {enforcement: [acme]}\n",
            [
                (
                    "3:15 `enforcement` weakens `acme/data`, `acme/few`, `acme/origin` to `audit`, "
                    f"{LOCKS} enforced as the organisation says"
                ),
                f"4:10 `ignore` leaves out `acme/few`, {LOCKS} checked all the same",
            ],
        ),
        (
            "waivers: {maxDays: 91}\n",
            "packs: [./acme]\nwaivers: {maxDays: 90}\n",
            [f"3:11 `waivers` lets waivers live for 91 days, {LOCKS} `90` holds"],
        ),
    ],
    ids=["failOn", "a parameter", "a parameter by pack", "enforcement", "waivers, which always bind"],
)
def test_locks_of_one_thing(
    run: Callable[..., Any], text: str, organisation: str, expected: list[str]
) -> None:
    report = run(config(text), organisation)
    assert (FAILING, expected) == (
        outcomes(report),
        [said.removeprefix(".holdfast.yaml:") for said in attempts(report)],
    )


WAIVERS = """\
apiVersion: holdfast/v1
kind: Waivers
waivers:
  - rule: acme/data
    subject: shop/applications/chat
    reason: Later
    owner: user:anna
    approver: user:ben
    expires: 2027-01-31
"""


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        (LOCKED, {"acme/data fail"}),
        ("packs: [./acme]\nlocked: {enforcement: [acme]}\n", set()),
        ("packs: [./acme]\nwaivers: {forbidden: [acme/d*]}\n", {"acme/data fail"}),
        ("packs: [./acme]\nwaivers: {maxDays: 30}\n", {"acme/data fail"}),
        ("packs: [./acme]\n", set()),
    ],
    ids=["locked", "its enforcement is locked", "waivers forbidden", "a waiver too long", "not locked"],
)
def test_a_waiver_lets_off_only_what_the_organisation_allows(
    run: Callable[..., Any], organisation: str, expected: set[str]
) -> None:
    report = run({".holdfast-waivers.yaml": WAIVERS}, organisation)
    assert expected == outcomes(report) & {"acme/data fail"}


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        (LOCKED, {"acme/data fail"}),
        ("packs: [./acme]\nlocked: {enforcement: [acme/d*]}\n", {"acme/data fail"}),
        ("packs: [./acme]\nwaivers: {forbidden: [acme/data]}\n", {"acme/data fail"}),
        ("packs: [./acme]\n", set()),
    ],
    ids=["locked", "its enforcement is locked", "waivers forbidden", "not locked"],
)
def test_a_baseline_accepts_only_what_the_organisation_allows(
    run: Callable[..., Any], holdfast: Any, organisation: str, expected: set[str]
) -> None:
    run({}, "packs: [./acme]\n")  # the baseline of a time when nothing was locked
    assert 0 == holdfast("baseline", "repo", "--policies", "org/acme", "-o", "repo/baseline.json").code
    report = run(config("baseline: baseline.json\n"), organisation)
    assert expected == outcomes(report) & {"acme/data fail"}
    said = [item for item in report["findings"] if item["ruleId"] == "exceptions/forbidden-baseline"]
    assert len(expected) == len(said)


def test_what_cannot_be_let_off_counts_whatever_the_threshold(run: Callable[..., Any], holdfast: Any) -> None:
    run({}, "packs: [./acme]\n")
    holdfast("baseline", "repo", "--policies", "org/acme", "-o", "repo/baseline.json")
    files = config("failOn: critical\nbaseline: baseline.json\n") | {".holdfast-waivers.yaml": WAIVERS}
    assert {"exceptions/forbidden-baseline": True, "exceptions/forbidden-waiver": True} == {
        item["ruleId"]: item["counted"]
        for item in run(files)["findings"]
        if item["ruleId"].startswith("exceptions/forbidden")
    }


DECLARED = MANIFEST.replace("gpt-5.5, backend: api", "house-7b, backend: api, facts: {origin: FR}")
DERIVED = MANIFEST.replace(
    "  - {id: gpt, model: gpt-5.5, backend: api}\n",
    "  - {id: gpt, model: house-7b, backend: api, derivedFrom: {model: base, relation: quantized}}\n"
    "  - {id: base, model: house-base, backend: api, facts: {origin: FR}}\n",
)


@pytest.mark.parametrize("manifest", [DECLARED, DERIVED], ids=["its own", "those of its base"])
@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        (LOCKED, {"acme/origin unknown"}),
        (LOCKED + "acceptDeclaredFacts: true\n", set()),
        ("packs: [./acme]\nlocked: {enforcement: [acme]}\n", set()),
    ],
    ids=["locked", "locked, and declared facts accepted", "only its enforcement is locked"],
)
def test_declared_facts_decide_no_locked_rule(
    run: Callable[..., Any], manifest: str, organisation: str, expected: set[str]
) -> None:
    report = run({"ai-manifest.yaml": manifest}, organisation)
    assert expected == outcomes(report) - {"acme/data fail", "acme/few fail"}


def test_what_would_help_is_said_where_declared_facts_do_not_count(run: Callable[..., Any]) -> None:
    (finding,) = (
        item for item in run({"ai-manifest.yaml": DECLARED})["findings"] if item["ruleId"] == "acme/origin"
    )
    assert [
        {
            "name": "model.origin",
            "reason": (
                "model `gpt`: only the manifest's `facts` say it, "
                "and they do not count where the organisation locks a rule"
            ),
            "remedy": (
                "Ask those who answer for the organisation's configuration: "
                "it may come from the catalogue only."
            ),
        }
    ] == finding["missing"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--select", "inventory/owner", "--policies", "inventory"), "`--select` leaves out"),
        (("--ignore", "acme"), "`--ignore` leaves out"),
        (("--fail-on", "critical"), "`--fail-on` keeps"),
        (("--policies", "inventory"), ""),
        (("--no-config",), ""),
        (("--config", "repo/.holdfast.yaml"), ""),
    ],
    ids=["select", "ignore", "fail-on", "policies", "no-config", "config"],
)
def test_the_command_line_loosens_no_lock_either(
    run: Callable[..., Any], arguments: tuple[str, ...], expected: str
) -> None:
    report = run(config("failOn: low\n"), LOCKED, arguments)
    notes = [note for note in report["notes"] if "which the organisation locks" in note]
    assert (FAILING, []) == (outcomes(report), attempts(report))
    assert [expected] == [note[: len(expected)] for note in notes] or (not expected and not notes)


def test_a_configuration_that_the_operator_names_is_bound_too(run: Callable[..., Any]) -> None:
    arguments = ("--config", "repo/conf/loose.yaml")
    report = run({"conf/loose.yaml": CONFIG + "ignore: [acme]\n"}, LOCKED, arguments)
    said = f"`ignore` leaves out `acme/data`, `acme/few`, `acme/origin`, {LOCKS} checked all the same"
    assert (FAILING, [f"conf/loose.yaml:3:10 {said}"]) == (outcomes(report), attempts(report))


def test_nobody_waives_or_deselects_the_finding_itself(run: Callable[..., Any]) -> None:
    waivers = WAIVERS.replace("acme/data", "exceptions/locked-setting").replace(
        "shop/applications/chat", "settings/ignore/acme"
    )
    files = {
        **config("ignore: [acme]\nfailOn: critical\n"),
        ".holdfast-waivers.yaml": waivers,
    }
    assert 2 == len(attempts(run(files)))


def test_waive_and_baseline_know_the_limits(tree: Tree, holdfast: Any) -> None:
    organisation = ORGANISATION + LOCKED
    root = tree(
        {
            **ACME,
            "org/organisation.yaml": organisation,
            "repo/.git/HEAD": "",
            "repo/ai-manifest.yaml": MANIFEST,
        }
    )
    arguments = ("repo", "--org-config", "org/organisation.yaml", "--as-of", "2026-11-23")
    ran = holdfast("baseline", *arguments, cwd=root)
    said = ".holdfast-baseline.json: 0 failures accepted (0 added, 0 removed).\n"
    assert f"{said}Never accepted: 3 of a rule that cannot be waived.\n" == ran.out
    waiver = (
        *("acme/data", "shop/applications/chat", "--reason", "Later", "--owner", "user:a"),
        *("--approver", "user:b", "--expires", "2027-01-01"),
    )
    ran = holdfast("waive", *waiver, *arguments, cwd=root)
    assert (2, "error: the rule `acme/data` cannot be waived, so this waives nothing.") == (
        ran.code,
        ran.err.splitlines()[0],
    )


def test_a_pack_out_of_place_does_not_hinder_waivers(run: Callable[..., Any]) -> None:
    """A waiver of a rule that is not checked here is looked up among all rules that exist."""
    files = {
        **config("packs: [./acme]\n"),
        "acme/pack.yaml": PACK,
        "acme/data.yaml": policy("data", "application", "true"),
        ".holdfast-waivers.yaml": WAIVERS.replace("acme/data", "dora/audit"),
    }
    assert FAILING == outcomes(run(files))


def test_a_pack_of_the_organisation_is_named_by_its_id(run: Callable[..., Any]) -> None:
    report = run(config("packs: [acme, inventory]\n"))
    assert (FAILING, []) == (outcomes(report), attempts(report))


def test_a_configuration_within_reach_is_told(tree: Tree, holdfast: Any) -> None:
    root = tree(
        {
            "repo/.git/HEAD": "",
            "repo/ai-manifest.yaml": MANIFEST,
            "repo/org.yaml": ORGANISATION + "packs: [inventory]\n",
        }
    )
    ran = holdfast("check", "repo", "--org-config", "repo/org.yaml", cwd=root)
    assert WITHIN_REACH in ran.out


WITHIN_REACH = "note: The organisation's configuration lies in a repository that is checked"


@pytest.mark.parametrize(
    ("link", "target", "named"),
    [("repo/org.yaml", "org/org.yaml", "repo/org.yaml"), ("repo/org", "org", "repo/org/org.yaml")],
    ids=["to the file", "to its folder"],
)
def test_a_link_in_the_repository_is_within_reach(
    tree: Tree, holdfast: Any, link: str, target: str, named: str
) -> None:
    root = tree({"org/org.yaml": ORGANISATION, "repo/.git/HEAD": "", "repo/ai-manifest.yaml": MANIFEST})
    (root / link).symlink_to(root / target)
    ran = holdfast("check", "repo", "--org-config", named, cwd=root)
    assert WITHIN_REACH in ran.out


@pytest.mark.parametrize(
    ("git", "expected"),
    [("repo/central/.git/HEAD", ""), ("repo/central/.git", WITHIN_REACH)],
    ids=["a checkout of its own", "a submodule"],
)
def test_a_checkout_within_the_checkout_is_out_of_reach(
    tree: Tree, holdfast: Any, git: str, expected: str
) -> None:
    """A runner puts every checkout below one folder; which commit a submodule has, the repository says."""
    root = tree(
        {
            "repo/.git/HEAD": "",
            "repo/ai-manifest.yaml": MANIFEST,
            git: "",
            "repo/central/org.yaml": ORGANISATION,
        }
    )
    ran = holdfast("check", "repo", "--org-config", "repo/central/org.yaml", cwd=root)
    assert expected == (WITHIN_REACH if WITHIN_REACH in ran.out else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "lockd: {}\n",
            "organisation.yaml:3:1: `lockd` is not a known key of an organisation configuration.",
        ),
        ("locked: {rule: [a]}\n", "organisation.yaml:3:10: `rule` is not a known key of `locked`."),
        (
            "packs: [./acme]\nlocked: {rules: [acme/dota]}\n",
            "organisation.yaml:4:18: `acme/dota` names no rule of the organisation's packs.",
        ),
        (
            "packs: [./acme]\nlocked: {enforcement: [inventory]}\n",
            "organisation.yaml:4:24: `inventory` names no rule of the organisation's packs.",
        ),
        (
            "packs: [./acme]\nlocked: {params: {acme/few: [mots]}}\n",
            "organisation.yaml:4:30: `acme/few` has no parameter `mots`.",
        ),
        (
            "packs: [./acme]\nlocked: {params: {dora: [most]}}\n",
            "organisation.yaml:4:19: `dora` is no rule or pack of the organisation.",
        ),
        ("packs: [./nowhere]\n", "organisation.yaml:3:9: there is no pack `./nowhere`."),
        (
            "packs: [./acme]\nparams: {acme: {mots: 1}}\n",
            "organisation.yaml:4:17: pack `acme` has no rule with a parameter `mots`.",
        ),
        (
            "packs: [./acme]\nenforcement: {acm: warn}\n",
            "organisation.yaml:4:15: there is no rule `acm`.",
        ),
        (
            "packs: [./acme]\nwaivers: {forbidden: [acm]}\n",
            "organisation.yaml:4:23: there is no rule `acm`.",
        ),
        ("kind: Configuration\n", "organisation.yaml:3:1: The key `kind` is written twice."),
    ],
    ids=[
        "unknown key",
        "unknown lock",
        "a lock of no rule",
        "a lock of a rule of others",
        "a lock of no parameter",
        "a lock of a parameter of others",
        "no such pack",
        "no such parameter",
        "no such rule",
        "no such rule to be waived",
        "no YAML",
    ],
)
def test_a_wrong_configuration_of_the_organisation(
    tree: Tree, holdfast: Any, text: str, expected: str
) -> None:
    root = tree(
        {**ACME, "org/organisation.yaml": ORGANISATION + text, "repo/ai-manifest.yaml": MANIFEST},
    )
    ran = holdfast("check", "repo", "--org-config", "org/organisation.yaml", cwd=root)
    place, _, message = expected.partition(": ")
    assert (2, f"error: {message}", f"  --> {place}") == (ran.code, *ran.err.splitlines()[:2])


BANK = {
    "org/bank/pack.yaml": PACK.replace("acme", "bank"),
    "org/bank/sector.yaml": policy("sector", "manifest", "manifest.metadata.sector == 'finance'"),
    "org/bank/own.yaml": policy("own", "backend", "backend.hosting == 'on-premises'"),
}
KRAUSE = "`organisation` says `Krause`, `Bank IT`, which the organisation locks: `Bank AG`, `Bank IT` holds"
STATED = "packs: [./bank]\nmanifest: {sector: finance, organisation: [Bank AG, Bank IT]}\n"


@pytest.mark.parametrize(
    ("metadata", "operator", "expected"),
    [
        ("name: shop", "Bank IT", []),
        ("name: shop, sector: finance, organisation: [bank it]", "Bank IT", []),
        (
            "name: shop, sector: other",
            "Bank IT",
            ["3:32 fail `sector` says `other`, which the organisation locks: `finance` holds"],
        ),
        (
            "name: shop, organisation: [Krause, Bank IT]",
            "Krause, operatorCountry: DE",
            [
                f"3:24 fail {KRAUSE}",
                "10:10 unknown cannot tell: Title",
            ],
        ),
        ("name: shop", "Krause, operatorCountry: DE", ["10:10 unknown cannot tell: Title"]),
    ],
    ids=["silent", "the same", "another sector", "another name", "somebody else"],
)
def test_no_manifest_says_who_the_organisation_is(
    run: Callable[..., Any], metadata: str, operator: str, expected: list[str]
) -> None:
    manifest = MANIFEST.replace("name: shop", metadata).replace(
        "{id: api, operator: openai}", f"{{id: api, hosting: on-premises, operator: {operator}}}"
    )
    report = run(
        {**{f"../{path}": text for path, text in BANK.items()}, "ai-manifest.yaml": manifest}, STATED
    )
    found = [
        f"{item['location']['line']}:{item['location']['column']} {item['outcome']} {item['message']}"
        for item in report["findings"]
        if item["ruleId"] in ("exceptions/locked-setting", "bank/sector", "bank/own")
    ]
    assert expected == found


def test_what_the_organisation_says_of_itself_is_shown(tree: Tree, holdfast: Any) -> None:
    root = tree({**BANK, "org/organisation.yaml": ORGANISATION + STATED, "repo/ai-manifest.yaml": MANIFEST})
    ran = holdfast("config", "repo", "--org-config", "org/organisation.yaml", cwd=root)
    shown = [" ".join(line.split()) for line in ran.out.splitlines() if line.startswith("manifest")]
    assert [
        "manifest.sector finance organisation.yaml:4:12 (organisation, locked)",
        "manifest.organisation [Bank AG, Bank IT] organisation.yaml:4:29 (organisation, locked)",
    ] == shown


def test_a_repository_configuration_is_not_an_organisation_s(tree: Tree, holdfast: Any) -> None:
    root = tree({"org.yaml": CONFIG, "repo/ai-manifest.yaml": MANIFEST})
    ran = holdfast("check", "repo", "--org-config", "org.yaml", cwd=root)
    said = "error: `kind` must be `OrganisationConfiguration`, but is `Configuration`."
    assert (2, said) == (ran.code, ran.err.splitlines()[0])


def test_a_missing_configuration_of_the_organisation_ends_the_run(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("check", "--org-config", "nowhere.yaml", cwd=tree({"ai-manifest.yaml": MANIFEST}))
    said = "error: nowhere.yaml cannot be read: the file does not exist."
    assert (2, said) == (ran.code, ran.err.splitlines()[0])
