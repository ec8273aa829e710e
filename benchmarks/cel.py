"""How long the shipped policies' expressions take: ours against cel-python and cel-expr-python.

Run as `python benchmarks/cel.py [MODELS...]` (5, 50 and 500 unless told) where the test group is installed.
Each engine runs in a process of its own and gets the same manifests as plain maps; times are CPU time,
the best of several rounds, which the engines take in turns. cel-python is left out above 50 models.
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
SLOW = 50

EXPAND = "['FR', 'DE', 'NL', 'SE']"
"""What `geo.expand(params.allowedOrigins)` is here: our own functions are not what is measured."""


def expressions() -> list[str]:
    """Return every expression of the shipped policies that all three engines can evaluate."""
    found = []
    for path in sorted((ROOT / "policies").glob("*/*.yaml")):
        if path.name == "pack.yaml" or path.name.endswith(".cases.yaml"):
            continue
        policy = yaml.safe_load(path.read_text(encoding="utf-8"))
        parts = [*policy.get("matchConditions", ()), *policy.get("variables", ()), *policy["validations"]]
        found += [str(part["expression"]) for part in parts]
    texts = [text.replace("geo.expand(params.allowedOrigins)", EXPAND) for text in found]
    return sorted({text for text in texts if ".distinct(" not in text and ".format(" not in text})


def bindings(count: int) -> dict[str, Any]:
    """Return what the expressions see: a portfolio of `count` models, each used twice, as plain maps."""
    source = random.Random(count)  # noqa: S311  # the same manifests every time
    vendors = [("openai", "US"), ("mistral", "FR"), ("qwen", "CN"), ("meta", "US"), ("google", "US")]
    models = []
    for number in range(count):
        vendor, origin = source.choice(vendors)
        models.append(
            {
                "id": f"model-{number}", "model": f"{vendor}-{number}", "vendorParent": vendor,
                "lineageParent": vendor, "lineage": vendor, "origin": origin, "baseOrigin": origin,
                "modality": "text", "openWeights": vendor in ("mistral", "qwen"), "unknown": [],
            }
        )  # fmt: skip
    apps = [
        {
            "id": f"app-{number}", "lifecycle": "production", "criticality": "critical", "owner": "group:a",
            "data": {"classes": ["personal"], "regulated": True}, "migration": {"status": "tested"},
        }
        for number in range(max(1, count // 5))
    ]  # fmt: skip
    backend = {"id": "cloud", "hosting": "vendor-api", "operator": "aws"}
    uses = [
        {
            "ref": model["id"], "role": role, "app": apps[number % len(apps)], "model": model,
            "backend": backend, "manifest": {"name": "shop"},
        }
        for number, model in enumerate(models)
        for role in ("primary", "fallback")
    ]  # fmt: skip
    parents = sorted({model["lineageParent"] for model in models})
    return {
        "portfolio": {"applications": apps, "uses": uses, "models": models},
        "app": {**apps[0], "uses": uses},
        "use": uses[0],
        "model": models[0],
        "backend": backend,
        "manifest": {"name": "shop"},
        "params": {"modalities": ["text"], "minimum": 3, "maximum": 12, "anchorMayCount": False},
        "variables": {
            "serving": uses, "primaries": uses[::2], "known": uses, "parents": parents,
            "knownParents": parents, "inDoubt": [], "most": len(parents), "hasAnchor": True,
            "allowed": ["FR", "DE", "NL", "SE"],
        },
    }  # fmt: skip


Run = Callable[[], Any]


def holdfast(texts: list[str], data: dict[str, Any]) -> list[Run]:
    """Return one call for each expression, by our evaluator."""
    from holdfast import cel

    programs = [cel.compile(text, variables=data) for text in texts]
    return [lambda program=program: program.evaluate(data) for program in programs]


def google(texts: list[str], data: dict[str, Any], *, shared: bool = False) -> list[Run]:
    """Return one call for each expression, by cel-expr-python; converted once where `shared`."""
    from cel_expr_python import cel

    environment = cel.NewEnv(variables=dict.fromkeys(data, cel.Type.DYN))
    programs = [environment.compile(text) for text in texts]
    if shared:
        activation = environment.Activation(data)
        return [lambda program=program: program.eval(activation).value() for program in programs]
    return [lambda program=program: program.eval(data=data).value() for program in programs]


def google_shared(texts: list[str], data: dict[str, Any]) -> list[Run]:
    """Return one call for each expression on one activation."""
    return google(texts, data, shared=True)


def community(texts: list[str], data: dict[str, Any]) -> list[Run]:
    """Return one call for each expression, by cel-python's interpreter."""
    import celpy
    from celpy.adapter import json_to_cel

    environment = celpy.Environment()
    programs = [environment.program(environment.compile(text)) for text in texts]
    converted = {name: json_to_cel(value) for name, value in data.items()}
    return [lambda program=program: program.evaluate(converted) for program in programs]


ENGINES = {
    "holdfast": holdfast,
    "cel-expr-python, one activation": google_shared,
    "cel-expr-python, fresh activation": google,
    "cel-python": community,
}


def measured(run: Run, at_least: float = 0.02) -> float:
    """Return seconds of CPU time for one call."""
    run()
    start = time.process_time()
    run()
    once = max(time.process_time() - start, 1e-7)
    count = max(1, int(at_least / once))
    start = time.process_time()
    for _ in range(count):
        run()
    return (time.process_time() - start) / count


def serve(engine: str, count: int) -> None:
    """Answer each line of input with the times of all expressions."""
    runs = ENGINES[engine](expressions(), bindings(count))
    for _ in sys.stdin:
        sys.stdout.write(json.dumps([measured(run) for run in runs]) + "\n")
        sys.stdout.flush()
    os._exit(0)  # cel-expr-python aborts where Python ends in order


def mean(ratios: list[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def compare(count: int) -> None:
    """Write one table for `count` models."""
    names = [name for name in ENGINES if name != "cel-python" or count <= SLOW]
    servers = {
        name: subprocess.Popen(
            [sys.executable, __file__, "--serve", name, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    }
    best: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, server in servers.items():
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write("\n")
            server.stdin.flush()
            times = json.loads(server.stdout.readline())
            best[name] = [min(pair) for pair in zip(times, best.get(name, times), strict=True)]
    for server in servers.values():
        server.communicate()
    show(count, best)


def show(count: int, best: dict[str, list[float]]) -> None:
    """Write the sum of times, and ours as a ratio to each: geometric mean, worst, and of the sums."""
    ours = best["holdfast"]
    print(f"{count} models, {len(ours)} expressions")
    for name, times in best.items():
        ratios = [mine / other for mine, other in zip(ours, times, strict=True)]
        total = sum(times)
        print(
            f"  {name:34} {total * 1e6:12,.1f} us   ours: mean {mean(ratios):.4f}"
            f"  worst {max(ratios):.4f}  all {sum(ours) / total:.4f}"
        )
    if "--each" in sys.argv:
        for text, mine, other in zip(
            expressions(), ours, best["cel-expr-python, one activation"], strict=True
        ):
            print(f"    {mine * 1e6:9.2f} {mine / other:6.2f}  {text[:100]}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], int(sys.argv[3]))
    for models in [int(text) for text in sys.argv[1:] if text.isdigit()] or [5, 50, 500]:
        compare(models)
