"""`holdfast policy docs`: the whole page, where it goes, and what `--check` says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Tree = Callable[[Mapping[str, str]], Path]

PACK = """\
apiVersion: holdfast/v1
kind: Pack
id: acme
version: 1.0.0
title: What <b>Acme</b> asks
description: For [everybody](javascript:alert).
"""
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: few
title: There are *few* models
severity: low
scope: manifest
params:
  most: {type: integer, minimum: 0, default: 1, description: How many | there may be.}
  names: {type: array, items: {type: string}, minItems: 1, default: [a]}
  mood: {type: string, enum: [good, bad], default: good}
validations:
  - name: few
    expression: >-
      manifest.models.size() <= params.most || params.names == [] || params.mood == 'bad'
    messageExpression: "'%d are *too many*'.format([manifest.models.size()])"
    effectiveFrom: 2026-04-01
rationale: Each costs, see `cost`.
remediation: >
  Retire one.
references:
  - {framework: acme, control: "7", url: "https://acme.example/7?a=(b)"}
  - {framework: nobody, control: "8"}
"""
MODELS = "models: [{id: a, model: gpt-5.5, backend: b}, {id: c, model: acme-llm, backend: b}]\n"
CASES = """\
apiVersion: holdfast/v1
kind: Cases
cases:
  - name: two are too many
    expect: fail
    facts: {acme-llm: {family: acme}, other: {}, gpt-5.5: {}}
    manifests: &two
      ai-manifest.yaml: |
        apiVersion: holdfast/v1
        kind: AIManifest
        metadata: {name: shop}
        applications: []
        models: [{id: a, model: gpt-5.5, backend: b}, {id: c, model: acme-llm, backend: b}]
        backends: [{id: b}]
  - name: two are not too many where two are allowed
    expect: pass
    params: {most: 2}
    asOf: 2027-04-01
    manifests: *two
  - name: a case that does not hold is no example
    expect: pass
    manifests:
      ai-manifest.yaml: |
        apiVersion: holdfast/v1
        kind: AIManifest
        metadata: {name: s}
        applications: [{id: a, models: [{ref: b}]}]
"""
FILES = {"acme/pack.yaml": PACK, "acme/few.yaml": POLICY, "acme/few.cases.yaml": CASES}
MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications: []
models: [{id: a, model: gpt-5.5, backend: b}, {id: c, model: acme-llm, backend: b}]
backends: [{id: b}]
"""
PAGE = rf"""<!-- Written by `holdfast policy docs`: do not edit. -->

# acme

What &lt;b>Acme&lt;/b> asks. For \[everybody\](javascript:alert).

| rule | severity | what must hold |
| --- | --- | --- |
| [`acme/few`](#acmefew) | low | There are \*few\* models |

## acme/few

There are \*few\* models.

Severity `low`, looks at: each manifest.

**Why.** Each costs, see `cost`.

**What to do.** Retire one.

| parameter | value | default | meaning |
| --- | --- | --- | --- |
| `most` | integer, at least `0` | `1` | How many \| there may be. |
| `names` | list of text, with at least `1` | `["a"]` |  |
| `mood` | one of `"good"`, `"bad"` | `"good"` |  |

In force from 2026-04-01; a failure is a warning until then.

Serves [acme 7](https://acme.example/7?a=%28b%29), nobody 8.

*Passes:* two are not too many where two are allowed (`most` is `2`, on 2027-04-01).

```yaml
{MANIFEST}```

*Fails:* two are too many.

```yaml
{MANIFEST}```

What is known of the models:

- `acme-llm`: `family` is `"acme"`
- `gpt-5.5`: nothing

What is found:

- `ai-manifest.yaml:3:18`: 2 are \*too many\*
"""


def test_a_page_goes_to_standard_output(tree: Tree, holdfast: Any) -> None:
    ran = holdfast("policy", "docs", "acme", cwd=tree(FILES))
    assert (0, "") == (ran.code, ran.err)
    assert PAGE == ran.out


def test_pages_are_written_once(tree: Tree, holdfast: Any) -> None:
    root = tree(FILES)
    ran = holdfast("policy", "docs", "acme", "inventory", "-o", "docs/rules", cwd=root)
    assert (0, "docs/rules/acme.md: written\ndocs/rules/inventory.md: written\n") == (ran.code, ran.out)
    assert PAGE == (root / "docs/rules/acme.md").read_text("utf-8")
    again = holdfast("policy", "docs", "acme", "inventory", "-o", "docs/rules", cwd=root)
    assert (0, "2 pages up to date.\n") == (again.code, again.out)


def test_check_names_what_is_stale_missing_or_superfluous(tree: Tree, holdfast: Any) -> None:
    root = tree(FILES)
    holdfast("policy", "docs", "acme", "sovereignty", "-o", "rules", cwd=root)
    (root / "rules/by-hand.md").write_text("# Mine\n")
    fresh = holdfast("policy", "docs", "acme", "sovereignty", "-o", "rules", "--check", cwd=root)
    assert (0, "2 pages up to date.\n") == (fresh.code, fresh.out)
    (root / "rules/acme.md").write_text(PAGE + "more\n")
    ran = holdfast("policy", "docs", "acme", "dora", "-o", "rules", "--check", cwd=root)
    expected = """\
rules/acme.md: out of date
rules/dora.md: missing
rules/sovereignty.md: superfluous; no such pack is named
"""
    assert (1, expected, "") == (ran.code, ran.out, ran.err)
    assert PAGE + "more\n" == (root / "rules/acme.md").read_text()
    assert not (root / "rules/dora.md").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("acme", "--check"), "`--check` needs pages to check."),
        (("acme", "-o", "acme/pack.yaml"), "Cannot write acme/pack.yaml"),
        (("acme", "-o", "mine"), "mine/acme.md was not written by `holdfast policy docs`."),
        (("acme", "again", "-o", "rules"), "two packs are called `acme`."),
        (("nowhere",), "there is no pack `nowhere`."),
        (("wrong",), "`manifest` has no field `modles`"),
    ],
    ids=["no folder", "a file", "a page by hand", "two of one id", "no pack", "a mistake"],
)
def test_what_cannot_be_written_is_2(
    tree: Tree, holdfast: Any, arguments: tuple[str, ...], said: str
) -> None:
    files = {
        **FILES,
        "mine/acme.md": "# Mine\n",
        "again/pack.yaml": PACK,
        "again/few.yaml": POLICY,
        "wrong/pack.yaml": PACK,
        "wrong/few.yaml": POLICY.replace("manifest.models", "manifest.modles"),
    }
    root = tree(files)
    ran = holdfast("policy", "docs", *arguments, cwd=root)
    assert (2, "") == (ran.code, ran.out)
    assert said in ran.err
    assert "# Mine\n" == (root / "mine/acme.md").read_text()


def test_a_day_of_the_subjects_own_is_told_with_what_stands_in_for_it(tree: Tree, holdfast: Any) -> None:
    own = "effectiveFrom: 2026-04-01\n    effectiveFromExpression: date('2027-01-01')"
    text = FILES["acme/few.yaml"].replace("effectiveFrom: 2026-04-01", own)
    page = holdfast("policy", "docs", "acme", cwd=tree({**FILES, "acme/few.yaml": text})).out
    assert [
        "In force from a day that each subject has of its own (`few`); where it has none, from 2026-04-01."
    ] == [line for line in page.splitlines() if line.startswith("In force")]
