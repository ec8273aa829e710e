"""action.yml, its scripts executed as they stand."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from .composite_action import Answer, Job
from .pages import BLOCKS

ROOT = Path(__file__).resolve().parents[1]
ACTION = ROOT / "action.yml"
INSTALL = "Install Holdfast"

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
NO_OUTPUTS = dict.fromkeys(
    ("passed", "failed", "unknown", "errors", "not-applicable", "suppressed", "counted"), ""
)
FORK = {"event": {"pull_request": {"head": {"repo": {"fork": True}}}}}

# Modules that Python would take from the current folder if it were asked to look there.
IMPOSTORS = (
    "argparse",
    "attr",
    "ensurepip",
    "holdfast",
    "html",
    "json",
    "pip",
    "sitecustomize",
    "subprocess",
    "usercustomize",
    "venv",
    "yaml",
)

# Stands in for Python: writes down what Holdfast is called with, and what pip is; runs all else.
RECORDER = """\
#!/bin/sh
case "$*" in
  *"-m holdfast"*|*"-m pip"*) printf '%s\\0' "$@" > "$0.arguments" ;;
  *) exec {python} "$@" ;;
esac
"""


@dataclass(frozen=True)
class Bench:
    """A runner's machine: an environment with Holdfast, and folders for one job."""

    folder: Path
    workspace: Path
    temporary: Path
    environment: dict[str, str]

    def write(self, path: str, text: str) -> None:
        """Write a file of the checkout."""
        file = self.workspace / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def job(self, **inputs: str) -> Job:
        """Return a use of the Action, with inputs spelt with underscores."""
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        return Job(ACTION, self.workspace, self.temporary, self.environment, named)

    def check(
        self,
        *,
        github: Mapping[str, Any] | None = None,
        answers: Mapping[str, Answer] | None = None,
        **inputs: str,
    ) -> Job:
        """Run what follows the set-up."""
        job = self.job(**inputs)
        job.github, job.answers = github or {}, answers or {}
        job.outputs["environment"] = {"folder": str(self.folder)}
        job.run(steps_after(INSTALL, job))
        return job

    def received(self, step: str = "Check", **inputs: str) -> list[str]:
        """Return the arguments that Holdfast, or pip, is called with in a step."""
        recorder = self.temporary / "environment" / "bin" / "python"
        recorder.parent.mkdir(parents=True)
        recorder.write_text(RECORDER.format(python=shlex.quote(sys.executable)), encoding="utf-8")
        recorder.chmod(0o755)
        job = self.job(**inputs)
        job.outputs["environment"] = {"folder": str(self.temporary)}
        job.run([each for each in job.steps if each["name"] == step])
        return recorder.with_name("python.arguments").read_text(encoding="utf-8").split("\0")[:-1]


def steps_after(name: str, job: Job) -> list[dict[str, Any]]:
    names = [step["name"] for step in job.steps]
    return job.steps[names.index(name) + 1 :]


def environment_of_a_runner(home: Path) -> dict[str, str]:
    """Return a runner's environment, in which `python3` is this Python, as setup-python would see to."""
    home.mkdir()
    return {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def set_up(base: Path, **inputs: str) -> Path:
    """Run the steps that set up, in a checkout full of impostors; return the folder that they made.

    Before the last, this Python's own packages are made visible in the new environment, so that pip
    finds the dependencies there and fetches nothing.
    """
    workspace, temporary = base / "workspace", base / "temporary"
    temporary.mkdir()
    write_impostors(workspace)
    environment = {
        **environment_of_a_runner(base / "home"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "false",  # pip reads it as the value of `build isolation`
    }
    job = Job(ACTION, workspace, temporary, environment, inputs)
    *before, install = job.steps[: len(job.steps) - len(steps_after(INSTALL, job))]
    job.run(before)
    assert (0, "", []) == (job.exit_code, job.log, job.used)
    folder = Path(job.outputs["environment"]["folder"])
    [packages] = folder.glob("environment/lib/python*/site-packages")
    own = [path for path in sys.path if Path(path).name == "site-packages"]
    packages.joinpath("dependencies.pth").write_text("\n".join(own), encoding="utf-8")
    job.run([install])
    assert 0 == job.exit_code, job.log
    assert [] == list(base.rglob("PWNED*"))
    return folder


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an environment with Holdfast, and a plugin that adds a format to it."""
    return set_up(tmp_path_factory.mktemp("action"), plugins=f"{ROOT}/plugins/example\n")


@pytest.fixture
def bench(installed: Path, tmp_path: Path) -> Bench:
    workspace, temporary = tmp_path / "work space", tmp_path / "temporary"
    workspace.mkdir()
    folder = temporary / "holdfast"
    folder.mkdir(parents=True)
    folder.joinpath("environment").symlink_to(installed / "environment")
    return Bench(folder, workspace, temporary, environment_of_a_runner(tmp_path / "home"))


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


def test_installs_the_checkout_of_the_action_byte_compiled(installed: Path) -> None:
    [package] = installed.glob("environment/lib/python*/site-packages/holdfast")

    assert package.joinpath("policies", "inventory", "owner.yaml").is_file()
    assert {path.stem for path in package.glob("*.py")} == {
        path.name.partition(".")[0] for path in package.glob("__pycache__/*.pyc")
    }


def test_a_plugin_is_installed_beside_holdfast(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)

    job = bench.check(formats="csv=findings.csv", **INVENTORY)

    assert 0 == job.exit_code, job.log
    written = bench.workspace.joinpath("findings.csv").read_text("utf-8")
    assert written.startswith('"path","line","column","rule",')


def test_a_plugin_is_never_an_option_of_pip(bench: Bench) -> None:
    received = bench.received(
        INSTALL, plugins="holdfast-acme==1.2.0\n\n--index-url=https://x\n$(touch PWNED)"
    )

    assert [str(ROOT), "holdfast-acme==1.2.0", "--index-url=https://x", "$(touch PWNED)"] == received[
        received.index("--") + 1 :
    ]
    assert [] == list(bench.workspace.iterdir())


def test_our_detectors_are_those_of_the_same_copy(bench: Bench) -> None:
    received = bench.received(INSTALL, plugins="holdfast-detect\nholdfast-acme==1.2.0")

    expected = [str(ROOT), f"{ROOT}/plugins/detect", "holdfast-acme==1.2.0"]
    assert expected == received[received.index("--") + 1 :]


@pytest.mark.parametrize(
    "python", ["exit 1", 'echo "$0"; exit 1', "exec no-such-python"], ids=["none", "old", "broken"]
)
def test_python_is_set_up_where_there_is_none_that_is_new_enough(bench: Bench, python: str) -> None:
    old = bench.temporary / "bin" / "python3"
    old.parent.mkdir()
    old.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
    old.chmod(0o755)
    job = bench.job()
    job.environment = {**job.environment, "PATH": f"{old.parent}{os.pathsep}{job.environment['PATH']}"}
    job.answers = {"actions/setup-python": Answer({"python-path": sys.executable})}

    look, set_up_python, make, *_ = job.steps
    job.run([look, set_up_python, {**make, "run": 'echo "$PYTHON"'}])

    assert (0, sys.executable) == (job.exit_code, job.log.splitlines()[-1])
    [used] = job.used
    assert re.fullmatch(r"actions/setup-python@[0-9a-f]{40}", used["uses"])
    assert {"python-version": "3.13", "update-environment": "False"} == used["with"]


def test_clean(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)

    job = bench.check(formats="json=report.json", **INVENTORY)

    assert 0 == job.exit_code
    counts = json.loads(bench.workspace.joinpath("report.json").read_text("utf-8"))["summary"]
    assert 0 < counts["passed"]
    assert {
        "exit-code": "0",
        "sarif-file": f"{bench.folder}/holdfast.sarif",
        "passed": str(counts["passed"]),
        "failed": "0",
        "unknown": "0",
        "errors": "0",
        "not-applicable": str(counts["notApplicable"]),
        "suppressed": "0",
        "counted": "0",
    } == job.action_outputs
    assert [] == sarif_of(job)
    assert [] == job.used
    assert [] == job.annotations[1:]
    assert "Holdfast: No findings (exit code 0)." in job.summary


def test_findings_fail_the_job_after_the_upload(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)
    bench.write(".git/HEAD", "")

    job = bench.check(upload_sarif="true", **INVENTORY)

    assert 1 == job.exit_code
    outputs = job.action_outputs
    assert ("1", "1", "1") == (outputs["exit-code"], outputs["failed"], outputs["counted"])
    assert ["ai-manifest.yaml:6 inventory/owner"] == sarif_of(job)
    [upload] = job.used
    assert re.fullmatch(r"github/codeql-action/upload-sarif@[0-9a-f]{40}", upload["uses"])
    assert {
        "sarif_file": f"{bench.folder}/holdfast.sarif",
        "category": "holdfast",
        "checkout_path": str(bench.workspace),
    } == upload["with"]


def test_findings_are_shown_at_their_lines_and_in_the_summary(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)

    job = bench.check(**INVENTORY)

    [_, (kind, properties, text)] = job.annotations
    assert "warning" == kind
    assert ("ai-manifest.yaml", "6", "medium: inventory/owner") == tuple(
        properties[name] for name in ("file", "line", "title")
    )
    assert "application `chat` names no owner" == text.partition("\n")[0]
    assert "1 finding: 1 medium (exit code 1)." in job.summary
    assert "application `chat` names no owner" in job.summary


def test_annotations_and_summary_can_be_left_out(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)

    job = bench.check(annotations="false", summary="false", **INVENTORY)

    assert ["stop-commands"] == [name for name, _ in job.commands()]
    assert ("", 1) == (job.summary, job.exit_code)


def test_rules_lead_to_their_pages_in_the_repository_of_the_action(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)
    commit = "8f4b7f84864484a7bf31766abe9204da3cbe65b3"
    action = bench.temporary / "_actions" / "acme" / "holdfast" / commit
    action.parent.mkdir(parents=True)
    action.symlink_to(ROOT, target_is_directory=True)

    job = bench.job(**INVENTORY)
    job.action = action / ACTION.name
    job.environment = {**job.environment, "GITHUB_SERVER_URL": "https://git.example.com"}
    job.outputs["environment"] = {"folder": str(bench.folder)}
    job.run(steps_after(INSTALL, job))

    log = json.loads(Path(job.action_outputs["sarif-file"]).read_text("utf-8"))
    uris = {rule["id"]: rule["helpUri"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    base = f"https://git.example.com/acme/holdfast/blob/{commit}/docs/rules"
    assert f"{base}/inventory.md#inventoryowner" == uris["inventory/owner"]


def test_a_refused_upload_fails_the_job(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    refused = {"github/codeql-action/upload-sarif": Answer(fails=True)}

    assert 1 == bench.check(upload_sarif="true", answers=refused, **INVENTORY).exit_code


@pytest.mark.parametrize(("manifest", "code"), [(OWNED, 0), (MANIFEST, 1)], ids=["clean", "findings"])
def test_a_fork_whose_upload_is_refused_is_judged_by_its_findings(
    bench: Bench, manifest: str, code: int
) -> None:
    bench.write("ai-manifest.yaml", manifest)
    refused = {"github/codeql-action/upload-sarif": Answer(fails=True)}

    job = bench.check(upload_sarif="true", answers=refused, github=FORK, **INVENTORY)

    assert (1, code) == (len(job.used), job.exit_code)


def test_no_manifest_fails(bench: Bench) -> None:
    job = bench.check(upload_sarif="true", **INVENTORY)

    assert 3 == job.exit_code
    assert "3" == job.action_outputs["exit-code"]
    said = "There is no ai-manifest.yaml here, so nothing was checked."
    assert [("error", {"title": "Holdfast"}, said)] == job.annotations[1:]
    assert [] == job.used, "nothing was checked, so no alert may be closed"
    assert "Nothing to check: no manifest was found (exit code 3)." in job.summary


def test_no_manifest_is_a_notice_where_that_is_asked_for(bench: Bench) -> None:
    job = bench.check(no_manifest="notice", upload_sarif="true", **INVENTORY)

    assert 0 == job.exit_code
    assert "3" == job.action_outputs["exit-code"]
    said = "There is no ai-manifest.yaml here, so nothing was checked."
    assert [("notice", {"title": "Holdfast"}, said)] == job.annotations[1:]
    assert [] == job.used


@pytest.mark.parametrize(("no_manifest", "sign"), [("fail", "\u274c"), ("notice", "\u26a0\ufe0f")])
def test_the_summary_shows_a_cross_only_where_the_job_fails(
    bench: Bench, no_manifest: str, sign: str
) -> None:
    job = bench.check(no_manifest=no_manifest)

    assert f"\n## {sign} Holdfast: Nothing to check: no manifest was found" in job.summary


def test_findings_fail_where_no_manifest_is_a_notice(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)

    assert 1 == bench.check(no_manifest="notice", **INVENTORY).exit_code


def test_a_wrong_run_uploads_nothing_and_says_why(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)
    bench.write("holdfast.sarif", "of an earlier run")

    job = bench.check(config="no-<b>such.yaml", sarif_file="holdfast.sarif", upload_sarif="true")

    assert 2 == job.exit_code
    assert {"exit-code": "2", "sarif-file": "", **NO_OUTPUTS} == job.action_outputs
    assert [] == job.used
    assert not bench.workspace.joinpath("holdfast.sarif").exists()
    [(kind, properties, text)] = job.annotations[1:]
    assert ("error", {"title": "Holdfast"}) == (kind, properties)
    assert text.startswith("error: ")
    assert "no-<b>such.yaml" in text
    assert job.summary.startswith("## \u274c Holdfast could not check\n\n<pre>error: ")
    assert "no-&lt;b&gt;such.yaml" in job.summary
    assert "<b>" not in job.summary


@pytest.mark.parametrize(
    ("name", "value", "choice"),
    [
        ("upload-sarif", "yes", "`true` or `false`"),
        ("annotations", "True", "`true` or `false`"),
        ("summary", "", "`true` or `false`"),
        ("no-manifest", "ignore", "`fail` or `notice`"),
        ("no-manifest", "notice\n::error::x", "`fail` or `notice`"),
    ],
)
def test_a_choice_is_one_of_its_values(bench: Bench, name: str, value: str, choice: str) -> None:
    bench.write("ai-manifest.yaml", OWNED)

    job = bench.check(**{name: value})

    assert (2, "2", []) == (job.exit_code, job.action_outputs["exit-code"], job.used)
    said = f"The input `{name}` is `{value}`. It may be {choice}."
    assert [("error", {"title": "Holdfast"}, said)] == job.annotations


def test_a_format_has_a_path(bench: Bench) -> None:
    job = bench.check(formats="junit")

    assert 2 == job.exit_code
    assert (
        "The input `formats` has the line `junit`. Write FORMAT=PATH, such as junit=holdfast.xml." in job.log
    )


def test_asking_for_something_else_is_no_check(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)

    job = bench.check(arguments="--help", **INVENTORY)

    assert (2, "2") == (job.exit_code, job.action_outputs["exit-code"])
    assert "Nothing was checked: the input `arguments` asks for something else." == job.annotations[-1][2]


def test_several_targets_are_one_portfolio(bench: Bench) -> None:
    bench.write("a b/ai-manifest.yaml", MANIFEST)
    bench.write("-c/ai-manifest.yaml", MANIFEST.replace("name: shop", "name: billing"))

    job = bench.check(targets="a b\n\n-c\n", sarif_file="out 'x'.sarif", **INVENTORY)

    assert ("1", "out 'x'.sarif") == (job.action_outputs["exit-code"], job.action_outputs["sarif-file"])
    written = json.loads(bench.workspace.joinpath("out 'x'.sarif").read_text(encoding="utf-8"))
    assert ["inventory/owner", "inventory/owner"] == [
        item["ruleId"] for item in written["runs"][0]["results"]
    ]


@pytest.mark.parametrize(
    ("targets", "checkout"),
    [("repository", "repository"), ("repository/a\nrepository/b", "repository"), ("repository\nother", ".")],
    ids=["a repository", "two folders of one", "two repositories"],
)
def test_an_upload_is_of_the_checkout_that_was_checked(bench: Bench, targets: str, checkout: str) -> None:
    for name in ("repository", "other"):
        bench.write(f"{name}/.git/HEAD", "")
    bench.write("repository/a/ai-manifest.yaml", OWNED)
    bench.write("repository/b/ai-manifest.yaml", OWNED.replace("name: shop", "name: billing"))
    bench.write("other/ai-manifest.yaml", OWNED.replace("name: shop", "name: search"))

    [upload] = bench.check(targets=targets, upload_sarif="true", **INVENTORY).used

    assert str(bench.workspace / checkout) == upload["with"]["checkout_path"]


def test_defaults_leave_the_choice_to_the_configuration(bench: Bench) -> None:
    outputs = [("sarif", "holdfast.sarif"), ("markdown", "summary.md"), ("github", "annotations.txt")]

    assert [
        *("-I", "-X", "utf8", "-m", "holdfast", "check"),
        *(
            f"--output={name}={bench.temporary}/{path}"
            for name, path in [*outputs, ("json", "holdfast.json")]
        ),
        "--",
        ".",
    ] == bench.received()


def test_every_input_reaches_its_option(bench: Bench) -> None:
    received = bench.received(
        targets="shop\nbilling/ai-manifest.yaml",
        policies="inventory\n./our policies\n",
        config="strict.yaml",
        org_config="org.yaml",
        baseline="accepted.json",
        fail_on="high",
        as_of="2027-04-01",
        formats="junit=holdfast.xml\ngitlab=code quality.json",
        sarif_file="out.sarif",
        annotations="false",
        summary="false",
        arguments="--select=inventory\n--jobs\n1",
    )

    assert [
        *("-I", "-X", "utf8", "-m", "holdfast", "check"),
        "--output=sarif=out.sarif",
        "--output=junit=holdfast.xml",
        "--output=gitlab=code quality.json",
        f"--output=json={bench.temporary}/holdfast.json",
        "--config=strict.yaml",
        "--org-config=org.yaml",
        "--baseline=accepted.json",
        "--fail-on=high",
        "--as-of=2027-04-01",
        "--policies=inventory",
        "--policies=./our policies",
        "--select=inventory",
        "--jobs",
        "1",
        "--",
        "shop",
        "billing/ai-manifest.yaml",
    ] == received


def test_further_formats_are_written(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)

    job = bench.check(formats="junit=a b.xml\ntext=report.txt\n", **INVENTORY)

    assert 1 == job.exit_code
    assert ["a b.xml", "ai-manifest.yaml", "report.txt"] == sorted(
        path.name for path in bench.workspace.iterdir()
    )
    assert bench.workspace.joinpath("report.txt").read_text("utf-8") in job.log


def test_a_format_can_go_to_the_log(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    bench.write("-", "a file of the checkout")

    job = bench.check(formats="csv=-", **INVENTORY)

    assert 0 == job.exit_code
    assert '"path","line","column","rule",' in job.log
    assert "a file of the checkout" == bench.workspace.joinpath("-").read_text("utf-8")


def test_the_same_input_gives_the_same_bytes(bench: Bench) -> None:
    for name in ("b", "a", "c"):
        bench.write(f"{name}/ai-manifest.yaml", MANIFEST.replace("name: shop", f"name: {name}"))
    outputs = {"sarif_file": "out.sarif", "formats": "junit=out.xml\ngitlab=out.json"}

    def all_that_comes_of_it(seed: str) -> list[object]:
        bench.environment["PYTHONHASHSEED"] = seed
        job = bench.check(**outputs, **INVENTORY)
        written = [bench.workspace.joinpath(f"out.{kind}").read_bytes() for kind in ("sarif", "xml", "json")]
        log = re.sub(r"[0-9a-f]{32}", "TOKEN", job.log)
        return [log, job.summary, job.action_outputs, *written]

    assert all_that_comes_of_it("1") == all_that_comes_of_it("2")


def _examples() -> list[Any]:
    found = []
    for folder in sorted((ROOT / "examples").iterdir()):
        if folder.is_dir() and not (folder / "plugins.txt").exists():  # none of them is installed here
            command = (folder / "command.txt").read_text("utf-8").splitlines()[0]
            _, name, *arguments = shlex.split(command)
            if name == "check":  # which is what the Action runs
                found.append(pytest.param(folder, arguments, id=folder.name))
    return found


@pytest.mark.parametrize(("folder", "arguments"), _examples())
def test_an_example_is_judged_as_on_the_command_line(
    bench: Bench, folder: Path, arguments: list[str]
) -> None:
    shutil.copytree(folder, bench.workspace, dirs_exist_ok=True)
    bench.write(".git/HEAD", "ref: refs/heads/main\n")
    options = next((at for at, each in enumerate(arguments) if each.startswith("-")), len(arguments))
    targets = "\n".join(arguments[:options]) or "."

    job = bench.check(targets=targets, arguments="\n".join(arguments[options:]))

    expected = (folder / "expected.txt").read_text("utf-8")
    verdict = re.search(r".*\(exit code (\d)\)\.", expected)
    assert verdict
    assert int(verdict[1]) == job.exit_code
    assert verdict[0] in job.log
    assert verdict[0] in job.summary
    findings = [each for each in job.annotations if each[0] in ("error", "warning", "notice")]
    assert bool(findings) == (verdict[1] != "0")


def test_the_required_workflow_of_an_organisation_holds_a_repository_to_what_is_locked(bench: Bench) -> None:
    """As the pages show it: the configuration lies in a checkout of its own, beside the repository."""
    workflows = [yaml.safe_load(block.text) for block in BLOCKS if "merge_group" in block.text]
    *_, ours = workflows[0]["jobs"]["check"]["steps"]
    for name in ("shop", "central"):
        folder = bench.workspace / {"shop": "repository", "central": "organisation"}[name]
        shutil.copytree(ROOT / "examples" / "organisation" / name, folder)
        folder.joinpath(".git").mkdir()
    (bench.workspace / "organisation/organisation.yaml").rename(
        bench.workspace / "organisation/holdfast.yaml"
    )

    job = bench.check(as_of="2026-11-23", **ours["with"])

    expected = (ROOT / "examples/organisation/expected.txt").read_text("utf-8")
    verdict = re.search(r".*\(exit code 1\)\.", expected)
    assert verdict
    assert 1 == job.exit_code
    assert verdict[0] in job.log
    assert "exceptions/locked-setting" in job.summary


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
    "100%25 %0A %s",
    "größe 模型 \u202e\u2028",
    "n" * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_input_is_never_run_nor_taken_apart(bench: Bench, text: str) -> None:
    received = bench.received(
        **dict.fromkeys(("targets", "policies", "config", "org_config", "baseline", "fail_on"), text),
        **dict.fromkeys(("as_of", "sarif_file", "arguments"), text),
        formats=f"junit={text}",
        annotations="false",
        summary="false",
    )

    assert [
        f"--output=sarif={text}",
        f"--output=junit={text}",
        f"--output=json={bench.temporary}/holdfast.json",
        f"--config={text}",
        f"--org-config={text}",
        f"--baseline={text}",
        f"--fail-on={text}",
        f"--as-of={text}",
        f"--policies={text}",
        text,
        "--",
        text,
    ] == received[6:]
    assert [] == list(bench.workspace.iterdir())


@pytest.mark.parametrize("text", [text for text in HOSTILE if text != "-"])
def test_a_target_that_looks_like_a_command_is_a_missing_file(bench: Bench, text: str) -> None:
    job = bench.check(targets=text)

    assert 2 == job.exit_code
    assert "does not exist." in job.log
    assert ["stop-commands", "error"] == [name for name, _ in job.commands()]
    assert [] == list(bench.workspace.iterdir())


NAMES = [
    "with space",
    'it\'s "quoted"',
    "100%25 sure%0A",
    "one\ntwo\n::error::forged",
    "größe-模型-😀",
    "a,b:c=d;e",
    "<script>|`x`|[y](z)",
    "$(touch PWNED)",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_shown_and_commands_nothing(bench: Bench, name: str) -> None:
    bench.write(f"{name}/ai-manifest.yaml", MANIFEST)

    job = bench.check(**INVENTORY)

    assert 1 == job.exit_code
    [_, (kind, properties, _)] = job.annotations
    assert ("warning", f"{name}/ai-manifest.yaml") == (kind, properties["file"])
    assert f"{name}/ai-manifest.yaml" == unquote(sarif_of(job)[0].rpartition(":")[0])
    assert "<script>" not in job.summary
    assert "\n::" not in job.summary
    assert ["ai-manifest.yaml"] == [path.name for path in bench.workspace.rglob("*") if path.is_file()]


def test_a_file_name_cannot_forge_an_output(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST)
    name = "x\nexit-code=0\nsarif-file=forged"

    job = bench.check(sarif_file=name, **INVENTORY)

    assert ("1", name) == (job.action_outputs["exit-code"], job.action_outputs["sarif-file"])
    assert 1 == job.exit_code


def test_a_manifest_cannot_command_the_runner(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", MANIFEST + "::error::forged: ' ##[error]forged\\n::error::'\n")

    job = bench.check(**INVENTORY)

    assert 1 == job.exit_code
    assert "forged" in job.log
    assert {"stop-commands", "error"} == {name for name, _ in job.commands()}
    [_, (_, properties, text)] = job.annotations
    assert "critical: manifest/schema" == properties["title"]
    assert "::error::forged" in text


def test_python_files_of_the_checkout_are_not_imported(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    write_impostors(bench.workspace)

    job = bench.check(**INVENTORY)

    assert 0 == job.exit_code, job.log
    assert [] == list(bench.workspace.glob("PWNED*"))


@pytest.mark.parametrize("outputs", [{"sarif_file": "out"}, {"formats": "json=out"}], ids=["sarif", "json"])
def test_a_link_in_the_checkout_is_not_written_through(
    bench: Bench, tmp_path: Path, outputs: dict[str, str]
) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    kept = tmp_path / "kept"
    kept.write_text("as it was", encoding="utf-8")
    bench.workspace.joinpath("out").symlink_to(kept)

    job = bench.check(**outputs, **INVENTORY)

    assert 0 == job.exit_code
    assert "as it was" == kept.read_text(encoding="utf-8")
    assert not bench.workspace.joinpath("out").is_symlink()


def test_a_link_that_leads_to_itself_is_said(bench: Bench) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    bench.workspace.joinpath("out").symlink_to("out")

    job = bench.check(sarif_file="out/holdfast.sarif", **INVENTORY)

    assert (2, "2") == (job.exit_code, job.action_outputs["exit-code"])
    assert "Cannot write out/holdfast.sarif" in job.log


def test_a_link_to_a_folder_elsewhere_is_not_written_through(bench: Bench, tmp_path: Path) -> None:
    bench.write("ai-manifest.yaml", OWNED)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    bench.workspace.joinpath("out").symlink_to(elsewhere)

    job = bench.check(sarif_file="out/holdfast.sarif", **INVENTORY)

    assert 2 == job.exit_code
    assert [] == [*elsewhere.iterdir()]
    said = "`out/holdfast.sarif` is not written: a symbolic link leads out of the checkout on the way there."
    assert [("error", {"title": "Holdfast"}, said)] == job.annotations
