"""Hosts that no backend is run by, and models that run elsewhere than is declared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Drift = Callable[..., list[str]]

BACKEND, REGION = "drift/undeclared-backend", "drift/region-mismatch"


def manifest(backend: str, model: str = "claude-sonnet-4-5") -> str:
    return (
        "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\n"
        f"models: [{{id: main, model: '{model}', backend: b}}]\nbackends: [{{id: b, {backend}}}]\n"
    )


RUN_BY_IT = {
    "by its name": ("operator: openai", "openai"),
    "by another name of it": ("operator: AWS", "bedrock"),
    "by its owner": ("operator: Google", "vertex_ai"),
    "by its domain": ("operator: azure", "acme.openai.azure.com"),
    "by the domain of a service": ("operator: aws", "bedrock-runtime.eu-central-1.amazonaws.com"),
    "on a server of one's own": ("hosting: self-hosted-cloud", "vllm"),
    "inside": ("hosting: on-premises", "llm.internal"),
    "by a party that only the manifest knows": ("operator: acme, operatorCountry: DE", "llm.acme.example"),
    "by a gateway, which says nothing": ("operator: openai", "litellm_proxy"),
}


@pytest.mark.parametrize(("backend", "host"), RUN_BY_IT.values(), ids=RUN_BY_IT)
def test_a_host_that_a_backend_is_run_by(drift: Drift, backend: str, host: str) -> None:
    files = {"ai-manifest.yaml": manifest(backend), "app.models": f"claude-sonnet-4-5 host={host}\n"}
    assert [] == drift(files, rule=BACKEND)


def test_a_host_that_no_backend_is_run_by(drift: Drift) -> None:
    used = "claude-sonnet-4-5 host=openrouter\ngpt-4o host=openrouter\n$(X) host=ollama\n"
    assert [
        (
            "app.models:1:1 undeclared-backend: models are used on `openrouter`, and no backend of the "
            "repository's manifests is run by it <shop/files/app.models/openrouter> (named here too: "
            "app.models:2:1)"
        ),
        (
            "app.models:3:1 undeclared-backend: models are used on `ollama`, which you run "
            "yourselves, and no "
            "backend of the repository's manifests is self-hosted <shop/files/app.models/ollama>"
        ),
    ] == drift(
        {"ai-manifest.yaml": manifest("operator: aws, hosting: cloud-marketplace"), "app.models": used},
        rule=BACKEND,
        full=True,
    )


TWO = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: shop}
applications: []
models:
  - {id: claude, model: claude-sonnet-4-5, backend: direct}
  - {id: nova, model: nova-pro-v1, backend: cloud}
  - {id: nova-direct, model: nova-pro-v1, backend: direct}
backends:
  - {id: direct, hosting: vendor-api, operator: anthropic}
  - {id: cloud, hosting: cloud-marketplace, operator: aws}
"""


def test_a_model_on_another_host_than_its_backend(drift: Drift) -> None:
    used = (
        "anthropic.claude-sonnet-4-5-20250929-v1:0 host=bedrock\nclaude-sonnet-4-5 host=anthropic\n"
        "amazon.nova-pro-v1:0 host=bedrock\nclaude-sonnet-4-5 host=bedrock\ngpt-4o host=bedrock\n"
    )
    assert [
        (
            "app.models:1:1 undeclared-backend: `anthropic.claude-sonnet-4-5-20250929-v1:0` is used on "
            "`bedrock`, and the manifest has it on `direct` <shop/files/app.models/bedrock/claude> "
            "(named here too: app.models:4:1)"
        ),
    ] == drift({"ai-manifest.yaml": TWO, "app.models": used}, rule=BACKEND, full=True)


def test_a_model_on_a_host_of_which_its_backend_says_nothing_is_unknown(drift: Drift) -> None:
    files = {
        "ai-manifest.yaml": TWO.replace(", operator: anthropic", ""),
        "app.models": "claude-sonnet-4-5 host=bedrock\n",
    }
    said = (
        "whether `claude-sonnet-4-5` is declared on `bedrock` [backend `direct`: it does not say who runs it]"
    )
    assert [f"app.models:1:1 undeclared-backend (unknown): cannot tell {said}"] == drift(files, rule=BACKEND)


PASSED_ON = {
    "by a gateway that somebody else runs": ("routing: {backend: cloud}", "bedrock"),
    "by one of an application": (
        "applications: [{id: chat, models: [], routing: {backend: cloud}}]",
        "bedrock",
    ),
    "by one inside": ("metadata: {name: shop}", "gateway.internal"),
}


@pytest.mark.parametrize(("more", "host"), PASSED_ON.values(), ids=PASSED_ON)
def test_a_model_may_be_asked_for_through_what_passes_requests_on(drift: Drift, more: str, host: str) -> None:
    text = TWO.replace("operator: aws", "operator: aws}\n  - {id: own, hosting: on-premises")
    key = more.partition(":")[0]
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    files = {"ai-manifest.yaml": f"{text}{more}\n", "app.models": f"claude-sonnet-4-5 host={host}\n"}
    assert [] == drift(files, rule=BACKEND)


UNKNOWN = {
    "nobody knows who runs the host": (
        "operator: aws, hosting: cloud-marketplace",
        "llm.acme.example",
        (
            "who runs `llm.acme.example` [`llm.acme.example`: the catalogue does not know who runs "
            "it, and no "
            "backend names it as its operator]"
        ),
    ),
    "a backend does not say who runs it": (
        "hosting: vendor-api",
        "openai",
        "whether `openai` is declared as a backend [backend `b`: it does not say who runs it]",
    ),
    "a backend does not say who hosts it": (
        "operator: aws",
        "vllm",
        "whether `vllm` is declared as a backend [backend `b`: it does not say how it is hosted]",
    ),
}


@pytest.mark.parametrize(("backend", "host", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_it_is_unknown_where(drift: Drift, backend: str, host: str, said: str) -> None:
    files = {"ai-manifest.yaml": manifest(backend), "app.models": f"claude-sonnet-4-5 host={host}\n"}
    assert [f"app.models:1:1 undeclared-backend (unknown): cannot tell {said}"] == drift(files, rule=BACKEND)


def test_a_host_of_which_nobody_can_tell_is_said_once(drift: Drift) -> None:
    files = {
        "ai-manifest.yaml": manifest("operator: aws"),
        "a.models": "llama3.1:8b host=vllm grade=hint\n",
        "b.models": "\nllama3.1:8b host=vllm\n",
        "c.models": "gpt-4o host=openai\ngpt-4o host=llm.acme.example\n",
    }
    assert [
        ("b.models:2:1", "<shop/hosts/vllm> (named here too: a.models:1:1)"),
        ("c.models:1:1", "<shop/files/c.models/openai>"),
        ("c.models:2:1", "<shop/hosts/llm.acme.example>"),
    ] == [(line.split()[0], f"<{line.rpartition(' <')[2]}") for line in drift(files, rule=BACKEND, full=True)]


def test_it_is_said_once_for_each_manifest_that_is_nearest(drift: Drift) -> None:
    files = {
        "chat/ai-manifest.yaml": manifest("operator: aws"),
        "search/ai-manifest.yaml": manifest("operator: aws").replace("shop", "search"),
        "chat/a.models": "llama3.1:8b host=vllm\n",
        "search/b.models": "llama3.1:8b host=vllm\n",
        "c.models": "llama3.1:8b host=vllm\n",
    }
    assert [
        ("c.models:1:1", "<search/hosts/vllm> (named here too: search/b.models:1:1)"),
        ("chat/a.models:1:1", "<shop/hosts/vllm>"),
    ] == [(line.split()[0], f"<{line.rpartition(' <')[2]}") for line in drift(files, rule=BACKEND, full=True)]


def test_of_several_that_may_host_it_those_of_nobody_are_asked(drift: Drift) -> None:
    text = TWO.replace("hosting: vendor-api, ", "").replace(
        "  - {id: cloud", "  - {id: own}\n  - {id: other}\n  - {id: cloud"
    )
    (found,) = drift({"ai-manifest.yaml": text, "app.models": "llama3.1:8b host=vllm\n"}, rule=BACKEND)
    why = "it does not say how it is hosted"
    assert found.endswith(f"a backend [backend `other`: {why}] [backend `own`: {why}]")


EU = "operator: aws, region: eu-central-1, regionScope: data-zone-eu"
SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0"

ELSEWHERE = {
    "a profile of another part of the world": (EU, f"us.{SONNET}", "in US"),
    "a profile of the whole world": (EU, f"global.{SONNET}", "anywhere"),
    "a region": (EU, f"{SONNET} region=us-east-1", "in US"),
    "a region beside a profile": (
        EU,
        f"eu.{SONNET} region=us-east-1",
        "in DE, ES, FR, IE, IT, SE and 1 more",
    ),
    "what clouds call global": (EU, f"{SONNET} region=global", "anywhere"),
    "a default of a variable": (EU, f"$(X) model=us.{SONNET}", "in US"),
}


@pytest.mark.parametrize(("backend", "used", "where"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_model_runs_elsewhere_by(drift: Drift, backend: str, used: str, where: str) -> None:
    (found,) = drift(
        {"ai-manifest.yaml": manifest(backend), "app.models": f"{used}\n"}, rule=REGION, full=True
    )
    assert f" may be processed {where}, and the manifest says the EU " in found
    assert "<shop/files/app.models/main> (declared here, as model `main`: ai-manifest.yaml:5:28)" in found


WITHIN = {
    "a profile of the same group": (EU, f"eu.{SONNET}"),
    "a region of the group": (EU, f"{SONNET} region=eu-west-1"),
    "nothing in the file": (EU, SONNET),
    "nothing in the manifest": ("operator: aws", f"us.{SONNET}"),
    "anywhere in the manifest": ("operator: aws, regionScope: global", f"us.{SONNET}"),
    "the countries themselves": ("country: [US]", f"us.{SONNET}"),
    "another model": (EU, "us.anthropic.claude-opus-4-1-20250805-v1:0"),
}


@pytest.mark.parametrize(("backend", "used"), WITHIN.values(), ids=WITHIN)
def test_nothing_is_elsewhere_with(drift: Drift, backend: str, used: str) -> None:
    assert [] == drift({"ai-manifest.yaml": manifest(backend), "app.models": f"{used}\n"}, rule=REGION)


def test_one_country_is_not_all_of_the_eu(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest("country: [DE]"), "app.models": f"eu.{SONNET}\n"}
    (found,) = drift(files, rule=REGION)
    assert found.endswith("may be processed in DE, ES, FR, IE, IT, SE, and the manifest says DE")


def test_where_only_a_region_is_declared_its_operator_may_use_the_eea(drift: Drift) -> None:
    azure = manifest("operator: azure, region: westeurope", "gpt-4o")
    files = {"ai-manifest.yaml": azure, "app.models": "gpt-4o region=swedencentral\ngpt-4o region=eastus\n"}
    assert ["app.models:2:1"] == [line.split()[0] for line in drift(files, rule=REGION)]


def test_a_region_that_nobody_knows_is_unknown(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest(EU), "app.models": f"{SONNET} region=eu-west-9\n"}
    assert [
        (
            f"app.models:1:1 region-mismatch (unknown): cannot tell where `{SONNET}` may be processed "
            "[countries: the region `eu-west-9` is not in the catalogue]"
        )
    ] == drift(files, rule=REGION)


FROM = manifest(EU).replace("model: 'claude-sonnet-4-5'", "from: app.models#chat")


@pytest.mark.parametrize(("profile", "places"), [("eu.", []), ("us.", ["app.models:1:1"])])
def test_what_a_manifest_takes_from_a_file_does_not_move_its_backend(
    drift: Drift, profile: str, places: list[str]
) -> None:
    assert "from:" in FROM
    files = {"ai-manifest.yaml": FROM, "app.models": f"{profile}{SONNET} name=chat\n"}
    assert places == [line.split()[0] for line in drift(files, rule=REGION)]


def test_it_points_into_the_manifest_of_what_that_takes_from_a_file(drift: Drift) -> None:
    files = {"ai-manifest.yaml": FROM, "app.models": f"us.{SONNET} name=chat\n"}
    (found,) = drift(files, rule=REGION, full=True)
    assert found.endswith("(declared here, as model `main`: ai-manifest.yaml:5:27)")


SEVERAL = f"""\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {{name: shop}}
applications: []
models:
  - {{id: here, model: {SONNET}, backend: eu}}
  - {{id: there, model: {SONNET}, backend: us}}
backends:
  - {{id: eu, {EU}}}
  - {{id: us, operator: aws, region: us-east-1}}
"""


def test_of_several_entries_of_a_model_one_has_to_be_there(drift: Drift) -> None:
    used = f"{SONNET} region=us-east-1\n{SONNET} region=eu-west-1\n{SONNET} region=ap-northeast-1\n"
    found = drift({"ai-manifest.yaml": SEVERAL, "app.models": used}, rule=REGION)
    assert ["app.models:3:1", "app.models:3:1"] == [line.split()[0] for line in found]


def test_an_entry_whose_place_is_anywhere_does_not_hide_another(drift: Drift) -> None:
    text = SEVERAL.replace("operator: aws, region: us-east-1", "operator: aws, regionScope: global")
    assert [] == drift({"ai-manifest.yaml": text, "app.models": f"us.{SONNET}\n"}, rule=REGION)


def test_a_file_is_held_against_the_nearest_manifest(drift: Drift) -> None:
    america = manifest("operator: aws, region: us-east-1", SONNET).replace("shop", "america")
    files = {
        "eu/ai-manifest.yaml": manifest(EU, SONNET),
        "us/ai-manifest.yaml": america,
        "us/app.models": f"{SONNET} region=us-east-1\n",
        "eu/app.models": f"{SONNET} region=us-east-1\n",
    }
    assert ["eu/app.models:1:1"] == [line.split()[0] for line in drift(files, rule=REGION)]
