"""A policy with its cases, written as files and read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast import builtin
from holdfast.evaluate.compile import compile_policies
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.kit.suite import PolicyCases
from holdfast.load.cases import load_cases, load_equivalents, load_never_known
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.schema import manifest_schema
from holdfast.model.catalogue import Catalogue

PACK = """\
apiVersion: holdfast/v1
kind: Pack
id: acme
version: 1.0.0
title: Of our own
"""
POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: one
title: The one policy
severity: low
"""
CASE = """\
  - name: {name}
    expect: {expect}
    manifests:
      ai-manifest.yaml: |
        apiVersion: holdfast/v1
        kind: AIManifest
        metadata: {{name: acme}}
        applications: [{applications}]
{rest}"""


@pytest.fixture(name="tested")
def _tested(tmp_path: Path) -> Callable[..., PolicyCases]:
    """Return what reads the policy `acme/one`.

    `policy` is its text after `severity`; each case is what it expects, its applications, and what else
    it says; `rest` is what follows the cases.
    """

    def read(policy: str, *cases: tuple[str, ...], rest: str = "") -> PolicyCases:
        folder = tmp_path / "acme"
        folder.mkdir(exist_ok=True)
        (folder / "pack.yaml").write_text(PACK)
        (folder / "one.yaml").write_text(POLICY + policy)
        written = [
            CASE.format(name=f"case {number}", expect=expect, applications=applications, rest="".join(more))
            for number, (expect, applications, *more) in enumerate(cases, 1)
        ]
        text = "".join(["apiVersion: holdfast/v1\nkind: Cases\ncases:\n", *written, rest])
        (folder / "one.cases.yaml").write_text(text)
        ((compiled,), errors) = compile_policies(load_pack(folder).policies, FUNCTIONS, manifest_schema())
        assert errors == ()
        return PolicyCases(
            compiled,
            load_cases(folder, "one"),
            load_equivalents(folder, "one"),
            load_never_known(folder, "one"),
        )

    return read


@pytest.fixture(name="catalogue", scope="session")
def _catalogue() -> Catalogue:
    return load_catalogue(builtin.facts())
