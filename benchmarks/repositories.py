"""Realistic repositories for benchmarks: seeded, in today's manifest format, one manifest in ten failing."""

from __future__ import annotations

import random
from pathlib import Path

SEED = 7
FAILING = 10
"""One manifest in so many has a fault that a policy finds."""

MODELS = {
    "gpt": ("gpt-5.5", "azure-weu"),
    "mini": ("gpt-5.4-mini", "azure-weu"),
    "claude": ("bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock-fra"),
    "mistral": ("mistralai/Mistral-Large-3-675B-Instruct-2512", "own-gpus"),
    "llama": ("ollama/llama3.3:70b", "own-gpus"),
    "teuken": ("openGPT-X/Teuken-7B-instruct-commercial-v0.4", "own-gpus"),
}
BACKENDS = """\
  - id: own-gpus
    hosting: on-premises # two racks in the second data centre
    operator: Own IT
    operatorCountry: DE
    country: [DE]
    processing: {trainingUse: none, retentionDays: 0}
  - id: azure-weu
    hosting: cloud-marketplace
    operator: azure
    region: westeurope
    regionScope: data-zone-eu
    contract: microsoft
    processing:
      trainingUse: none
      retentionDays: 30
  - id: bedrock-fra
    hosting: cloud-marketplace
    operator: aws
    region: eu-central-1
    contract: aws
"""
CONTRACTS = """\
  - id: microsoft
    counterparty: microsoft
    role: cloud-provider
    families: [gpt]
    clauses:
      auditRights: {status: agreed, ref: "MSA 12.4"}
      exit: {status: agreed, noticeDays: 180}
      dataPortability: {status: agreed}
      licenceChange: {status: negotiating}
    term: fixed
    start: 2025-01-01
    end: 2027-12-31
  - id: aws
    counterparty: aws
    role: cloud-provider
    clauses:
      auditRights: {status: agreed}
      exit: {status: agreed, noticeDays: 90}
    term: indefinite
"""
PURPOSES = ("reads letters of customers", "answers questions on the intranet", "writes release notes")
WORKLOADS = ("chat", "rag", "agentic", "coding", "extraction")
CLASSES = ("internal", "public", "confidential")
PRIMARIES = ("mistral", "gpt", "claude", "llama")
FALLBACKS = {"mistral": "claude", "gpt": "mistral", "claude": "mistral", "llama": "gpt"}
FAULTS = ("no criticality", "no data", "no migration", "one vendor")


def manifest(number: int, *, seed: int = SEED) -> str:
    """Return the manifest of the repository `number`: the same text for the same arguments."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311  # to be repeated, not to be secret
    count = max(2, min(150, round(chance.lognormvariate(1.6, 0.55))))
    faulty = chance.randrange(count) if number % FAILING == FAILING - 1 else -1
    fault = chance.choice(FAULTS)
    lines = [
        "# yaml-language-server: $schema=https://holdfast.dev/schemas/manifest-v1.json",
        "apiVersion: holdfast/v1",
        "kind: AIManifest",
        f"metadata:\n  name: repository-{number}\n  owner: group:team-{chance.randrange(40)}",
        "  sector: finance\n",
        "applications:",
    ]
    lines += [_application(chance, each, fault if each == faulty else "") for each in range(count)]
    lines.append("models:")
    lines += [
        f"  - id: {name}\n    model: {model}\n    backend: {on}" for name, (model, on) in MODELS.items()
    ]
    lines += ["\nbackends:", BACKENDS, "contracts:", CONTRACTS]
    lines.append("governance:\n  roles: {architecture: group:architects, inventory: group:platform}")
    lines.append("  review: {cadence: quarterly, last: 2026-10-01}")
    return "\n".join(lines) + "\n"


def _application(chance: random.Random, number: int, fault: str) -> str:
    primary = chance.choice(PRIMARIES)
    critical = fault == "one vendor" or chance.random() < 0.2  # noqa: PLR2004  # one in five
    level = "critical" if critical else chance.choice(("low", "medium", "high"))
    fallback = "mini" if fault == "one vendor" else FALLBACKS[primary]
    if fault == "one vendor":
        primary = "gpt"
    lines = [
        f"  - id: application-{number}",
        f"    name: Application {number}",
        "    description: >-",
        f"      {chance.choice(PURPOSES).capitalize()}; {chance.choice(PURPOSES)}.",
        f"    lifecycle: {chance.choice(('production', 'production', 'pilot'))}",
        f"    workload: {chance.choice(WORKLOADS)} # as in the inventory of last year",
        f"    function: {chance.choice(('none', 'supporting'))}",
    ]
    if fault != "no criticality":
        lines.append(f"    criticality: {level}")
    if fault != "no data":
        lines.append(f"    data:\n      classes: [{chance.choice(CLASSES)}]\n      residency: eu")
    lines.append("    models:")
    lines += [f"      - ref: {primary}", f"      - ref: {fallback}\n        role: fallback"]
    if level in ("high", "critical") and fault != "no migration":
        lines.append(f"    migration:\n      status: tested\n      targets: [{fallback}]")
        lines.append("      testedOn: 2026-09-30\n      effortDays: 12")
    elif fault == "no migration":
        lines = [line.replace(f"criticality: {level}", "criticality: high") for line in lines]
    lines.append(
        f"    kpis:\n      - {{metric: availability, target: 99.{chance.randrange(10)}, unit: percent}}"
    )
    return "\n".join(lines) + "\n"


def generate(folder: Path, count: int, *, seed: int = SEED) -> int:
    """Write `count` manifests below `folder`, one in a folder each; return their size in bytes."""
    size = 0
    for number in range(count):
        path = folder / f"{number // 1000:02}" / f"{number:05}" / "ai-manifest.yaml"
        text = manifest(number, seed=seed)
        size += len(text)
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return size
