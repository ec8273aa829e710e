"""Prints which models scanners find in cloned applications, and what CPU time that takes them.

What a reader finds in each is in `models_in_repositories.csv`. The README says how that list was made.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

LISTED = Path(__file__).resolve().parent / "models_in_repositories.csv"
_WRITTEN = os.O_WRONLY | os.O_CREAT

Named = frozenset[tuple[str, str]]
"""Models as file and id."""


class Reader(NamedTuple):
    """What a reader finds in one application: each model as written, and as what it stands for."""

    repository: str
    commit: str
    models: Mapping[tuple[str, str], str]


class Score(NamedTuple):
    """How many of the listed models a scanner names, what it names beside them, and CPU seconds."""

    found: int
    wrong: int
    cpu: float


class Scanner(NamedTuple):
    """A command and what its report names; `{0}` is the folder, and `{1}` the report if it is not printed."""

    name: str
    program: str
    arguments: Sequence[str]
    named: Callable[[Any, Path], Iterator[tuple[str, str]]]


def of_holdfast(report: Any, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what `holdfast detect` says is used or may be chosen; files are named below their target."""
    for each in (*report["references"], *report["choices"]):
        yield each["file"].removeprefix(f"{folder.name}/"), " ".join(each["id"].split())


def of_ai_bom(report: Any, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the components of ai-bom that have a `model_name`; the others are packages and frameworks."""
    for component in report["components"]:
        facts = {each["name"].rpartition(":")[2]: each["value"] for each in component.get("properties", ())}
        if facts.get("model_name"):
            file = facts["source_location"].rpartition(":")[0].removeprefix(f"{folder}/")
            yield file, facts["model_name"]


def of_aibom_scanner(report: Any, _: Path) -> Iterator[tuple[str, str]]:
    """Yield the detections of aibom-scanner that have a `model_name`."""
    for each in report["detections"]:
        if each["model_name"]:
            yield each["file_path"], each["model_name"]


_AI_BOM = ("scan", "{0}", "--format", "json", "-q", "--no-telemetry", "--output", "{1}")
_AIBOM_SCANNER = ("scan", "--path", "{0}", "--format", "json", "--output", "{1}")

SCANNERS = (
    Scanner("holdfast", "holdfast", ("detect", "{0}", "--format", "json"), of_holdfast),
    Scanner("ai-bom", "ai-bom", _AI_BOM, of_ai_bom),
    Scanner("ai-bom --deep", "ai-bom", (*_AI_BOM, "--deep"), of_ai_bom),
    Scanner("aibom-scanner", "aibom-scanner", _AIBOM_SCANNER, of_aibom_scanner),
)


def readers(path: Path = LISTED) -> list[Reader]:
    """Return the list by application."""
    models: dict[tuple[str, str], dict[tuple[str, str], str]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            models[row["repository"], row["commit"]][row["file"], row["id"]] = row["model"]
    return [Reader(repository, commit, found) for (repository, commit), found in models.items()]


def score(reader: Reader, named: Named, cpu: float) -> Score:
    """Hold what a scanner names against the list: by the id as it is written, or by what it stands for."""
    standing_for = {(file, model): (file, id_) for (file, id_), model in reader.models.items() if model}
    known = {each if each in reader.models else standing_for.get(each, each) for each in named}
    return Score(len(known & reader.models.keys()), len(known - reader.models.keys()), cpu)


def scanned(scanner: Scanner, program: str, folder: Path) -> tuple[Named, float]:
    """Run a scanner over a folder; return what it names, and the CPU seconds that it took."""
    with TemporaryDirectory() as scratch:
        report, printed = Path(scratch) / "report.json", Path(scratch) / "printed"
        command = (program, *(each.format(folder, report) for each in scanner.arguments))
        streams = [
            (os.POSIX_SPAWN_OPEN, 1, str(printed), _WRITTEN, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        process = os.posix_spawn(program, command, os.environ, file_actions=streams)
        _, _, usage = os.wait4(process, 0)
        text = (report if report.exists() else printed).read_text("utf-8")
    if not text:
        return frozenset(), usage.ru_utime + usage.ru_stime
    return frozenset(scanner.named(json.loads(text), folder)), usage.ru_utime + usage.ru_stime


def cells(reader: Reader, folder: Path, programs: Mapping[str, str]) -> Iterator[str]:
    """Yield the cells of one application's row."""
    yield f"{reader.repository} @ {reader.commit[:7]}"
    yield str(len(reader.models))
    for scanner in SCANNERS:
        if scanner.name in programs:
            one = score(reader, *scanned(scanner, programs[scanner.name], folder))
            yield f"{one.found} / {one.wrong} / {one.cpu:.2f} s"


def main(arguments: Sequence[str]) -> int:
    """Print the table; say what is left out, and why."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repositories", type=Path, required=True, help="folder with owner+name in each")
    parser.add_argument("--path", default=os.environ.get("PATH"), help="where the programs are, as in PATH")
    options = parser.parse_args(arguments)
    programs = {}
    for scanner in SCANNERS:
        found = shutil.which(scanner.program, path=options.path)
        if found:
            programs[scanner.name] = found
        else:
            print(f"left out: {scanner.name}, as it is not installed", file=sys.stderr)
    print(
        "| application | listed | " + " | ".join(f"{name}: found / wrong / CPU" for name in programs) + " |"
    )
    print("| --- " * (2 + len(programs)) + "|")
    started = time.monotonic()
    for reader in readers():
        folder = options.repositories.resolve() / reader.repository.replace("/", "+")
        if not folder.is_dir():
            print(f"left out: {reader.repository}, as it is not in {options.repositories}", file=sys.stderr)
            continue
        print("| " + " | ".join(cells(reader, folder, programs)) + " |", flush=True)
    print(f"{time.monotonic() - started:.0f} s by the clock", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
