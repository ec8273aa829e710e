"""Prints how fast Holdfast is beside others, as ratios of CPU time: `python benchmarks/run.py`.

Makes a virtual environment with Holdfast as it is here and the others from PyPI, writes the manifests,
and measures in turns, so that what else the machine does meets all alike. The README says more.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from repositories import generate

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent
PEERS = ("check-jsonschema==0.39.0", "yamllint==1.38.0", "cel-expr-python==0.1.3", "cel-python==0.5.0")
TEN_OF_OURS = {
    "inventory": ("criticality", "data", "hosting-path", "migration-path", "operator", "owner"),
    "model-diversity": ("families-and-anchor", "no-single-vendor-critical", "not-too-many-families"),
    "sovereignty": ("regulated-data-origin",),
}
"""By pack: what is measured must not grow with what ships."""

AS_OF = ("--as-of", "2026-11-23")
ENGINE_SECONDS = 2.0
SLOW_ENGINE_MODELS = 500
"""cel-python takes minutes for more models than these."""

Command = Sequence[str]


@dataclass(frozen=True)
class Cost:
    """What one process took: CPU seconds with its children, wall seconds, peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def cost(command: Command, *, codes: Iterable[int] = (0,)) -> Cost:
    """Run `command` and return what it took; anything but the expected exit codes ends the benchmark."""
    start = time.monotonic()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=_QUIET)
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) not in codes:
        subprocess.run(command, check=False)
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / scale)


_QUIET = [(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_RDWR, 0) for each in (0, 1, 2)]


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Cost]]:
    """Run all commands in turns; the first round warms caches and is not counted."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            taken = cost(command, codes=(0, 1))
            if turn:
                found[name].append(taken)
    return found


def ratio(found: Mapping[str, list[Cost]], one: str, other: str) -> float:
    """Return the median of the ratios of each round."""
    pairs = zip(found[one], found[other], strict=True)
    return statistics.median(first.cpu / second.cpu for first, second in pairs)


def environment(folder: Path, source: Path) -> Path:
    """Return the bin folder of a virtual environment with Holdfast of `source` and the peers."""
    bin_folder = folder / "bin"
    if not (bin_folder / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [bin_folder / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, *PEERS], check=True)
    subprocess.run([*pip, "--force-reinstall", "--no-deps", source], check=True)
    subprocess.run([*pip, source], check=True)
    return bin_folder


def cold_start(bin_folder: Path, corpus: Path, policies: Sequence[str], rounds: int) -> Iterator[str]:
    """Yield the rows for one manifest and twenty policies."""
    manifest = str(corpus / "00" / "00000" / "ai-manifest.yaml")
    python = str(bin_folder / "python")
    schema = next(bin_folder.parent.glob("lib/*/site-packages/holdfast/load/schemas/manifest.schema.json"))
    check = [str(bin_folder / "holdfast"), "check", manifest, *policies, *AS_OF, "--no-config"]
    found = interleaved(
        {
            "python": [python, "-c", "pass"],
            "version": [str(bin_folder / "holdfast"), "--version"],
            "check": check,
            "cold": [*check, "--no-cache"],
            "folder": [*check[:2], str(Path(manifest).parent), *check[3:]],
            "check-jsonschema": [str(bin_folder / "check-jsonschema"), "--schemafile", str(schema), manifest],
            "yamllint": [str(bin_folder / "yamllint"), "-d", "relaxed", manifest],
        },
        rounds,
    )
    milliseconds = {
        name: statistics.median(each.cpu for each in costs) * 1000 for name, costs in found.items()
    }
    rows = (
        ("`holdfast --version`", "version", "python"),
        ("one manifest, twenty policies", "check", "python"),
        ("the same, without a cache", "cold", "python"),
        ("the same, named by its folder", "folder", "python"),
        ("one manifest, twenty policies", "check", "check-jsonschema"),
        ("one manifest, twenty policies", "check", "yamllint"),
    )
    names = {"python": "`python -c pass`"}
    for what, one, other in rows:
        numbers = f"{milliseconds[one]:.0f} ms to {milliseconds[other]:.0f} ms"
        yield row(what, names.get(other, other), f"{ratio(found, one, other):.2f}", numbers)


def twenty_policies(work: Path) -> list[str]:
    """Return the options for ten policies of ours, copied below `work`, and the ten that lie here."""
    folders = [HERE / "policies"]
    for pack, names in TEN_OF_OURS.items():
        folders.append(work / "policies" / pack)
        folders[-1].mkdir(parents=True, exist_ok=True)
        for name in ("pack", *names):
            shutil.copy(SOURCE / "policies" / pack / f"{name}.yaml", folders[-1])
    return [part for folder in folders for part in ("--policies", str(folder))]


def throughput(bin_folder: Path, work: Path, count: int, packs: Sequence[str], what: str) -> Iterator[str]:
    """Yield the row for `count` manifests in one run, beside parsing them."""
    folder = work / f"manifests-{count}"
    size = generate(folder, count)
    check = [str(bin_folder / "holdfast"), "check", str(folder), *packs, *AS_OF, "--no-config"]
    runs = [cost(check, codes=(0, 1)) for _ in range(1 if count > 1000 else 3)]  # noqa: PLR2004  # enough noise-free
    parse = cost([str(bin_folder / "python"), str(HERE / "parse.py"), str(folder)])
    best = min(runs, key=lambda each: each.cpu)
    numbers = (
        f"{count / best.cpu:.0f} manifests per second and core ({size / best.cpu / 1e6:.1f} MB), "
        f"at most {best.memory:.0f} MB"
    )
    yield row(
        f"{count:,} manifests, {what}", "`yaml.load(CSafeLoader)`", f"{best.cpu / parse.cpu:.2f}", numbers
    )


def evaluation(bin_folder: Path, counts: Sequence[int]) -> Iterator[str]:
    """Yield the rows for twenty expressions over models."""
    for count in counts:
        taken = {}
        for engine in ("holdfast", "cel-python", "cel-expr-python"):
            if engine == "cel-python" and count > SLOW_ENGINE_MODELS:
                continue
            command = [bin_folder / "python", HERE / "engines.py", engine, str(count), str(ENGINE_SECONDS)]
            done = subprocess.run(command, check=engine == "holdfast", capture_output=True, text=True)
            if done.returncode:
                said = done.stderr.splitlines()[-1]
                yield row(f"twenty expressions, {count:,} models", engine, "", f"it ends with: {said}")
            else:
                taken[engine] = float(done.stdout)
        ours = taken.pop("holdfast")
        for other, theirs in taken.items():
            numbers = f"{ours:.2f} ms to {theirs:.2f} ms"
            yield row(f"twenty expressions, {count:,} models", other, f"{ours / theirs:.4g}", numbers)


def row(*cells: str) -> str:
    """Return a row of the table."""
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, default=SOURCE / "build" / "benchmarks", help="scratch folder")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--manifests", type=int, nargs="*", default=[100, 10_000], metavar="N")
    parser.add_argument("--models", type=int, nargs="*", default=[5, 50, 500, 5000], metavar="N")
    chosen = parser.parse_args()
    work = chosen.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody runs programs without their byte code
    os.environ.pop("PYTHONPATH", None)  # what is measured is what is installed
    # Nobody keeps a cache in what is checked, and what other runs have kept is no part of this.
    caches = TemporaryDirectory()
    os.environ["XDG_CACHE_HOME"] = caches.name
    bin_folder = environment(work / "venv", SOURCE)
    generate(work / "manifests-1", 1)
    policies = twenty_policies(work)
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n")
    print(row("what", "against", "ratio", "as measured"))
    print(row("---", "---", "---", "---"))
    for line in cold_start(bin_folder, work / "manifests-1", policies, chosen.rounds):
        print(line, flush=True)
    for count in chosen.manifests:
        for packs, what in (
            (policies, "twenty policies"),
            ([*policies, "--ignore", "model-diversity"], "no portfolio policy"),
        ):
            for line in throughput(bin_folder, work, count, packs, what):
                print(line, flush=True)
    for line in evaluation(bin_folder, chosen.models):
        print(line, flush=True)


if __name__ == "__main__":
    main()
