"""README.md and docs/: every code block is run or compared, and what there is to document is documented.

The language of a block says what happens to it:

- `console`: each line that starts with `$ ` is a `holdfast` command and is run; the lines below it are what
  it prints, standard output first. A line `...` stands for any lines. The exit code is 0, or the one that
  the output names as `(exit code N)`.
- `yaml`: the `kind` in it names the schema that it keeps to, and policies have no mistake.
- `cel`: each line is an expression, which compiles; with `// VALUE` behind it, it has that value.
- `python`: is run, and is a plugin that adds one thing.

The blocks of a page share one folder, a git repository that is empty at the start, and come in their order.
HTML comments above a block, which a reader does not see, say more:

- `<!-- file: PATH -->`: the block is written to PATH in that folder.
- `<!-- in the clone -->`: its commands are run in a copy of this repository's examples and policies.
- `<!-- exit code: N -->`: the exit code of its commands.
- `<!-- not run: REASON -->`: its commands are not run.
- `<!-- part of: KIND -->`: the keys that such a file must have are added before the YAML is checked.
- `<!-- wrong: MESSAGE -->`: the policy has a mistake, and this is what is said of it.
- `<!-- scope: SCOPE -->`: the expressions see what a policy of that scope sees.
- `<!-- test -->`: the Python is a module of tests, which are run.
- `<!-- workflow -->` and `<!-- pre-commit -->`: the YAML is a workflow of GitHub, or a configuration of
  pre-commit; tests/test_workflows.py has what is asked of them.
- `<!-- facts -->`: the YAML is a file of facts.

A part between `<!-- generated: NAME -->` and `<!-- end of generated -->` is made by docs/generate.py.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast import builtin, cel
from holdfast.cel.check import check
from holdfast.evaluate.compile import compile_policies
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.subjects import COMMON_NAMES, NAMES
from holdfast.evaluate.vocabulary import Vocabulary
from holdfast.evaluate.world import World
from holdfast.hooks.contributions import DETECTORS, HOOKS, Implementation, built_in, contributions
from holdfast.hooks.detectors import detectors
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import policy_of
from holdfast.load.schema import check_schema, manifest_schema, named_schema
from holdfast.load.yaml import read_document
from holdfast.model.manifest import Portfolio
from holdfast.model.policy import Scope
from holdfast.pytest_plugin import Holdfast

from .pages import BLOCKS, PAGES, ROOT, Block

TODAY = date(2026, 11, 23)

SCHEMAS = {
    "AIManifest": "manifest",
    "AIManifestFragment": "manifest-fragment",
    "Cases": "cases",
    "Configuration": "configuration",
    "OrganisationConfiguration": "organisation-configuration",
    "Pack": "pack",
    "Policy": "policy",
    "Waivers": "waivers",
}
LEAST = {
    "AIManifest": "metadata: {name: x}\n",
    "Policy": "id: x\ntitle: X\nseverity: low\nscope: application\n",
    "Cases": "cases: [{name: x, expect: pass, manifests: {ai-manifest.yaml: ''}}]\n",
}
"""What `part of` adds beside `apiVersion` and `kind`."""

NOTES = (
    "file",
    "in the clone",
    "exit code",
    "not run",
    "part of",
    "wrong",
    "scope",
    "workflow",
    "pre-commit",
    "facts",
    "own format",
    "test",
)


def _of(language: str, *notes: str) -> Any:
    chosen = [
        block for block in BLOCKS if block.language == language and all(note in block.notes for note in notes)
    ]
    return pytest.mark.parametrize("block", chosen, ids=str)


def _catalogue() -> Any:
    return load_catalogue(builtin.facts())


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    assert [] == [f"{block} {block.language}" for block in BLOCKS
                  if block.language not in ("console", "yaml", "cel", "python")]  # fmt: skip
    assert [] == [f"{block} {note}" for block in BLOCKS for note in block.notes if note not in NOTES]
    assert "".join(PAGES.values()).count("\n```") == 2 * len(BLOCKS)


@_of("console", "not run")
def test_what_is_not_run_has_its_reason(block: Block) -> None:
    assert 3 < len(block.notes["not run"].split())
    for target in re.findall(r"^\$ make (\S+)", block.text, re.MULTILINE):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.fixture
def folders(tmp_path: Path) -> Mapping[str, Path]:
    """The page's own folder, and a copy of what a clone has to be checked; both git repositories."""
    found = {"own": tmp_path / "own", "clone": tmp_path / "clone"}
    for folder in found.values():
        subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    for name in ("examples", "policies"):
        shutil.copytree(ROOT / name, found["clone"] / name)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_shows(
    page: str, folders: Mapping[str, Path], holdfast: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("check", "waive"):
        monkeypatch.setattr(f"holdfast.cli.{module}.today", lambda: TODAY)
    monkeypatch.setenv("COLUMNS", "80")
    for block in (block for block in BLOCKS if block.page == page):
        if "file" in block.notes:
            file = folders["own"] / block.notes["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")
        if block.language == "console" and "not run" not in block.notes:
            folder = folders["clone" if "in the clone" in block.notes else "own"]
            for command, expected in _commands(block):
                name, *arguments = shlex.split(command)
                assert "holdfast" == name, f"{block}: only holdfast is run"
                ran = holdfast(*arguments, cwd=folder)
                assert expected == _elided(expected, ran.out + ran.err), f"{block}: {command}"
                named = re.search(r"\(exit code (\d+)\)", expected)
                assert int(block.notes.get("exit code", named[1] if named else "0")) == ran.code, str(block)


def _commands(block: Block) -> Iterator[tuple[str, str]]:
    assert block.text.startswith("$ "), f"{block}: the block starts with a command"
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def _elided(expected: str, actual: str) -> str:
    """Return `expected` where `actual` is that, with any lines for `...`; else `actual`."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in expected.splitlines(keepends=True)
    )
    return expected if re.fullmatch(pattern, actual) else actual


@_of("yaml")
def test_yaml_keeps_to_its_schema(block: Block, tmp_path: Path) -> None:
    if not {"workflow", "pre-commit", "own format"}.isdisjoint(block.notes):
        return
    if "facts" in block.notes:
        (tmp_path / "own.yaml").write_text(block.text, "utf-8")
        load_catalogue([*builtin.facts(), tmp_path / "own.yaml"])
        return
    kind = block.notes.get("part of", "")
    added = f"apiVersion: holdfast/v1\nkind: {kind}\n" if kind and "kind:" not in block.text else ""
    text = added + (LEAST[kind] if kind else "") + block.text
    document = read_document(text.encode(), str(block))
    document, problems = check_schema(document, named_schema(SCHEMAS[document.data["kind"]]))
    assert [] == [f"{problem.place.location}: {problem.message}" for problem in problems]
    if document.data["kind"] == "Policy":
        errors = compile_policies([policy_of(document, "docs")], FUNCTIONS, manifest_schema())[1]
        said = [error.message for error in errors]
        assert [block.notes[key] for key in ("wrong",) if key in block.notes] == said


@_of("cel")
def test_cel_compiles_and_has_the_value_shown(block: Block) -> None:
    scope = Scope(block.notes.get("scope", "portfolio"))
    world = World(Portfolio(), Knowledge(_catalogue(), manifest_schema(), TODAY))
    bindings = {"now": world.now, "geo": world.geo}
    for line in filter(None, block.text.splitlines()):
        source, _, shown = line.partition("  //")
        expected, actual = (
            cel.compile(each.strip() or "0", variables=(*COMMON_NAMES, *NAMES[scope]), functions=FUNCTIONS)
            for each in (shown, source)
        )
        assert () == check(actual.resolved, Vocabulary(manifest_schema()).names(scope)).errors, source
        if shown:
            assert expected.evaluate(bindings) == actual.evaluate(bindings), f"{block}: {source}"


@_of("python")
def test_python_runs(block: Block, holdfast: Holdfast) -> None:
    names: dict[str, Any] = {"__file__": str(ROOT / "docs"), "__name__": "page"}
    exec(compile(block.text, str(block), "exec"), names)  # noqa: S102  # it is our own page
    if "test" in block.notes:
        tests = [value for name, value in names.items() if name.startswith("test_")]
        assert tests
        for test in tests:
            test(holdfast)
        return
    hooks = [name for name in HOOKS if name in names]
    assert 1 == len(hooks)
    if hooks == [DETECTORS]:
        assert 1 == len(detectors([Implementation("page", DETECTORS, names[DETECTORS])]))
        return
    ours = built_in(builtin)
    before = contributions(ours)
    after = contributions([*ours, Implementation("page", hooks[0], names[hooks[0]])])
    assert len(getattr(before, hooks[0])) + 1 == len(getattr(after, hooks[0]))
