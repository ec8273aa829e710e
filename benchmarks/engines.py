"""One engine's time for the twenty expressions: `engines.py ENGINE COUNT SECONDS` prints milliseconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from expressions import EXPRESSIONS, VARIABLES, activation

Run = Callable[[], list[Any]]


def holdfast(data: Mapping[str, Any]) -> Run:
    """Return a run of our own engine; its programs are compiled."""
    from holdfast import cel

    programs = [cel.compile(source, variables=VARIABLES) for source in EXPRESSIONS]
    return lambda: [program.evaluate(data) for program in programs]


def cel_python(data: Mapping[str, Any]) -> Run:
    """Return a run of cel-python's interpreter; the activation is converted beforehand."""
    import celpy

    environment = celpy.Environment()
    programs = [environment.program(environment.compile(source)) for source in EXPRESSIONS]
    converted = {name: celpy.json_to_cel(value) for name, value in data.items()}
    return lambda: [bool(program.evaluate(converted)) for program in programs]


def cel_cpp(data: Mapping[str, Any]) -> Run:
    """Return a run of Google's C++ engine."""
    from cel_expr_python import cel

    environment = cel.NewEnv(variables=dict.fromkeys(VARIABLES, cel.Type.DYN))
    programs = [environment.compile(source) for source in EXPRESSIONS]
    return lambda: [program.eval(data=data).value() for program in programs]


ENGINES = {"holdfast": holdfast, "cel-python": cel_python, "cel-expr-python": cel_cpp}


def main() -> None:
    """Print the least CPU milliseconds of the runs that fit into the time."""
    engine, count, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    run = ENGINES[engine](activation(count))
    end, least = time.monotonic() + seconds, float("inf")
    while True:
        start = time.process_time()
        values = run()
        least = min(least, time.process_time() - start)
        if values != [True] * len(EXPRESSIONS):
            raise SystemExit(f"{engine} does not find the expressions true: {values}")
        if time.monotonic() > end:
            break
    print(least * 1000)


if __name__ == "__main__":
    main()
