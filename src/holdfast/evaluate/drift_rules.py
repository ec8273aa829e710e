"""The rules of the pack `drift`: what a repository really uses, held against its manifests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from holdfast.model.policy import Breach, Check, Exempt, Reference, Rule, Scope, Severity, Undecided

PACK = "drift"

_EUR_LEX, _NIST = "https://eur-lex.europa.eu/eli/reg/2022/2554/oj", "https://doi.org/10.6028/NIST.AI.100-1"
_INVENTORY = Reference("nist-ai-rmf", "govern-1-6", _NIST)
_RESOURCES = Reference("iso-42001", "a-4-2")
_REGISTER = Reference("dora", "art-28-3", _EUR_LEX)
_LOCATION = Reference("dora", "art-30-2-b", _EUR_LEX)


def _check(
    name: str,
    module: str,
    severity: Severity,
    title: str,
    rationale: str,
    remediation: str,
    *serves: Reference,
) -> Check:
    def evaluate(names: Mapping[str, Any]) -> Iterable[Breach | Undecided | Exempt]:
        # Most runs only list these rules.
        home = import_module(f"holdfast.evaluate.{module}")
        decide: Callable[..., Iterable[Breach | Undecided | Exempt]] = getattr(home, name.replace("-", "_"))
        return decide(names)

    rule = Rule(f"{PACK}/{name}", title, severity, Scope.REPOSITORY, rationale, remediation, serves)
    return Check(rule, evaluate)


CHECKS = (
    _check(
        "undeclared-model",
        "drift_models",
        Severity.HIGH,
        "Every model that the repository uses is declared",
        "A model that no manifest declares has no vendor, place or contract that could be checked, and every "
        "statement about the whole stack is wrong by it.",
        "Add it to `models` of the manifest and to the application that uses it, or take it out of the file.",
        _INVENTORY,
        _RESOURCES,
        _REGISTER,
    ),
    _check(
        "undeclared-backend",
        "drift_places",
        Severity.HIGH,
        "Every host that models are used on is a declared backend",
        "Who runs a model sees its data, and is a party to a contract that somebody has to hold.",
        "Add a backend with this operator and run the model on it in the manifest, or change the host.",
        _INVENTORY,
        _REGISTER,
    ),
    _check(
        "unused-model",
        "drift_models",
        Severity.LOW,
        "Every declared model is named in the repository",
        "A model that nobody uses counts as a family, a fallback or an anchor that is not there.",
        "Remove it from the manifest, or put into the repository where it is used.",
        _INVENTORY,
    ),
    _check(
        "region-mismatch",
        "drift_places",
        Severity.HIGH,
        "Models run where the manifest says",
        "A prefix or a region in a configuration moves processing to another country without any line of the "
        "manifest changing, and with it what was promised of residency and transfers.",
        "Use a region or an inference profile within what is declared, or declare where it really runs.",
        _LOCATION,
    ),
    _check(
        "routing-mismatch",
        "drift_routing",
        Severity.MEDIUM,
        "The gateway falls back to what the manifest declares, in this order",
        "What takes over when a model fails is decided by the gateway; a fallback that only the manifest has "
        "is none, and one that only the gateway has was never assessed.",
        "Bring the fallbacks of the file that `routing.config` names and of the manifest into one order. A "
        "model that does not go through it belongs to an application with a `routing` of its own.",
        _RESOURCES,
    ),
    _check(
        "ai-use-without-manifest",
        "drift_models",
        Severity.HIGH,
        "A repository that uses AI has a manifest",
        "What nobody declared is in no inventory, and no policy is ever held against it.",
        "Write a manifest: `holdfast init` drafts one.",
        _INVENTORY,
        _RESOURCES,
    ),
)
