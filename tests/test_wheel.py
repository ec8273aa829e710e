"""The wheel: built as a release is, installed, and run away from the checkout."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from holdfast import __version__, builtin

ROOT = Path(__file__).resolve().parents[1]
KINDS = {".json", ".py", ".typed", ".yaml"}
"""The kinds of file that we ship; another one is a stray."""

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata:
  name: shop
applications:
  - id: chat
    criticality: low
    data: {classes: [public]}
    models:
      - ref: gpt
models:
  - {id: gpt, model: gpt-5.5, backend: api}
backends:
  - {id: api, hosting: vendor-api, operator: openai}
"""


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and an empty folder to run it in."""

    python: Path
    folder: Path

    def run(self, *command: str | Path) -> Ran:
        """Run a program with nothing of this process' environment but the system's paths."""
        environment = {"HOME": str(self.folder), "PATH": os.defpath}
        ran = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        return Ran(ran.stdout, ran.stderr, ran.returncode)

    def holdfast(self, *arguments: str) -> Ran:
        """Run the command that the wheel installs."""
        return self.run(self.python.with_name("holdfast"), *arguments)


def build(*arguments: str | Path) -> None:
    """Build with the backend that is here, so that nothing is fetched."""
    command = [sys.executable, "-m", "build", "--no-isolation", *arguments, ROOT]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert 0 == ran.returncode, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, and the wheel from that."""
    folder = tmp_path_factory.mktemp("released")
    build("--outdir", folder)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone; its dependencies are those that are here. Return the environment's Python.

    A `.pth` file adds this Python's packages to the path but reads no `.pth` file among them, so that
    an editable installation of the checkout stays out of sight.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", released], check=True)
    [packages] = folder.glob("lib/python*/site-packages")
    packages.joinpath("dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


@pytest.fixture
def installed(environment: Path, tmp_path: Path) -> Installed:
    folder = tmp_path / "empty"
    folder.mkdir()
    return Installed(environment, folder)


def files_of(wheel: Path) -> dict[str, bytes]:
    """Return the files of a wheel, those apart that describe it."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}


def files_below(folder: Path, prefix: str) -> dict[str, bytes]:
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_holds_the_modules_the_data_and_the_policies_and_nothing_else(released: Path) -> None:
    expected = files_below(ROOT / "src" / "holdfast", "holdfast")
    expected |= files_below(ROOT / "policies", "holdfast/policies")

    assert expected == files_of(released)
    assert KINDS == {Path(name).suffix for name in expected}
    assert [] == [name for name in expected if "tests/" in name or "/test_" in name or "/." in name]


def test_built_from_the_checkout_it_has_the_same_bytes(released: Path, tmp_path: Path) -> None:
    build("--wheel", "--outdir", tmp_path)

    assert released.read_bytes() == tmp_path.joinpath(released.name).read_bytes()


def test_asks_for_what_it_imports_and_nothing_else(released: Path) -> None:
    with zipfile.ZipFile(released) as archive:
        metadata = message_from_bytes(archive.read(f"holdfast-{__version__}.dist-info/METADATA"))
    required = {
        re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0].lower()
        for text in metadata.get_all("Requires-Dist", [])
    }
    distributions = packages_distributions()
    imported = {
        distributions[name][0].lower()
        for text in files_of(released).values()
        for name in imports(text)
        if name not in sys.stdlib_module_names and name != "holdfast"
    }

    # The grammar of cel-python is read, and nothing of it imported; the detectors are found by their entry
    # point. pytest imports its plugin, not we pytest.
    assert required == (imported - {"pytest"}) | {"cel-python", "holdfast-detect"}


def imports(text: bytes) -> set[str]:
    """Return the top-level names that a module imports; none of what is no module."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except SyntaxError:
        return set()
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in names}


def test_runs_from_its_own_files(installed: Installed) -> None:
    prefix = installed.python.parents[1]

    ran = installed.run(installed.python, "-c", "import holdfast; print(holdfast.__file__)")

    assert Path(ran.out.strip()).is_relative_to(prefix)


def test_version(installed: Installed) -> None:
    assert Ran(f"holdfast, version {__version__}\n", "", 0) == installed.holdfast("--version")


def test_rules(installed: Installed) -> None:
    shipped = {
        f"{path.parent.name}/{path.stem}"
        for path in (ROOT / "policies").glob("*/*.yaml")
        if path.name != "pack.yaml" and not path.name.endswith(".cases.yaml")
    } | {check.rule.id for check in builtin.checks()}

    ran = installed.holdfast("rules")

    listed = {line.split()[0] for line in ran.out.splitlines()}
    assert ("", 0) == (ran.err, ran.code)
    assert shipped == {rule for rule in listed if not rule.startswith(("manifest/", "exceptions/"))}
    assert {"manifest/schema", "exceptions/expired-waiver"} <= listed


def test_the_first_check_on_a_machine_parses_no_policy(installed: Installed) -> None:
    installed.folder.joinpath("ai-manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    heavy = ["holdfast.load.catalogue_files", "jsonschema", "lark", "pluggy"]
    script = (
        "import sys; from holdfast.cli.main import main; sys.argv = ['holdfast', 'check', '.']\n"
        f"try: main()\nfinally: print([name for name in {heavy} if name in sys.modules])"
    )

    ran = installed.run(installed.python, "-I", "-c", script)

    assert ("[]", "", 1) == (ran.out.splitlines()[-1], ran.err, ran.code)
    assert ["ai-manifest.yaml"] == [path.name for path in installed.folder.iterdir()]


def test_an_empty_folder(installed: Installed) -> None:
    ran = installed.holdfast("check")

    assert 3 == ran.code
    assert (
        "holdfast: there is no ai-manifest.yaml here, so nothing was checked; "
        "what git ignores is not searched.\n"
        "  = help: `holdfast init` writes one. Or name a folder that holds one, or a file.\n"
    ) == ran.err
    assert [] == list(installed.folder.iterdir())


@pytest.mark.parametrize("format_name", [each.name for each in builtin.output_formats()])
def test_says_what_the_checkout_says(installed: Installed, format_name: str) -> None:
    installed.folder.joinpath("ai-manifest.yaml").write_text(MANIFEST, encoding="utf-8")
    arguments = ("check", "--as-of", "2026-11-23", "--format", format_name)

    ran = installed.holdfast(*arguments)

    assert ("", 1) == (ran.err, ran.code)
    assert installed.run(sys.executable, "-m", "holdfast", *arguments) == ran


def test_a_clean_manifest(installed: Installed) -> None:
    owned = MANIFEST.replace("  name: shop", "  name: shop\n  owner: group:shop")
    installed.folder.joinpath("ai-manifest.yaml").write_text(owned, encoding="utf-8")

    ran = installed.holdfast("check", "--policies", "inventory", "--as-of", "2026-11-23")

    assert "No findings (exit code 0).\n" == ran.out.splitlines(keepends=True)[-1]
    assert ("", 0) == (ran.err, ran.code)
