"""action.yml, its scripts executed as they stand."""

from __future__ import annotations

import json
import os
import re
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

from .composite_action import Job

ACTION = Path(__file__).resolve().parents[1] / "action.yml"
SET_UP = 2  # the steps that make an environment and install Holdfast into it

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
OWNED = MANIFEST.replace("  name: shop", "  name: shop\n  owner: group:shop")
INVENTORY = {"policies": "inventory", "as-of": "2026-11-23"}

# Modules that Python would take from the current folder if it were asked to look there.
IMPOSTORS = (
    "argparse",
    "attr",
    "ensurepip",
    "holdfast",
    "pip",
    "sitecustomize",
    "subprocess",
    "usercustomize",
    "venv",
    "yaml",
)

# Stands in for Python, and writes down what it is called with.
RECORDER = """\
#!/bin/sh
printf '%s\\0' "$@" > "$0.arguments"
"""


@dataclass(frozen=True)
class Bench:
    """A runner's machine: an environment with Holdfast, and folders for one job."""

    installed: Path
    workspace: Path
    temporary: Path
    environment: dict[str, str]

    def write(self, path: str, text: str) -> None:
        """Write a file of the checkout."""
        file = self.workspace / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def check(self, folder: Path | None = None, /, **inputs: str) -> Job:
        """Run what follows the set-up, with inputs spelt with underscores."""
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        job = Job(ACTION, self.workspace, self.temporary, self.environment, named)
        job.outputs["environment"] = {"folder": str(folder or self.installed)}
        job.run(job.steps[SET_UP:])
        return job

    def received(self, **inputs: str) -> list[str]:
        """Return the arguments that Holdfast is called with."""
        recorder = self.temporary / "environment" / "bin" / "python"
        recorder.parent.mkdir(parents=True)
        recorder.write_text(RECORDER, encoding="utf-8")
        recorder.chmod(0o755)
        self.check(self.temporary, **inputs)
        return recorder.with_name("python.arguments").read_text(encoding="utf-8").split("\0")[:-1]


def environment_of_a_runner(home: Path) -> dict[str, str]:
    """Return a runner's environment, in which `python3` is this Python, as setup-python would see to."""
    home.mkdir()
    return {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the steps that set up, in a checkout full of impostors; return the folder that they made.

    Between the two, this Python's own packages are made visible in the new environment, so that pip
    finds the dependencies there and fetches nothing.
    """
    base = tmp_path_factory.mktemp("action")
    workspace, temporary = base / "workspace", base / "temporary"
    temporary.mkdir()
    write_impostors(workspace)
    environment = {
        **environment_of_a_runner(base / "home"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "false",  # pip reads it as the value of `build isolation`
    }
    job = Job(ACTION, workspace, temporary, environment)
    make_environment, install = job.steps[:SET_UP]
    job.run([make_environment])
    assert (0, "") == (job.exit_code, job.log)
    folder = Path(job.outputs["environment"]["folder"])
    [packages] = folder.glob("environment/lib/python*/site-packages")
    packages.joinpath("dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    job.run([install])
    assert 0 == job.exit_code, job.log
    assert [] == list(base.rglob("PWNED*"))
    return folder


@pytest.fixture
def bench(installed: Path, tmp_path: Path) -> Bench:
    workspace, temporary = tmp_path / "work space", tmp_path / "temporary"
    workspace.mkdir()
    temporary.mkdir()
    return Bench(installed, workspace, temporary, environment_of_a_runner(tmp_path / "home"))


def write_impostors(workspace: Path) -> None:
    workspace.mkdir(exist_ok=True)
    for name in IMPOSTORS:
        text = f"open({str(workspace / 'PWNED')!r} + '-{name}', 'w')\n"
        workspace.joinpath(f"{name}.py").write_text(text, encoding="utf-8")


def sarif_of(job: Job) -> list[str]:
    log = json.loads(Path(job.action_outputs["sarif-file"]).read_text(encoding="utf-8"))
    places = [
        (item["ruleId"], item["locations"][0]["physicalLocation"]) for item in log["runs"][0]["results"]
    ]
    return [f"{at['artifactLocation']['uri']}:{at['region']['startLine']} {rule}" for rule, at in places]


def test_installs_the_checkout_of_the_action(installed: Path) -> None:
    [package] = installed.glob("environment/lib/python*/site-packages/holdfast")

    assert package.joinpath("policies", "inventory", "owner.yaml").is_file()


def test_refuses_an_old_python(bench: Bench, tmp_path: Path) -> None:
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    path = f"{old.parent}{os.pathsep}{bench.environment['PATH']}"
    job = Job(ACTION, bench.workspace, bench.temporary, {**bench.environment, "PATH": path})

    job.run(job.steps)

    assert 1 == job.exit_code
    assert (
        "::error title=Holdfast::Python 3.11 or newer is needed as python3. "
        "Put actions/setup-python before this step.\n"
    ) == job.log


def test_clean(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)

    job = bench.check(**INVENTORY)

    assert 0 == job.exit_code
    assert {"exit-code": "0", "sarif-file": f"{bench.installed}/holdfast.sarif"} == job.action_outputs
    assert [] == sarif_of(job)
    assert [] == job.used


def test_findings_fail_the_job_after_the_upload(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)

    job = bench.check(upload_sarif="true", **INVENTORY)

    assert 1 == job.exit_code
    assert {"exit-code": "1", "sarif-file": f"{bench.installed}/holdfast.sarif"} == job.action_outputs
    assert ["ai-manifest.yaml:6 inventory/owner"] == sarif_of(job)
    [upload] = job.used
    assert re.fullmatch(r"github/codeql-action/upload-sarif@[0-9a-f]{40}", upload["uses"])
    assert {"sarif_file": f"{bench.installed}/holdfast.sarif"} == upload["with"]


def test_nothing_to_check(bench: Bench) -> None:
    job = bench.check(**INVENTORY)

    assert 3 == job.exit_code
    assert "3" == job.action_outputs["exit-code"]


def test_a_wrong_run_uploads_nothing(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)
    bench.write("holdfast.sarif", "of an earlier run")

    job = bench.check(config="no-such.yaml", sarif_file="holdfast.sarif", upload_sarif="true")

    assert 2 == job.exit_code
    assert {"exit-code": "2", "sarif-file": ""} == job.action_outputs
    assert [] == job.used


def test_several_targets_are_one_portfolio(bench: Bench) -> None:
    bench.write("a b/ai-manifest.yaml", MANIFEST)
    bench.write("-c/ai-manifest.yaml", MANIFEST.replace("name: shop", "name: billing"))

    job = bench.check(targets="a b\n\n-c\n", sarif_file="out 'x'.sarif", **INVENTORY)

    assert {"exit-code": "1", "sarif-file": "out 'x'.sarif"} == job.action_outputs
    written = json.loads(bench.workspace.joinpath("out 'x'.sarif").read_text(encoding="utf-8"))
    assert ["inventory/owner", "inventory/owner"] == [
        item["ruleId"] for item in written["runs"][0]["results"]
    ]


def test_defaults_leave_the_choice_to_the_configuration(bench: Bench) -> None:
    sarif = f"--output=sarif={bench.temporary}/holdfast.sarif"

    assert ["-I", "-m", "holdfast", "check", sarif, "--", "."] == bench.received()


def test_every_input_reaches_its_option(bench: Bench) -> None:
    received = bench.received(
        targets="shop\nbilling/ai-manifest.yaml",
        policies="inventory\n./our policies\n",
        config="strict.yaml",
        org_config="org.yaml",
        fail_on="high",
        as_of="2027-04-01",
        sarif_file="out.sarif",
    )

    assert [
        "-I",
        "-m",
        "holdfast",
        "check",
        "--output=sarif=out.sarif",
        "--config=strict.yaml",
        "--org-config=org.yaml",
        "--fail-on=high",
        "--as-of=2027-04-01",
        "--policies=inventory",
        "--policies=./our policies",
        "--",
        "shop",
        "billing/ai-manifest.yaml",
    ] == received


HOSTILE = [
    ".; touch PWNED",
    "$(touch PWNED)",
    "`touch PWNED`",
    "' && touch PWNED #",
    '" && touch PWNED #',
    "--exit-zero",
    "-",
    "* ? [a-z] ~ $HOME ${PATH} !! \\",
    "${{ github.token }}",
    "::stop-commands::x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_input_is_never_run_nor_taken_apart(bench: Bench, text: str) -> None:
    received = bench.received(
        targets=text, policies=text, config=text, org_config=text, fail_on=text, as_of=text, sarif_file=text
    )

    assert [
        f"--output=sarif={text}",
        f"--config={text}",
        f"--org-config={text}",
        f"--fail-on={text}",
        f"--as-of={text}",
        f"--policies={text}",
        "--",
        text,
    ] == received[4:]
    assert [] == list(bench.workspace.iterdir())


@pytest.mark.parametrize("text", [text for text in HOSTILE if text != "-"])
def test_a_target_that_looks_like_a_command_is_a_missing_file(bench: Bench, text: str) -> None:
    job = bench.check(targets=text)

    assert 2 == job.exit_code
    assert "does not exist." in job.log
    assert ["stop-commands"] == [name for name, _ in job.commands()]
    assert [] == list(bench.workspace.iterdir())


def test_a_file_name_cannot_forge_an_output(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)
    name = "x\nexit-code=0\nsarif-file=forged"

    job = bench.check(sarif_file=name, **INVENTORY)

    assert {"exit-code": "1", "sarif-file": name} == job.action_outputs
    assert 1 == job.exit_code


def test_a_manifest_cannot_command_the_runner(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST + "::error::forged: ' ##[error]forged'\n")

    job = bench.check(**INVENTORY)

    assert 1 == job.exit_code
    assert "forged" in job.log
    assert ["stop-commands"] == [name for name, _ in job.commands()]


def test_python_files_of_the_checkout_are_not_imported(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    write_impostors(bench.workspace)

    job = bench.check(**INVENTORY)

    assert 0 == job.exit_code, job.log
    assert [] == list(bench.workspace.glob("PWNED*"))


def test_a_link_in_the_checkout_is_not_written_through(bench: Bench, tmp_path: Path) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    kept = tmp_path / "kept"
    kept.write_text("as it was", encoding="utf-8")
    bench.workspace.joinpath("holdfast.sarif").symlink_to(kept)

    job = bench.check(sarif_file="holdfast.sarif", **INVENTORY)

    assert 0 == job.exit_code
    assert "as it was" == kept.read_text(encoding="utf-8")
    assert bench.workspace.joinpath("holdfast.sarif").is_file()
