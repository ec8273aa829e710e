"""What is imported only where it is needed: each of these costs more than all of Holdfast's own modules."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from holdfast import builtin

HEAVY = ("attr", "celpy", "jsonschema", "lark", "pluggy", "re2", "sarif_om", "yaml")


NOT_FOR_A_CHECK = (
    *("click", "secrets", "_strptime"),  # another parser, names of new files, another way to read a day
    *(
        "holdfast.kit",
        "holdfast.cli.explain",
        "holdfast.cli.policy_cases",
        "holdfast.cli.rules",
        "holdfast.cli.known_rules",
        "holdfast.cli.packs",
    ),
)
NOT_FOR_A_COMMAND_LINE = (
    *NOT_FOR_A_CHECK,
    "difflib",
    "shutil",
    "traceback",
    "holdfast.run",
    "holdfast.evaluate",
)


def imported(code: str, names: Sequence[str] = HEAVY) -> list[str]:
    """Return which of `names` are imported after `code`."""
    asked = f"print([name for name in {tuple(names)} if name in sys.modules])"
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\n{asked}"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parent, capture_output=True, text=True, check=True
    )
    return [name for name in names if f"'{name}'" in done.stdout.splitlines()[-1]]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import holdfast", []),
        ("sys.argv = ['holdfast', '--version']; from holdfast.cli.main import main; main()", []),
        ("import holdfast.cel", []),
        ("import holdfast.evaluate.engine", []),
        ("import holdfast.output.sarif", []),
        ("import holdfast.cli.commands", []),
        ("sys.argv = ['holdfast', 'check', '--help']; from holdfast.cli.main import main; main()", []),
        ("sys.argv = ['holdfast', 'completion', '-x']; from holdfast.cli.main import main; main()", []),
        ("sys.argv = ['holdfast', 'policy', 'test', '-x']; from holdfast.cli.main import main; main()", []),
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(code: str, expected: list[str]) -> None:
    assert expected == imported(code)


MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop, owner: "group:web"}
applications:
  - id: chat
    lifecycle: pilot
    criticality: low
    data: {classes: [public]}
    models: [{ref: gpt}]
models:
  - {id: gpt, model: gpt-5.5, backend: api}
backends:
  - {id: api, hosting: vendor-api, operator: openai}
"""
NOT_FOR_A_WARM_CHECK = (
    *NOT_FOR_A_CHECK,
    *("celpy", "jsonschema", "lark", "pluggy", "sarif_om", "attr"),
    *("dataclasses", "difflib", "hashlib", "importlib.metadata", "importlib.resources", "inspect", "logging"),
    *("pickle", "random", "shutil", "socket", "subprocess", "tempfile", "traceback", "zoneinfo"),
    *("holdfast.hooks.manager", "holdfast.hooks.specs"),
    *("holdfast.cel.ast", "holdfast.cel.check", "holdfast.cel.grammar", "holdfast.cel.macros"),
    *("holdfast.cel.parse", "holdfast.cel.resolve", "holdfast.cel.types"),
    *("holdfast.evaluate.checking", "holdfast.evaluate.vocabulary"),
    *("holdfast.load.catalogue_files", "holdfast.load.catalogue_entry", "holdfast.load.catalogue_sections"),
    *("holdfast.load.validation", "holdfast.load.wording", "holdfast.output.json", "holdfast.output.sarif"),
    *("holdfast.load.baseline", "holdfast.load.locked", "holdfast.load.organisation"),
    *("holdfast.load.stretches", "holdfast.triage.suppression"),
    *("holdfast.detect", "holdfast.detection", "holdfast.load.sources", "holdfast.model.reference"),
    *("holdfast.model.survey", "holdfast.evaluate.repository", "holdfast.evaluate.drift_models"),
)


@pytest.fixture
def a_check(tmp_path: Path) -> Callable[..., str]:
    """Return a function that returns code which checks a manifest, and ends with an exit code."""

    def code(*arguments: str, without: str = "") -> str:
        folder = tmp_path / "repository"
        folder.mkdir(exist_ok=True)
        manifest = "".join(
            line for line in MANIFEST.splitlines(keepends=True) if without not in line or not without
        )
        (folder / "ai-manifest.yaml").write_text(manifest, encoding="utf-8")
        command = ["holdfast", "check", str(folder), "--policies", "inventory", *arguments]
        return f"sys.argv = {command}; from holdfast.cli.main import main; main()"

    return code


def test_a_check_needs_no_other_command(a_check: Callable[..., str]) -> None:
    assert ["holdfast.cli.check"] == imported(a_check(), ("holdfast.cli.check", *NOT_FOR_A_CHECK))


@pytest.mark.parametrize(
    ("without", "expected"), [("", []), ("criticality", ["yaml"])], ids=["clean", "with findings"]
)
def test_what_a_check_does_not_import_where_its_packs_are_in_the_cache(
    a_check: Callable[..., str], without: str, expected: list[str]
) -> None:
    """Where a finding is in the manifest, libyaml says."""
    assert expected == imported(a_check(without=without), ("yaml", *NOT_FOR_A_WARM_CHECK))


def test_a_warm_check_compiles_no_annotation(a_check: Callable[..., str]) -> None:
    """typing compiles each of a named tuple that is in quotes; the first takes a millisecond."""
    noted = "import typing; typing.ForwardRef.__init__ = lambda *_, **__: sys.modules.update(compiled=1)"
    assert [] == imported(f"{noted}; {a_check()}", ("compiled",))


def test_a_pack_of_the_users_own_is_in_the_cache_the_second_time(
    a_check: Callable[..., str], tmp_path: Path
) -> None:
    shipped = next(path for path in builtin.policy_packs() if path.name == "sovereignty")
    own = tmp_path / "own"
    own.mkdir()
    for path in (shipped / "pack.yaml", *shipped.glob("*-origin.yaml")):
        text = path.read_text("utf-8").replace("id: sovereignty", "id: own")
        (own / path.name).write_text(text, encoding="utf-8")
    code = a_check("--policies", str(own))
    assert [["lark"], []] == [imported(code, ("lark", "holdfast.load.wording")) for _ in range(2)]


def test_without_a_cache_all_is_worked_out(a_check: Callable[..., str]) -> None:
    wanted = ["lark", "holdfast.cel.check", "holdfast.load.catalogue_files"]
    assert wanted == imported(a_check("--no-cache"), wanted)


def test_sarif_imports_its_library_and_no_parser(a_check: Callable[..., str]) -> None:
    assert ["sarif_om"] == imported(
        a_check("--format", "sarif"), ("sarif_om", "jsonschema", "lark", "pluggy")
    )


def test_the_version_imports_next_to_nothing() -> None:
    run = "sys.argv = ['holdfast', '--version']; from holdfast.cli.main import main; main()"
    script = f"import sys; before = set(sys.modules); {run}; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    allowed = ["__future__", "atexit", "gc", "holdfast", "holdfast.cli", "holdfast.cli.main"]
    assert str(allowed) == done.stdout.splitlines()[-1]


def test_to_read_the_command_line_little_is_needed() -> None:
    code = "from holdfast.cli.check import build_parser; build_parser('x').parse(['y', '--as-of=2026-11-23'])"
    assert ["argparse"] == imported(code, ("argparse", *NOT_FOR_A_COMMAND_LINE))


def test_a_script_for_a_shell_is_written_without_the_engine() -> None:
    run = "sys.argv = ['holdfast', 'completion', 'zsh']; from holdfast.cli.main import main; main()"
    heavy = tuple(name for name in HEAVY if name != "yaml")
    assert [] == imported(run, (*heavy, "holdfast.run", "holdfast.kit.suite", "holdfast.kit.mutation"))
