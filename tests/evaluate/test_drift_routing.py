"""Fallbacks of the file that routes, held against those of the manifest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Drift = Callable[..., list[str]]

RULE = "drift/routing-mismatch"
MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
routing: {layer: litellm, config: deploy/gateway.models}
applications:
  - id: chat
    models: [{ref: gpt}, {ref: claude, role: fallback}, {ref: mistral, role: fallback}]
models:
  - {id: gpt, model: gpt-4o, backend: b}
  - {id: claude, model: claude-sonnet-4-5, backend: b}
  - {id: mistral, model: mistral-large-2411, backend: b}
backends: [{id: b}]
"""
ENTRIES = "azure/gpt-4o name=main\nclaude-sonnet-4-5 name=second\nmistral-large-2411 name=third\n"
WHOLE = "deploy/gateway.models:4:1 routing-mismatch"


def gateway(route: str, entries: str = ENTRIES, manifest: str = MANIFEST) -> dict[str, str]:
    return {"ai-manifest.yaml": manifest, "deploy/gateway.models": f"{entries}{route}\n"}


def test_the_same_models_in_the_same_order(drift: Drift) -> None:
    assert [] == drift(gateway("main > second third"), rule=RULE)


OTHERS = {
    "main > third second": "`third`, then `second` stand in for",
    "main > second": "`second` stands in for",
    "main >": "nothing stands in for",
    "main > second third main": "`second`, then `third`, then `main` stand in for",
    "main > second second": "`second`, then `second` stand in for",
}


@pytest.mark.parametrize(("route", "said"), OTHERS.items(), ids=OTHERS)
def test_others_or_another_order(drift: Drift, route: str, said: str) -> None:
    assert [
        (
            f"{WHOLE}: {said} `main` (model `gpt`), and in the manifest `claude`, then `mistral` "
            "<shop/applications/chat/routing/gpt> (model `gpt` is declared here: ai-manifest.yaml:7:20)"
        )
    ] == drift(gateway(route), rule=RULE, full=True)


SPREAD = "azure/gpt-4o name=main\nclaude-sonnet-4-5 name=spread\nmistral-large-2411 name=spread\n"


@pytest.mark.parametrize(
    ("entries", "route"),
    [(SPREAD, "main > spread"), (f"{SPREAD}o3 name=spread\n", "main > spread")],
    ids=["all-declared", "one-more-behind-it"],
)
def test_an_entry_that_spreads_requests_stands_for_all_models_behind_it(
    drift: Drift, entries: str, route: str
) -> None:
    assert [] == drift(gateway(route, entries), rule=RULE)


def test_an_entry_that_spreads_requests_is_not_all_that_is_declared(drift: Drift) -> None:
    second = SPREAD.replace("mistral-large-2411 name=spread", "mistral-large-2411 name=third")
    (found,) = drift(gateway("main > spread", second), rule=RULE)
    assert "`spread` stands in for `main`" in found


def test_a_fallback_that_the_manifest_does_not_have(drift: Drift) -> None:
    alone = MANIFEST.replace(", {ref: claude, role: fallback}, {ref: mistral, role: fallback}", "")
    (found,) = drift(gateway("main > second", manifest=alone), rule=RULE)
    assert found.endswith("`second` stands in for `main` (model `gpt`), and in the manifest nothing")


def test_a_fallback_stands_in_for_the_models_that_it_names(drift: Drift) -> None:
    two = MANIFEST.replace(
        "{ref: mistral, role: fallback}", "{ref: mistral, role: fallback, for: [o3]}, {ref: o3}"
    )
    two = two.replace("backends:", "  - {id: o3, model: o3, backend: b}\nbackends:")
    routes = "main > second\nfourth > second third"
    assert [] == drift(gateway(routes, f"{ENTRIES}o3 name=fourth\n", two), rule=RULE)


def test_the_routing_of_an_application_comes_before_that_of_the_manifest(drift: Drift) -> None:
    own = MANIFEST.replace("  - id: chat\n", "  - id: chat\n    routing: {config: other.models}\n")
    files = gateway("main >", manifest=own) | {"other.models": f"{ENTRIES}main > second third\n"}
    assert [] == drift(files, rule=RULE)


def test_a_model_that_is_not_routed(drift: Drift) -> None:
    entries = ENTRIES.replace("azure/gpt-4o", "o3")
    assert [
        (
            "ai-manifest.yaml:7:20 routing-mismatch: model `gpt` is no entry of `deploy/gateway.models`, "
            "which routes its requests"
        )
    ] == drift(gateway("main > second third", entries), rule=RULE)


def test_whether_a_model_is_routed_whose_from_leads_nowhere_is_unknown(drift: Drift) -> None:
    text = MANIFEST.replace("model: gpt-4o", "from: deploy/gateway.models#mian")
    found, _ = drift(gateway("main > second third", manifest=text), rule=RULE)
    assert found.startswith("ai-manifest.yaml:7:20 routing-mismatch (unknown): ")
    assert found.endswith("[model `gpt`: its `from` leads to no model]")


UNKNOWN = {
    "a model cannot be resolved": (
        "main > second third",
        ENTRIES.replace("mistral-large-2411", "$(X)"),
        f"{WHOLE} (unknown)",
        "[`$(X)`: it is a variable, at deploy/gateway.models:3:1]",
    ),
    "an entry is not there": (
        "main > second fourth",
        ENTRIES,
        f"{WHOLE} (unknown)",
        "[`fourth`: the file has no such entry]",
    ),
    "the primary may be one that cannot be resolved": (
        "main > second third",
        ENTRIES.replace("azure/gpt-4o", "$(X)"),
        "ai-manifest.yaml:7:20 routing-mismatch (unknown)",
        "[`$(X)`: it is a variable, at deploy/gateway.models:1:1]",
    ),
    "the file has no routes": (
        "",
        ENTRIES,
        "ai-manifest.yaml:4:35 routing-mismatch (unknown)",
        "[routing.config: no routes were found in `deploy/gateway.models`]",
    ),
    "the file cannot be read": (
        "broken",
        ENTRIES,
        "ai-manifest.yaml:4:35 routing-mismatch (unknown)",
        "[`deploy/gateway.models`: what it names is not known: its syntax is not understood from line 4 on]",
    ),
}


@pytest.mark.parametrize(("route", "entries", "where", "missing"), UNKNOWN.values(), ids=UNKNOWN)
def test_it_is_unknown_where(drift: Drift, route: str, entries: str, where: str, missing: str) -> None:
    said = "cannot tell whether `deploy/gateway.models` falls back to what the manifest declares"
    assert [f"{where}: {said} {missing}"] == drift(gateway(route, entries), rule=RULE)


@pytest.mark.parametrize("path", ["nowhere.yaml", "../outside.models", "/etc/passwd"])
def test_a_file_that_is_none_of_the_repository(drift: Drift, path: str) -> None:
    manifest = MANIFEST.replace("deploy/gateway.models", path)
    assert [
        (
            f"ai-manifest.yaml:4:35 routing-mismatch: `routing.config` names `{path}`, "
            "which is no file of the repository"
        )
    ] == drift(gateway("main > second third", manifest=manifest), rule=RULE)
