"""Whole facts of models: spellings of every host, derivatives, declared facts, dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from holdfast.facts import contradicted, model_facts
from holdfast.model.catalogue import Catalogue
from holdfast.model.fact import FACT_NAMES, Fact, Gap

AS_OF = date(2026, 11, 23)
BACKEND = {"id": "b", "operator": "OVH", "region": "GRA"}
COLUMNS = (
    ("family", "lineage", "lineageParent", "baseOrigin"),
    ("modality", "vendor", "vendorParent", "origin", "parentOrigin"),
    ("openness", "openWeights", "licence"),
    ("status", "retires", "floating"),
)

CASES = {
    # A provider prefix names the host, never the origin.
    "mistral/zai-glm-5-2": (
        "glm glm zhipu CN | text zhipu zhipu CN CN | weights-permissive True MIT | retired 2026-10-31 ?"
    ),
    "azure_ai/FW-GLM-5": (
        "glm glm zhipu CN | text zhipu zhipu CN CN | weights-permissive True MIT | active 2027-07-01 ?"
    ),
    "cc-glm-5.1": "glm glm zhipu CN | text zhipu zhipu CN CN | weights-permissive True MIT | ? ? ?",
    "mistral/deepseek-v4-1-flash-1017": (
        "deepseek deepseek deepseek CN | text deepseek deepseek CN CN"
        " | weights-permissive True MIT | active ? ?"
    ),
    "deepseek.v3.2": (
        "deepseek deepseek deepseek CN | text deepseek deepseek CN CN"
        " | weights-permissive True MIT | ? ? False"
    ),
    "bedrock/us.deepseek.r1-v1:0": (
        "deepseek deepseek deepseek CN | text deepseek deepseek CN CN"
        " | weights-permissive True MIT | active 2027-03-30 False"
    ),
    # Closed models, however they are spelt.
    "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0": (
        "claude claude anthropic US | text anthropic anthropic US US"
        " | closed False LicenseRef-Proprietary | active 2027-04-08 False"
    ),
    "claude-3-7-sonnet@20250219": (
        "claude claude anthropic US | text anthropic anthropic US US"
        " | closed False LicenseRef-Proprietary | ? ? False"
    ),
    "projects/p/locations/europe-west4/publishers/google/models/gemini-2.5-pro": (
        "gemini gemini alphabet US | text google alphabet US US"
        " | closed False LicenseRef-Proprietary | ? ? ?"
    ),
    "o1": (
        "openai-o gpt openai US | text openai openai US US"
        " | closed False LicenseRef-Proprietary | ? ? True"
    ),
    "chat-latest": (
        "gpt gpt openai US | text openai openai US US | closed False LicenseRef-Proprietary | ? ? True"
    ),
    "ft:gpt-4o:acme::x": (
        "gpt gpt openai US | text openai openai ? US | closed False LicenseRef-Proprietary | ? ? ?"
    ),
    "azure/gpt-4o": (
        "gpt gpt openai US | text openai openai US US"
        " | closed False LicenseRef-Proprietary | active 2027-04-14 True"
    ),
    "openrouter/x-ai/grok-4.6": (
        "grok grok spacex US | text xai spacex US US | closed False LicenseRef-Proprietary | ? ? ?"
    ),
    # The same name, closed as an interface and open as weights.
    "whisper-1": (
        "whisper-api whisper openai US | speech openai openai US US"
        " | closed False LicenseRef-Proprietary | ? ? ?"
    ),
    "openai/whisper-large-v3": (
        "whisper whisper openai US | speech openai openai US US | weights-permissive True MIT | ? ? False"
    ),
    # Mistral's names are one lineage; what differs by release is unknown where the id does not say which.
    "mistral": (
        "mistral mistral mistral FR | text mistral mistral FR FR"
        " | weights-permissive True Apache-2.0 | ? ? True"
    ),
    "ollama/mistral:instruct": (
        "mistral mistral mistral FR | text mistral mistral FR FR | weights-permissive True Apache-2.0 | ? ? ?"
    ),
    "mistral-large-latest": (
        "mistral-large mistral mistral FR | text mistral mistral FR FR | ? ? ? | ? ? True"
    ),
    "mistral-large-2402": (
        "mistral-large mistral mistral FR | text mistral mistral FR FR"
        " | closed False LicenseRef-Proprietary | ? ? False"
    ),
    "mistral-large@2411-001": (
        "mistral-large mistral mistral FR | text mistral mistral FR FR"
        " | weights-noncommercial False LicenseRef-MRL-0.1 | ? ? ?"
    ),
    "mistralai/Mistral-Large-3-675B-Instruct-2512": (
        "mistral-large mistral mistral FR | text mistral mistral FR FR"
        " | weights-permissive True Apache-2.0 | ? ? False"
    ),
    "mistral/mistral-large-4": (
        "mistral-large mistral mistral FR | text mistral mistral FR FR"
        " | weights-restricted ? LicenseRef-Mistral-Ecosystem | active ? False"
    ),
    "mistral.pixtral-large-2502-v1:0": (
        "pixtral mistral mistral FR | text mistral mistral FR FR"
        " | weights-noncommercial False LicenseRef-MRL-0.1 | legacy ? False"
    ),
    # Open weights that a licensee in the EU may use, and such that it may not.
    "ollama/llama3.3:70b": (
        "llama llama meta US | text meta meta US US"
        " | weights-restricted True LicenseRef-Llama-3.3-Community | no-successor ? ?"
    ),
    "fireworks_ai/accounts/fireworks/models/llama-v3p1-8b-instruct": (
        "llama llama meta US | text meta meta US US"
        " | weights-restricted True LicenseRef-Llama-3.1-Community | no-successor ? ?"
    ),
    "meta-llama/Llama-4-Maverick-17B-128E-Instruct": (
        "llama llama meta US | text meta meta US US"
        " | weights-restricted False LicenseRef-Llama-4-Community | no-successor ? False"
    ),
    "meta.llama3-2-11b-instruct-v1:0": (
        "llama llama meta US | text meta meta US US"
        " | weights-restricted False LicenseRef-Llama-3.2-Community | retired 2026-07-07 False"
    ),
    "meta.llama3-2-1b-instruct-v1:0": (
        "llama llama meta US | text meta meta US US"
        " | weights-restricted True LicenseRef-Llama-3.2-Community | retired 2026-07-07 False"
    ),
    "tencent/Hunyuan-A13B-Instruct": (
        "hunyuan hunyuan tencent CN | text tencent tencent CN CN"
        " | weights-restricted False LicenseRef-Tencent-Hunyuan-Community | ? ? False"
    ),
    "c4ai-aya-expanse-32b": (
        "aya command cohere CA | text cohere cohere CA CA | weights-noncommercial False CC-BY-NC-4.0 | ? ? ?"
    ),
    "flux-1-dev": (
        "flux flux bfl DE | image bfl bfl DE DE"
        " | weights-noncommercial False LicenseRef-FLUX-Non-Commercial | ? ? ?"
    ),
    "swiss-ai/Apertus-70B-Instruct-2509": (
        "apertus apertus swiss-ai CH | text swiss-ai swiss-ai CH CH | open-source True Apache-2.0 | ? ? False"
    ),
    "minimax-m2p7": (
        "minimax minimax minimax CN | text minimax minimax CN CN"
        " | weights-noncommercial False LicenseRef-MiniMax-M2.7-Non-Commercial | ? ? ?"
    ),
    # Derivatives by a vendor: its own facts, the base's lineage.
    "nvidia/Llama-3.1-Nemotron-70B-Instruct-HF": (
        "nemotron llama meta US | text nvidia nvidia US US"
        " | weights-restricted True LicenseRef-NVIDIA-Open-Model-and-Llama-Community | ? ? False"
    ),
    "DeepSeek-R1-Distill-Llama-70B": (
        "deepseek llama meta US | text deepseek deepseek CN CN"
        " | weights-restricted True LicenseRef-DeepSeek-R1-Distill-Llama | active ? ?"
    ),
    "deepinfra/deepseek-ai/DeepSeek-R1-Distill-Qwen-32B": (
        "deepseek qwen alibaba CN | text deepseek deepseek CN CN | weights-permissive True MIT | ? ? False"
    ),
    "ollama/deepseek-r1": (
        "deepseek ? ? ? | text deepseek deepseek CN CN | weights-permissive True MIT | ? ? ?"
    ),
    # Derivatives by somebody: what they are built on is in the name, whose they are is not known.
    "someone/Llama-3.3-70B-Instruct-abliterated": "llama llama meta US | text ? ? ? ? | ? ? ? | ? ? ?",
    "edbeeching/opt-125m-lora": "opt opt meta US | text ? ? ? ? | ? ? ? | ? ? ?",
    "deepseek-v4.1-flash-abliterated": "deepseek deepseek deepseek CN | text ? ? ? ? | ? ? ? | ? ? ?",
    # Quantized or republished as it is.
    "bartowski/Llama-3.3-70B-Instruct-GGUF": (
        "llama llama meta US | text meta meta US US"
        " | weights-restricted True LicenseRef-Llama-3.3-Community | no-successor ? ?"
    ),
    "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M": (
        "llama llama meta US | text meta meta US US"
        " | weights-restricted True LicenseRef-Llama-3.2-Community | no-successor ? ?"
    ),
    "unsloth/Qwen3-14B-bnb-4bit": (
        "qwen qwen alibaba CN | text alibaba alibaba CN CN | weights-permissive True Apache-2.0 | ? ? ?"
    ),
    # Owners.
    "voyage/voyage-4-large": (
        "voyage voyage mongodb US | embedding voyage mongodb US US"
        " | closed False LicenseRef-Proprietary | active ? ?"
    ),
    "Aleph-Alpha/Pharia-1-LLM-7B-control": (
        "pharia pharia ? DE | text aleph-alpha ? DE ?"
        " | weights-noncommercial False LicenseRef-Open-Aleph | ? ? False"
    ),
    "jinaai/jina-embeddings-v3": (
        "jina xlm-roberta meta US | embedding jina elastic DE ?"
        " | weights-noncommercial False CC-BY-NC-4.0 | ? ? False"
    ),
    # Which of two.
    "deepgram/nova-3": (
        "deepgram deepgram deepgram US | speech deepgram deepgram US US"
        " | closed False LicenseRef-Proprietary | ? ? ?"
    ),
    "bedrock/amazon.nova-pro-v1:0": (
        "nova nova amazon US | text amazon amazon US US | closed False LicenseRef-Proprietary | active ? ?"
    ),
    "in.moonshotai.kimi-k3": "kimi kimi moonshot CN | text moonshot moonshot CN CN | ? ? ? | active ? ?",
    "anthropic:messages:claude-sonnet-5": (
        "claude claude anthropic US | text anthropic anthropic US US"
        " | closed False LicenseRef-Proprietary | active ? ?"
    ),
    "hf://Qwen/Qwen2.5-7B-Instruct": (
        "qwen qwen alibaba CN | text alibaba alibaba CN CN | weights-permissive True Apache-2.0 | ? ? False"
    ),
}  # fmt: skip


def summary(facts: dict[str, Fact | Gap] | Any) -> str:
    """Return the values of facts, `?` for a gap, in the order of COLUMNS."""
    values = {name: str(fact.value) if isinstance(fact, Fact) else "?" for name, fact in facts.items()}
    return " | ".join(" ".join(values[name] for name in names) for names in COLUMNS)


@pytest.mark.parametrize("model", CASES)
def test_facts_of_a_model_id(catalogue: Catalogue, model: str) -> None:
    facts = model_facts(catalogue, {"id": "m", "model": model, "backend": "b"}, BACKEND, AS_OF)
    assert CASES[model] == summary(facts)
    assert list(FACT_NAMES) == list(facts)


UNRESOLVED = {
    "nova-3": "`nova-3` is ambiguous between deepgram, nova",
    "azure/my-deployment": "no family in the catalogue matches `azure/my-deployment`",
    "openrouter/auto": "no family in the catalogue matches `openrouter/auto`",
    "groq/compound": "no family in the catalogue matches `groq/compound`",
    "acme-support-bot": "no family in the catalogue matches `acme-support-bot`",
    "arn:aws:bedrock:eu-central-1:1:application-inference-profile/claude-x": (
        "no family in the catalogue matches"
        " `arn:aws:bedrock:eu-central-1:1:application-inference-profile/claude-x`"
    ),
    "os.environ/MODEL": "`os.environ/MODEL` is a placeholder, not a model id",
    "${MODEL}": "`${MODEL}` is a placeholder, not a model id",
    "openai/*": "`openai/*` is a placeholder, not a model id",
    "": "the model id is empty",
    "gpt-4" * 200: "the model id is longer than 512 characters",
    "\x1b[31mgpt": "`\\x1b[31mgpt` is no single model id",
    "mistral-7b,gpt-4o": "`mistral-7b,gpt-4o` is no single model id",
    "mistral-7b -> gpt-5.5": "`mistral-7b -> gpt-5.5` is no single model id",
    "mistral-7b|gpt-4o": "`mistral-7b|gpt-4o` is no single model id",
    "mistral-7b gpt-4o": "`mistral-7b gpt-4o` is no single model id",
    "mistral-large-2512+gpt-5.5": "`mistral-large-2512+gpt-5.5` is no single model id",
    "mistral-7b?fallback=gpt-4o": "`mistral-7b?fallback=gpt-4o` is no single model id",
    "mistral-7b#gpt": "`mistral-7b#gpt` is no single model id",
    "mistral-7b\ngpt-4o": "`mistral-7b\\x0agpt-4o` is no single model id",
    "mistral-large-2512\n": "`mistral-large-2512\\x0a` is no single model id",
    "mistral-large-2512\u200b": "`mistral-large-2512\\u200b` is no single model id",
    "mistrаl-7b": "`mistrаl-7b` is no single model id",  # the `а` is Cyrillic
    "azure/mistral-large-2402": "the user of `azure` chooses this name, so it says nothing",
    "azure/gpt-4o-acme": "the user of `azure` chooses this name, so it says nothing",
    "azure/claude-sonnet-4-5": "the user of `azure` chooses this name, so it says nothing",
    "litellm_proxy/mistral-large-2512": "the user of `litellm-proxy` chooses this name, so it says nothing",
    "custom_openai/mistral-medium-2508": "the user of `custom-openai` chooses this name, so it says nothing",
    "/models/mistral-large-2512": "`/models/mistral-large-2512` is a path, whose names somebody chose",
    "./mistral-7b": "`./mistral-7b` is a path, whose names somebody chose",
    "file:///models/mistral-7b": "`file:///models/mistral-7b` is a path, whose names somebody chose",
    "litellm_proxy/azure/gpt-4o": "the user of `litellm-proxy` chooses this name, so it says nothing",
    "hosted_vllm/mistral-7b": "the user of `hosted-vllm` chooses this name, so it says nothing",
    "sagemaker/teuken-7b": "the user of `sagemaker` chooses this name, so it says nothing",
}


@pytest.mark.parametrize("model", UNRESOLVED, ids=lambda model: repr(model[:30]))
def test_what_does_not_resolve_says_why(catalogue: Catalogue, model: str) -> None:
    facts = model_facts(catalogue, {"id": "m", "model": model}, BACKEND, AS_OF)
    remedy = "Declare it under the model's `facts`, or name the base with `derivedFrom`."
    expected = {name: Gap(name, UNRESOLVED[model], remedy) for name in FACT_NAMES if name != "countries"}
    assert expected == {name: fact for name, fact in facts.items() if name != "countries"}


def test_an_opaque_arn_still_says_where_it_runs(catalogue: Catalogue) -> None:
    model = {"model": "arn:aws:bedrock:eu-central-1:1:application-inference-profile/abc"}
    assert ["DE"] == value(model_facts(catalogue, model, {"operator": "aws"}, AS_OF)["countries"])


def value(fact: Fact | Gap) -> Any:
    assert isinstance(fact, Fact), fact
    return fact.value


def test_a_fact_has_source_and_dates(catalogue: Catalogue) -> None:
    facts = model_facts(catalogue, {"model": "ollama/llama3.3"}, None, AS_OF)
    assert (
        Fact(
            name="licence",
            value="LicenseRef-Llama-3.3-Community",
            provenance="catalogue",
            source="https://www.llama.com/llama-downloads, licence per release",
            checked_on=date(2026, 11, 22),
            confidence="high",
        )
        == facts["licence"]
    )
    assert (
        Fact(
            name="status",
            value="no-successor",
            provenance="catalogue",
            source="Meta launched Muse Spark as a closed model in April 2026"
            " and has announced no further Llama",
            checked_on=date(2026, 11, 22),
            confidence="medium",
            valid_from=date(2026, 4, 8),
        )
        == facts["status"]
    )


def test_a_deployment_name_is_a_convention_and_no_proof(catalogue: Catalogue) -> None:
    plain = model_facts(catalogue, {"model": "gpt-4o"}, None, AS_OF)["vendor"]
    azure = model_facts(catalogue, {"model": "azure/gpt-4o"}, None, AS_OF)["vendor"]
    assert ("high", "medium") == tuple(fact.confidence for fact in (plain, azure) if isinstance(fact, Fact))


def test_facts_are_known_only_while_they_hold(catalogue: Catalogue) -> None:
    model = {"model": "Aleph-Alpha/Pharia-1-LLM-7B-control"}
    reason = (
        "its merger into Cohere was announced on 24 April 2026, and nobody has checked whether it has closed"
    )
    before = model_facts(catalogue, model, None, date(2026, 4, 23))["vendorParent"]
    after = model_facts(catalogue, model, None, date(2026, 4, 24))["vendorParent"]
    assert "aleph-alpha" == value(before)
    assert isinstance(after, Gap)
    assert reason == after.reason


TODAY = AS_OF.isoformat()


def run_by(operator: str) -> dict[str, Any]:
    return {"id": "b", "operator": operator} if operator else {"id": "b"}


@pytest.mark.parametrize(
    ("model", "operator", "day", "expected"),
    [
        pytest.param("o1", "OpenAI", "2026-10-22", "active 2026-10-23", id="the day before"),
        pytest.param("o1", "OpenAI", "2026-10-23", "retired 2026-10-23", id="the day"),
        pytest.param("o1", "", "2026-10-23", "retired 2026-10-23", id="nobody says who runs it"),
        pytest.param(
            "openai/o1", "Bechtle", "2026-10-23", "retired 2026-10-23", id="the id says who runs it"
        ),
        pytest.param("azure/o1", "", "2026-10-23", "active 2026-11-19", id="Azure, by the id"),
        pytest.param("o1", "Azure OpenAI", "2026-10-23", "active 2026-11-19", id="Azure, by its operator"),
        pytest.param("azure_ai/FW-GLM-5", "", TODAY, "active 2027-07-01", id="under its name there"),
        pytest.param("o1", "Bechtle", "2026-10-23", "? ?", id="a host whose dates nobody has"),
        pytest.param("meta.llama3-2-1b-instruct-v1:0", "", TODAY, "retired 2026-07-07", id="Bedrock"),
        pytest.param("ft:gpt-4o-2024-08-06:acme::x", "OpenAI", TODAY, "active 2027-01-14", id="a fine-tune"),
        pytest.param("ft:gpt-5.5:acme::x", "OpenAI", TODAY, "? ?", id="a fine-tune without a day of its own"),
        pytest.param("gpt-5.5", "OpenAI", TODAY, "active ?", id="listed, no day announced"),
        pytest.param("gpt-5.5", "OpenAI", "2027-05-22", "active ?", id="the last day of the list"),
        pytest.param("gpt-5.5", "OpenAI", "2027-05-23", "? ?", id="half a year after the list"),
        pytest.param("gpt-5.5", "", TODAY, "? ?", id="listed, and nobody says who runs it"),
        pytest.param(
            "kimi-k2-thinking", "Moonshot AI", TODAY, "deprecated ?", id="deprecated, no day announced"
        ),
        pytest.param("gemini-3-pro-preview", "google", TODAY, "retired ?", id="gone"),
        pytest.param(
            "groq/llama-3.3-70b-versatile", "", TODAY, "no-successor ?", id="the family's end first"
        ),
        pytest.param("claude-opus-4-5-acme", "OpenAI", TODAY, "? ?", id="somebody's fine-tune"),
    ],
)
def test_each_host_says_when_it_stops_to_serve_a_model(
    catalogue: Catalogue, model: str, operator: str, day: str, expected: str
) -> None:
    facts = model_facts(catalogue, {"model": model}, run_by(operator), date.fromisoformat(day))
    assert expected == summary(facts).split(" | ")[3].rpartition(" ")[0]


def test_a_list_speaks_for_half_a_year(catalogue: Catalogue) -> None:
    facts = model_facts(catalogue, {"model": "gpt-5.5"}, run_by("OpenAI"), date(2027, 5, 23))
    reason = "its host listed it on 2026-11-22, and nobody has looked since"
    assert facts["status"] == Gap(
        "status", reason, "Renew Holdfast's catalogue, or declare it under the model's `facts`."
    )


@pytest.mark.parametrize(
    ("model", "operator", "gap"),
    [
        pytest.param(
            "o1",
            "Bechtle",
            Gap(
                "retires",
                "the vendor's date is known, that of Bechtle is not",
                "Declare it under the model's `facts`, or name the base with `derivedFrom`.",
            ),
            id="another host",
        ),
        pytest.param(
            "gpt-5.5",
            "",
            Gap("status", "nobody says who serves it", "Add `operator` to its backend."),
            id="no host",
        ),
    ],
)
def test_why_nobody_knows_how_long_a_model_is_served(
    catalogue: Catalogue, model: str, operator: str, gap: Gap
) -> None:
    assert gap == model_facts(catalogue, {"model": model}, run_by(operator), AS_OF)[gap.name]


def test_a_fine_tune_takes_its_lineage_from_its_base(catalogue: Catalogue) -> None:
    model = {
        "model": "registry.acme.example/support:4",
        "derivedFrom": {"model": "meta-llama/Llama-3.3-70B-Instruct", "relation": "finetune"},
    }
    facts = model_facts(catalogue, model, None, AS_OF)
    assert "? llama meta US | text ? ? ? ? | ? ? ? | ? ? ?" == summary(facts)
    assert {"derived"} == {fact.provenance for fact in facts.values() if isinstance(fact, Fact)}


def test_a_quantized_model_is_its_base(catalogue: Catalogue) -> None:
    base = model_facts(catalogue, {"model": "meta-llama/Llama-3.3-70B-Instruct"}, None, AS_OF)
    model = {
        "model": "registry.acme.example/llm:4",
        "derivedFrom": {"model": "meta-llama/Llama-3.3-70B-Instruct", "relation": "quantized"},
    }
    assert summary(base) == summary(model_facts(catalogue, model, None, AS_OF))


def test_a_base_that_is_not_known_says_so(catalogue: Catalogue) -> None:
    model = {"model": "acme", "derivedFrom": {"model": "acme-base", "relation": "finetune"}}
    lineage = model_facts(catalogue, model, None, AS_OF)["lineage"]
    assert isinstance(lineage, Gap)
    assert "of its base `acme-base`: no family in the catalogue matches `acme-base`" == lineage.reason


def test_declared_facts_fill_what_is_unknown_and_bring_what_follows(catalogue: Catalogue) -> None:
    model = {"model": "azure/my-deployment", "facts": {"family": "mistral-large", "modality": "text"}}
    facts = model_facts(catalogue, model, None, AS_OF)
    assert "mistral-large mistral mistral FR | text mistral mistral FR FR | ? ? ? | ? ? ?" == summary(facts)
    assert {"declared"} == {fact.provenance for fact in facts.values() if isinstance(fact, Fact)}


def test_an_in_house_model_is_what_it_declares(catalogue: Catalogue) -> None:
    declared = {
        "family": "acme-lm", "lineage": "acme-lm", "lineageParent": "acme", "modality": "text",
        "vendor": "acme", "vendorParent": "acme", "origin": "DE", "parentOrigin": "DE", "baseOrigin": "DE",
        "openness": "closed", "openWeights": False, "licence": "LicenseRef-Acme", "status": "active",
        "deprecated": None, "retires": None, "floating": False, "countries": ["DE"],
    }  # fmt: skip
    facts = model_facts(catalogue, {"model": "acme-lm", "facts": declared}, None, AS_OF)
    assert declared == {name: value(fact) for name, fact in facts.items()}


def test_the_catalogue_wins_over_declared_facts_and_the_contradiction_is_told(catalogue: Catalogue) -> None:
    model = {
        "model": "mistral/zai-glm-5-2",
        "facts": {"vendor": "Mistral AI", "origin": "FR", "baseOrigin": "CN", "floating": True},
    }
    facts = model_facts(catalogue, model, None, AS_OF)
    found = contradicted(catalogue, model, None, AS_OF)
    assert [("vendor", "Mistral AI", "zhipu"), ("origin", "FR", "CN")] == [
        (item.known.name, item.declared, item.known.value) for item in found
    ]
    assert "CN" == value(facts["origin"])
    assert value(facts["floating"]) is True


def test_a_party_declared_by_another_of_its_names_is_no_contradiction(catalogue: Catalogue) -> None:
    model = {"model": "gemini-2.5-pro", "facts": {"vendor": "Google LLC", "vendorParent": "Alphabet Inc."}}
    assert () == contradicted(catalogue, model, None, AS_OF)
