"""`holdfast.kit.lint`: each lint finds what it says, where it was written, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.errors import UserErrors
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.lint import lint
from holdfast.kit.lints import LINTS
from holdfast.kit.sources import read_pack_sources

PACK = "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: Acme\ndescription: Ours.\n"
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: owned
title: Every application has an owner
severity: medium
scope: application
params:
  least:
    type: integer
    default: 1
    description: How many characters a name has.
matchConditions:
  - name: in-production
    expression: app.lifecycle == 'production'
variables:
  - name: owner
    expression: app.owner
validations:
  - name: owner
    expression: variables.owner.size() >= params.least
    messageExpression: "'`%s` has no owner'.format([app.id])"
rationale: Somebody answers for it.
remediation: Name an owner.
references:
  - {framework: acme-handbook, control: "7"}
"""
CASES = """\
apiVersion: holdfast/v1
kind: Cases
cases:
  - {name: passes, expect: pass, manifests: {ai-manifest.yaml: x}}
  - {name: fails, expect: fail, manifests: {ai-manifest.yaml: x}}
"""
FILES = {"acme/pack.yaml": PACK, "acme/owned.yaml": POLICY, "acme/owned.cases.yaml": CASES}


def write(folder: Path, files: Mapping[str, str]) -> Sequence[Path]:
    """Write files (path → text) and return the packs among them."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return sorted(path.parent for path in folder.rglob("pack.yaml"))


def linted(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Lint packs; return each finding as `place lint: message`, with the other place behind it."""
    report = lint(read_pack_sources(write(folder, files)), FUNCTIONS)
    return [
        f"{finding.place.location} {finding.lint.id}: {finding.message}"
        + (f" ({finding.related[0]}: {finding.related[1]})" if finding.related else "")
        for finding in report.findings
    ]


def changed(*pairs: tuple[str, str], more: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Return the files of the clean pack with texts of its policy exchanged."""
    text = POLICY
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return {**FILES, "acme/owned.yaml": text, **(more or {})}


EXPRESSION = "    expression: variables.owner.size() >= params.least\n"
UNKNOWN = CASES + "  - {name: nobody knows, expect: unknown, manifests: {ai-manifest.yaml: x}}\n"
OTHER = POLICY.replace("id: owned", "id: other").replace("title: Every", "title: Each")
VALIDATION = POLICY.partition("validations:\n")[2].partition("rationale")[0]
AGAIN = VALIDATION.replace("name: owner", "name: again").replace(" >= ", "  >=  ")
LONG = "  - name: long\n    expression: variables.owner.size() > params.least\n"
EACH = "scope: application\nforEach: app.kpis"
FEW = """\
apiVersion: holdfast/v1
kind: Policy
id: few
title: Few models
severity: low
scope: portfolio
validations:
  - {expression: portfolio.models.size() < 3, message: there are too many}
rationale: Why.
remediation: What.
references: [{framework: x, control: y}]
"""
SAME = "this decides the same as `acme/other` (the other one: acme/other.yaml:3:5)"
EARLIER = "validation 2 has the expression of an earlier one (the earlier one: acme/owned.yaml:20:17)"
UNNAMED = "names no application; `app.id` or `app.name` would"
FOUND: Mapping[str, tuple[Mapping[str, str], list[str]]] = {
    "nothing": (FILES, []),
    "expression": (
        changed(("app.owner\n", "app.ower\n"), ("scope: application", EACH.replace("kpis", "id"))),
        [
            "acme/owned.yaml:7:14 expression: forEach must be list, not string",
            "acme/owned.yaml:18:21 expression: `app` has no field `ower`; did you mean `owner`?",
        ],
    ),
    "empty-all": (
        changed((EXPRESSION, "    expression: app.uses.all(u, variables.owner.size() > params.least)\n")),
        ["acme/owned.yaml:20:26 empty-all: all() is true of an empty list"],
    ),
    "empty-all, said otherwise": (
        changed(
            (
                EXPRESSION,
                "    expression: app.uses == [] || app.uses.all(u, variables.owner.size() > params.least)\n",
            )
        ),
        [],
    ),
    "empty-all, but for a condition": (
        changed(
            (EXPRESSION, "    expression: variables.used.all(u, variables.owner.size() > params.least)\n"),
            ("variables:\n", '  - {name: used, expression: "app.uses != []"}\nvariables:\n'),
            ("validations:\n", "  - {name: used, expression: app.uses}\nvalidations:\n"),
        ),
        [],
    ),
    "absent": (
        changed((EXPRESSION, "    expression: app.criticality != variables.owner && params.least > 0\n")),
        ["acme/owned.yaml:20:33 absent: `app.criticality` may be absent, and then `!=` is unknown, not true"],
    ),
    "absent, and a case expects it": (
        changed(
            (EXPRESSION, "    expression: app.criticality != variables.owner && params.least > 0\n"),
            more={"acme/owned.cases.yaml": UNKNOWN},
        ),
        [],
    ),
    "constant": (
        changed((EXPRESSION, EXPRESSION[:-1] + " || 1 > 2\n")),
        ["acme/owned.yaml:20:61 constant: this part is always the same"],
    ),
    "unused-variable": (
        changed(
            ("variables.owner.size()", "app.owner.size()"),
            ("variables:\n", "variables:\n" + LONG),
        ),
        [
            "acme/owned.yaml:16:11 unused-variable: nothing reads the variable `long`",
            "acme/owned.yaml:18:11 unused-variable: nothing reads the variable `owner`",
        ],
    ),
    "unused-param": (
        changed((">= params.least", ">= 1")),
        ["acme/owned.yaml:8:3 unused-param: nothing reads the parameter `least`"],
    ),
    "unused-param, but for its name in brackets": (
        changed((">= params.least", ">= params['least']")),
        [],
    ),
    "param-description": (
        changed(("    description: How many characters a name has.\n", "")),
        ["acme/owned.yaml:8:3 param-description: the parameter `least` has no description"],
    ),
    "title": (
        changed(("has an owner\n", "has an owner.\n")),
        ["acme/owned.yaml:4:8 title: the title is not one sentence without a full stop"],
    ),
    "todo": (
        changed(
            ("title: Every", "title: TODO every"),
            ("Somebody answers", "TODO"),
            ('"7"', "TODO"),
            ("'`%s` has", "'TODO `%s` has"),
            ("How many", "TODO how many"),
            more={"acme/pack.yaml": PACK.replace("Ours.", '"TODO: what for"')},
        ),
        [
            "acme/owned.yaml:4:8 todo: `title` is still to be written",
            "acme/owned.yaml:11:18 todo: `description` is still to be written",
            "acme/owned.yaml:21:24 todo: `messageExpression` is still to be written",
            "acme/owned.yaml:22:12 todo: `rationale` is still to be written",
            "acme/owned.yaml:25:41 todo: `control` is still to be written",
            "acme/pack.yaml:6:14 todo: `description` is still to be written",
        ],
    ),
    "no-rationale": (
        changed(("rationale: Somebody answers for it.\n", "")),
        ["acme/owned.yaml:3:5 no-rationale: the policy has no rationale"],
    ),
    "no-remediation": (
        changed(("remediation: Name an owner.\n", "remediation: ' '\n")),
        ["acme/owned.yaml:3:5 no-remediation: the policy has no remediation"],
    ),
    "no-reference": (
        changed(('references:\n  - {framework: acme-handbook, control: "7"}\n', "references: []\n")),
        ["acme/owned.yaml:3:5 no-reference: the policy has no references"],
    ),
    "validation-severity": (
        changed((EXPRESSION, EXPRESSION + "    severity: high\n")),
        ["acme/owned.yaml:21:15 validation-severity: the severity `high` is above the policy's"],
    ),
    "validation-severity, the same": (
        changed((EXPRESSION, EXPRESSION + "    severity: medium\n")),
        ["acme/owned.yaml:21:15 validation-severity: the severity `medium` is the policy's own"],
    ),
    "validation-severity, below": (changed((EXPRESSION, EXPRESSION + "    severity: low\n")), []),
    "id-style": (
        {
            "a/pack.yaml": PACK.replace("id: acme", "id: acme-"),
            "a/my--rule.yaml": POLICY.replace("id: owned", "id: my--rule").replace("in-prod", "in--prod"),
            "a/my--rule.cases.yaml": CASES,
        },
        [
            "a/my--rule.yaml:3:5 id-style: `my--rule` is not in kebab case",
            "a/my--rule.yaml:13:11 id-style: `in--production` is not in kebab case",
            "a/pack.yaml:3:5 id-style: `acme-` is not in kebab case",
        ],
    ),
    "file-name": (
        changed(("id: owned", "id: owner")),
        ["acme/owned.yaml:3:5 file-name: the policy is called `owner` and its file owned.yaml"],
    ),
    "repeated-id": (
        {
            **FILES,
            "other/pack.yaml": PACK,
            "other/other.yaml": OTHER.replace("app.owner", "app.name"),
            "other/other.cases.yaml": CASES,
            "zero/pack.yaml": PACK.replace("id: acme", "id: manifest"),
            "zero/zero.yaml": OTHER.replace("id: other", "id: zero").replace("app.owner", "app.description"),
            "zero/zero.cases.yaml": CASES,
        },
        [
            "other/pack.yaml:3:5 repeated-id: another pack is called `acme` (the first: acme/pack.yaml:3:5)",
            "zero/pack.yaml:3:5 repeated-id: the pack `manifest` is built in",
        ],
    ),
    "duplicate-rule": (
        {
            **FILES,
            "acme/other.yaml": OTHER.replace(">= params", ">=   params").replace("medium", "low"),
            "acme/other.cases.yaml": CASES,
            "two/pack.yaml": PACK.replace("id: acme", "id: two"),
            "two/again.yaml": OTHER.replace("id: other", "id: again"),
            "two/again.cases.yaml": CASES,
            "two/less.yaml": OTHER.replace("id: other", "id: less").replace("default: 1", "default: 2"),
            "two/less.cases.yaml": CASES,
        },
        [
            f"acme/owned.yaml:3:5 duplicate-rule: {SAME}",
            f"two/again.yaml:3:5 duplicate-rule: {SAME}",
        ],
    ),
    "duplicate-validation": (
        changed((VALIDATION, VALIDATION + AGAIN)),
        [
            f"acme/owned.yaml:23:17 duplicate-validation: {EARLIER}"
        ],
    ),
    "message-subject": (
        changed(
            (
                VALIDATION,
                VALIDATION.replace("[app.id]", "[variables.owner]")
                + "  - {name: fixed, expression: has(app.data), message: there is no data}\n"
                + "  - {name: silent, expression: has(app.kpis)}\n",
            )
        ),
        [
            f"acme/owned.yaml:21:24 message-subject: the message {UNNAMED}",
            f"acme/owned.yaml:22:55 message-subject: a fixed message {UNNAMED}",
            f"acme/owned.yaml:23:32 message-subject: the title {UNNAMED}",
        ],
    ),
    "message-subject, by a variable": (
        changed((": app.owner\n", ": app.owner + app.id\n"), ("[app.id]", "[variables.owner]")),
        [],
    ),
    "message-subject, by an element": (
        changed(("scope: application", EACH), ("[app.id]", "[item.metric]")),
        [],
    ),
    "message-subject, by a variable of a loop that is called like it": (
        changed(("[app.id]", "[portfolio.applications.map(app, app.id).join('')]")),
        [f"acme/owned.yaml:21:24 message-subject: the message {UNNAMED}"],
    ),
    "message-subject, of a portfolio": (
        {
            **FILES,
            "acme/few.yaml": FEW,
            "acme/few.cases.yaml": CASES,
        },
        [],
    ),
    "no-cases": (
        {"acme/pack.yaml": PACK, "acme/owned.yaml": POLICY},
        [
            "acme/owned.yaml:3:5 no-cases: no case expects `fail`",
            "acme/owned.yaml:3:5 no-cases: no case expects `pass`",
        ],
    ),
    "stray-cases": (
        {**FILES, "acme/ownd.cases.yaml": CASES},
        ["acme/ownd.cases.yaml:1:1 stray-cases: there is no policy `ownd` for these cases"],
    ),
    "no-description": (
        {**FILES, "acme/pack.yaml": PACK.replace("description: Ours.\n", "")},
        ["acme/pack.yaml:3:5 no-description: the pack has no description"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(tmp_path: Path, files: Mapping[str, str], expected: list[str]) -> None:
    assert expected == linted(tmp_path, files)


def test_every_lint_is_found_above() -> None:
    found = {line.split(" ")[1].rstrip(":") for _, lines in FOUND.values() for line in lines}
    assert sorted(found) == [each.id for each in LINTS]


@pytest.mark.parametrize(
    "reads", ["dyn(params).size()", "dyn(params)['le' + 'ast']"], ids=["as a whole", "by a name that is made"]
)
def test_a_parameter_that_may_be_read_is_not_called_unused(tmp_path: Path, reads: str) -> None:
    assert [] == linted(tmp_path, changed(("params.least", reads)))


def test_files_that_cannot_be_read_are_told_all_at_once(tmp_path: Path) -> None:
    files = {
        **FILES,
        "acme/owned.yaml": POLICY.replace("severity: medium", "severity: bad"),
        "acme/owned.cases.yaml": CASES.replace("expect: pass", "expect: so"),
        "acme/tab.yaml": "\t",
        "two/pack.yaml": PACK.replace("id: acme", "id: two"),
    }
    with pytest.raises(UserErrors) as caught:
        linted(tmp_path, files)
    assert [
        "acme/owned.yaml:5:11",
        "acme/owned.cases.yaml:4:28",
        "acme/tab.yaml:1:1",
        "two/pack.yaml:3:5",
    ] == [str(error.location) for error in caught.value.errors]


def test_our_own_packs_are_clean() -> None:
    report = lint(read_pack_sources(builtin.policy_packs()), FUNCTIONS)
    assert [] == [f"{finding.place.location} {finding.lint.id}" for finding in report.findings]
    assert 30 < report.policies
