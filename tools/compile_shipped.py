"""Works out beforehand what a run makes of our own packs and catalogue: `python tools/compile_shipped.py`.

It writes `src/holdfast/load/compiled/`, so that the first run on a machine is as quick as the second. An
entry that is out of date is not found, and costs nothing but time. With `--check` nothing is written, and
entries that are out of date make the exit code 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from holdfast import builtin
from holdfast.load.cache import SHIPPED, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import read_pack
from holdfast.prepared import prepare


def entries() -> dict[Path, bytes]:
    """Return the files that `SHIPPED` ought to hold."""
    functions = tuple(builtin.cel_functions())
    made = {"catalogue": _kept(partial(load_catalogue, tuple(builtin.facts())))}
    for folder in builtin.policy_packs():
        made[f"pack-{folder.name}"] = _kept(partial(prepare, read_pack(folder), functions))
    return {SHIPPED / f"{name}.json": content for name, content in made.items()}


def _kept(make: Callable[[Cache], object]) -> bytes:
    """Return what `make` keeps in a cache."""
    with TemporaryDirectory() as folder:
        make(Cache(Path(folder)))
        [entry] = Path(folder).iterdir()
        return entry.read_bytes()


def main(arguments: list[str]) -> int:
    """Write the entries, or with `--check` say whether they are up to date."""
    wanted = entries()
    there = {path: path.read_bytes() for path in SHIPPED.glob("*.json")}
    if wanted == there:
        return 0
    if "--check" in arguments:
        sys.stderr.write(f"{SHIPPED.name} is out of date: run python tools/compile_shipped.py\n")
        return 1
    SHIPPED.mkdir(exist_ok=True)
    for path in there.keys() - wanted.keys():
        path.unlink()
    for path, content in wanted.items():
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
