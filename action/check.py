"""The step of the GitHub Action that runs Holdfast, and tells the job what came of it."""

from __future__ import annotations

import html
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

EXIT_FINDINGS, EXIT_WRONG, EXIT_NOTHING = 1, 2, 3

STANDARD_OUTPUT = "-"

CROSS, ATTENTION = "\u274c", "\u26a0\ufe0f"
"""Signs in the summary: the job fails, or it does not although there is something to be said."""

MOST_OF_AN_ERROR = 4_000
"""Characters of an error that an annotation and the summary show; the log has all of it."""

COUNTS = {
    "passed": "passed",
    "failed": "failed",
    "unknown": "unknown",
    "errors": "errors",
    "not-applicable": "notApplicable",
    "suppressed": "suppressed",
    "counted": "counted",
}
"""Outputs of the Action, and what the JSON report calls them."""

OPTIONS = {
    "CONFIG": "--config",
    "ORG_CONFIG": "--org-config",
    "BASELINE": "--baseline",
    "FAIL_ON": "--fail-on",
    "AS_OF": "--as-of",
}
"""Inputs that are one option each where they are not empty."""

# Where the runner puts an action: its repository, and the commit, tag or branch that the workflow names.
_ACTION_PATH = re.compile(
    r"[\\/]_actions[\\/](?P<owner>[\w.-]+)[\\/](?P<name>[\w.-]+)[\\/](?P<ref>[\w./-]+)", re.ASCII
)

# What the runner obeys in the format `github`; the verdict below that is in the log already.
_ANNOTATION = re.compile(r"::(?:error|warning|notice) ")


class InputError(Exception):
    """An input of the Action is not what it may be; its text says what it may be."""


class Inputs(NamedTuple):
    """What was asked for, as `HOLDFAST_…` variables say it; lists have one entry on each line."""

    texts: Mapping[str, str]
    folder: Path

    @property
    def sarif(self) -> Path:
        """Where the SARIF goes."""
        return Path(self.texts["SARIF_FILE"] or self.folder / "holdfast.sarif")

    @property
    def report(self) -> Path:
        """Where the report goes that counts are taken from. It is written last: if it is there, all are."""
        return self.folder / "holdfast.json"

    @property
    def summary(self) -> Path:
        """Where the summary goes before it is added to the job's."""
        return self.folder / "summary.md"

    @property
    def annotations(self) -> Path:
        """Where the annotations go before the log has them."""
        return self.folder / "annotations.txt"

    def lines(self, name: str) -> Iterator[str]:
        """Yield the entries of a list, as they were written."""
        return (line for line in self.texts[name].split("\n") if line.strip())

    def asks_for(self, name: str) -> bool:
        """Tell whether an input that is `true` or `false` is `true`."""
        return self._one_of(name, ("true", "false")) == "true"

    def fails_without_a_manifest(self) -> bool:
        """Tell whether a tree without a manifest fails the job."""
        return self._one_of("NO_MANIFEST", ("fail", "notice")) == "fail"

    def outputs(self) -> Iterator[tuple[str, str]]:
        """Yield the formats to write, each with its path; ours last."""
        yield "sarif", str(self.sarif)
        for line in self.lines("FORMATS"):
            name, separator, path = line.partition("=")
            if not separator or not path:
                how = "Write FORMAT=PATH, such as junit=holdfast.xml."
                raise InputError(f"The input `formats` has the line `{line}`. {how}")
            yield name, path
        if self.asks_for("SUMMARY"):
            yield "markdown", str(self.summary)
        if self.asks_for("ANNOTATIONS"):
            yield "github", str(self.annotations)
        yield "json", str(self.report)

    def arguments(self) -> Sequence[str]:
        """Return the command line, no part of which was ever text of a shell."""
        return [
            *(f"--output={name}={path}" for name, path in self.outputs()),
            *(f"{option}={self.texts[name]}" for name, option in OPTIONS.items() if self.texts[name]),
            *(f"--policies={pack}" for pack in self.lines("POLICIES")),
            *(f"--rule-pages={base}" for base in rule_pages()),
            *self.lines("ARGUMENTS"),
            "--",
            *self.lines("TARGETS"),
        ]

    def _one_of(self, name: str, values: Sequence[str]) -> str:
        text = self.texts[name]
        if text not in values:
            spelt = name.lower().replace("_", "-")
            choice = " or ".join(f"`{value}`" for value in values)
            raise InputError(f"The input `{spelt}` is `{text}`. It may be {choice}.")
        return text


class Ran(NamedTuple):
    """How Holdfast ended, and what it said on standard error."""

    code: int
    complaint: str


def main() -> None:
    """Check what the inputs name. What fails the job is left to the last step, after the upload."""
    names = [name.removeprefix("HOLDFAST_") for name in os.environ if name.startswith("HOLDFAST_")]
    inputs = Inputs({name: os.environ[f"HOLDFAST_{name}"] for name in names}, Path(os.environ["FOLDER"]))
    try:
        inputs.asks_for("UPLOAD_SARIF")
        is_lenient = not inputs.fails_without_a_manifest()
        ran = check(inputs)
    except InputError as error:
        is_lenient, ran = False, Ran(EXIT_WRONG, str(error))
    summary, written = json_of(inputs.report), inputs.report.is_file()
    tell_runner(inputs, ran, is_lenient=is_lenient)
    uploads = written and ran.code in (0, EXIT_FINDINGS) and inputs.texts["UPLOAD_SARIF"] == "true"
    write_outputs(
        {
            "exit-code": str(ran.code),
            "sarif-file": str(inputs.sarif) if written else "",
            "checkout": str(checkout_of([*map(Path, inputs.lines("TARGETS"))])) if uploads else "",
            "upload": "true" if uploads else "false",
            "job": "0" if is_lenient and ran.code == EXIT_NOTHING else str(ran.code),
            **{name: str(summary.get(field, "")) for name, field in COUNTS.items()},
        }
    )


def check(inputs: Inputs) -> Ran:
    """Run Holdfast, with its report in the log."""
    arguments = inputs.arguments()
    for _, path in inputs.outputs():
        if path != STANDARD_OUTPUT:
            make_room(Path(path))
    # The report quotes what was checked, and a runner obeys a line such as `::add-mask::` in a log.
    token = secrets.token_hex(16)
    say(f"::stop-commands::{token}\n")
    ran = subprocess.run(
        [os.environ["PYTHON"], "-I", "-X", "utf8", "-m", "holdfast", "check", *arguments],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    say(f"{ran.stderr}\n::{token}::\n")
    if ran.returncode in (0, EXIT_FINDINGS) and not inputs.report.is_file():  # it was asked for its help, say
        return Ran(EXIT_WRONG, "Nothing was checked: the input `arguments` asks for something else.")
    return Ran(ran.returncode if ran.returncode >= 0 else 128 - ran.returncode, ran.stderr)


def rule_pages() -> Iterator[str]:
    """Yield where the pages of our rules can be read: in the repository that the Action itself is from."""
    found = _ACTION_PATH.search(os.environ["GITHUB_ACTION_PATH"])
    server = os.environ.get("GITHUB_SERVER_URL")
    if found and server:
        yield f"{server}/{found['owner']}/{found['name']}/blob/{found['ref'].rstrip('/')}/docs/rules"


def make_room(path: Path) -> None:
    """Remove what an earlier run, or the checkout, has where a file is to be written.

    What an earlier run wrote must not be taken for this one's, and no link of the checkout be followed.
    """
    named = Path(os.path.abspath(path))  # noqa: PTH100  # a real path has followed links
    workspace = Path(os.environ["GITHUB_WORKSPACE"])
    if not any(named.is_relative_to(place) for place in (workspace, Path.cwd())):
        return
    if not Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(workspace)):
        raise InputError(
            f"`{path}` is not written: a symbolic link leads out of the checkout on the way there."
        )
    if os.path.islink(path) or os.path.isfile(path):  # noqa: PTH113, PTH114  # a name may be too long
        path.unlink()


def tell_runner(inputs: Inputs, ran: Ran, *, is_lenient: bool) -> None:
    """Write the annotations and the job's summary."""
    for line in text_of(inputs.annotations).split("\n"):
        if _ANNOTATION.match(line):
            say(f"{line}\n")
    summary = text_of(inputs.summary)
    if ran.code == EXIT_NOTHING:
        kind = "notice" if is_lenient else "error"
        summary = summary.replace(CROSS, ATTENTION, 1) if is_lenient else summary
        annotate(kind, "There is no ai-manifest.yaml here, so nothing was checked.")
    elif ran.code and not inputs.report.is_file():
        said = ran.complaint.strip()[:MOST_OF_AN_ERROR] or f"It ended with {ran.code}; the log says why."
        annotate("error", said)
        summary = f"## {CROSS} Holdfast could not check\n\n<pre>{html.escape(said)}</pre>\n"
    if summary and inputs.texts["SUMMARY"] == "true" and os.environ.get("GITHUB_STEP_SUMMARY"):
        append(os.environ["GITHUB_STEP_SUMMARY"], summary)


def annotate(kind: str, text: str) -> None:
    """Say something of the run itself, in a line that the runner takes apart as it was put together."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    say(f"::{kind} title=Holdfast::{escaped}\n")


def checkout_of(targets: Sequence[Path]) -> Path:
    """Return the git repository that all targets lie in, which paths in the SARIF are relative to."""
    roots = {root_of(target) for target in targets or (Path(),)}
    [root, *others] = sorted(roots)
    return Path(os.environ["GITHUB_WORKSPACE"]) if others else root


def root_of(target: Path) -> Path:
    """Return the git repository that a target lies in; the target's own folder outside of one."""
    folder = Path(os.path.realpath(target if target.is_dir() else target.parent))
    return next((place for place in (folder, *folder.parents) if os.path.lexists(place / ".git")), folder)


def json_of(report: Path) -> Mapping[str, int]:
    """Return the counts of a JSON report; nothing where there is none."""
    text = text_of(report)
    counts: Mapping[str, int] = json.loads(text)["summary"] if text else {}
    return counts


def write_outputs(outputs: Mapping[str, str]) -> None:
    """Give the job its outputs, none of which can be taken for another, whatever is in it."""
    for name, value in outputs.items():
        end = secrets.token_hex(16)
        append(os.environ["GITHUB_OUTPUT"], f"{name}<<{end}\n{value}\n{end}\n")


def append(path: str, text: str) -> None:
    """Add to one of the files through which a step speaks to the runner."""
    with Path(path).open("a", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        file.write(text)


def text_of(path: Path) -> str:
    """Return what is in a file; nothing where there is none."""
    return path.read_text("utf-8") if path.is_file() else ""


def say(text: str) -> None:
    """Write to the log at once, so that what Holdfast itself writes comes at its place."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
