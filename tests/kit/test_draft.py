"""A manifest drafted from what files name: what is carried over, and what is left to a person."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast import builtin
from holdfast.kit.beginning import Known
from holdfast.kit.draft import Draft, DraftBackend, DraftModel, DraftUse, draft_of
from holdfast.kit.draft_text import drafted
from holdfast.load.catalogue import load_catalogue
from holdfast.load.schema import check_schema, manifest_schema
from holdfast.load.yaml import read_document
from holdfast.model.catalogue import Catalogue
from holdfast.model.reference import Grade, LibraryUse, ModelReference, ModelRoute, Role, Unread
from holdfast.model.survey import Survey


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(builtin.facts())


def named(model: str, line: int = 1, path: str = "gateway.yaml", **more: object) -> ModelReference:
    grade = more.pop("grade", Grade.DECLARED)
    return ModelReference(path, line, 1, model, model, "litellm", grade, **more)  # type: ignore[arg-type]  # fields


def draft(catalogue: Catalogue, *references: ModelReference, **more: object) -> Draft:
    survey = Survey("", references=references, **more)  # type: ignore[arg-type]  # fields
    return draft_of(survey, catalogue, date(2026, 11, 23))


def test_one_model_at_several_places(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("gpt-4o", 7, "app.py", grade=Grade.INFERRED),
        named("azure/gpt-4o-2024-08-06", 3, host="azure", name="chat"),
    )
    assert (
        DraftModel("chat", "azure/gpt-4o-2024-08-06", "azure", ("gateway.yaml:3", "app.py:7")),
    ) == found.models
    assert (DraftBackend("azure", "azure", "azure", "", ("gateway.yaml:3", "app.py:7")),) == found.backends
    assert (DraftUse("chat"),) == found.uses


def test_one_model_on_several_hosts_and_in_several_regions(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("gpt-4o", 1, host="openai"),
        named("gpt-4o", 2, host="acme.openai.azure.com", region="westeurope"),
        named("gpt-4o", 3, host="azure", region="swedencentral"),
        named("llama3.3:70b", 4, host="vllm"),
        named("mystery-1", 5, host="llm.acme.example"),
        named("mystery-2", 6),
    )
    assert [
        ("gpt-4o", "openai"),
        ("gpt-4o-azure-westeurope", "azure-westeurope"),
        ("gpt-4o-azure-swedencentral", "azure-swedencentral"),
        ("llama3-3", "self-hosted"),
        ("mystery-1", "llm-acme-example"),
        ("mystery-2", "main"),
    ] == [(each.id, each.backend) for each in found.models]
    assert ["openai", "azure", "azure", "", "", ""] == [each.operator for each in found.backends]
    assert ["", "westeurope", "swedencentral", "", "", ""] == [each.region for each in found.backends]


def test_where_only_the_id_says_who_serves_it(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("us.anthropic.claude-sonnet-4-6", 1, vendor="anthropic"),
        named("amazon.titan-embed-text-v2:0", 2, vendor="amazon"),
        named("groq/llama-3.3-70b-versatile", 3, vendor="meta"),
        named("ollama_chat/qwen2.5vl:latest", 4, vendor="alibaba"),
        named("ollama/shop-tuned", 9),
        named("google/gemini-2.5-pro", 5, vendor="google"),
        named("openai/gpt-oss-120b", 6, vendor="openai"),
        named("openai/Qwen2.5-VL-7B-Instruct-GGUF", 7, vendor="alibaba"),
        named("gpt-4o", 8, vendor="openai"),
    )
    assert [
        ("claude-sonnet-4-6", "aws"),
        ("titan-embed-text-v2", "aws"),
        ("llama-3-3-70b-versatile", "groq"),
        ("qwen2-5vl", "self-hosted"),
        ("gemini-2-5-pro", "main"),
        ("gpt-oss-120b", "main"),
        ("qwen2-5-vl-7b-instruct-gguf", "main"),
        ("gpt-4o", "main"),
        ("shop-tuned", "self-hosted"),
    ] == [(each.id, each.backend) for each in found.models]
    assert [("bedrock", "aws"), ("groq", "groq"), ("ollama-chat", ""), ("", "")] == [
        (each.host, each.operator) for each in found.backends
    ]


def test_entries_of_one_name_on_one_backend_are_counted(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("gpt-4o", 1, host="openai", name="chat"),
        named("gpt-4o-mini", 2, host="openai", name="chat"),
        named("o3", 3, host="openai", name="chat"),
    )
    assert ["chat", "chat-openai", "chat-openai-2"] == [each.id for each in found.models]


def test_fallbacks_in_the_order_of_the_routes(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("o3", 1, name="a"),
        named("gpt-4o", 2, name="b"),
        named("claude-sonnet-4-5", 3, name="c", role=Role.FALLBACK),
        named("mistral-large-2411", 4, name="d", role=Role.FALLBACK),
        named("text-embedding-3-large", 5, name="e", role=Role.EMBEDDING),
        routes=(
            ModelRoute("gateway.yaml", 9, 1, "a", ("d", "c")),
            ModelRoute("gateway.yaml", 10, 1, "b", ("c",)),
            ModelRoute("gateway.yaml", 11, 1, "e", ()),
        ),
    )
    assert (
        DraftUse("a"),
        DraftUse("b"),
        DraftUse("d", "fallback", ("a",)),
        DraftUse("c", "fallback"),
        DraftUse("e", "embedding"),
    ) == found.uses
    assert ("litellm", "gateway.yaml") == (found.layer, found.config)


def test_what_only_other_tools_know_is_for_people(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        ModelReference("a.yaml", 2, 1, "$(X)", "", "litellm", Grade.DECLARED, unresolved="it is a variable"),
        named("gpt-4o", 1, "tests/a.py", production=False),
        named("gpt-5", 3, "settings.toml", grade=Grade.HINT),
        named("o3", 3, "page.tsx", grade=Grade.HINT, role=Role.CHOICE),
        uses=(
            LibraryUse("requirements.txt", 4, 1, "openai"),
            LibraryUse("docs/x.txt", 1, 1, "vllm", production=False),
        ),
        unread=(
            Unread("b.yaml", 1, "it is too large"),
            Unread("tests/b.yaml", 1, "as well", production=False),
        ),
    )
    assert [("o3", "where somebody may choose it"), ("gpt-5", "where its name is only a hint")] == [
        (each.model, each.doubt) for each in found.models
    ]
    assert (
        ("$(X) (a.yaml:2): it is a variable",),
        ("b.yaml: it is too large",),
        ("openai (requirements.txt:4)",),
    ) == (found.unresolved, found.unread, found.libraries)


def test_the_name_of_an_entry_is_no_model(catalogue: Catalogue) -> None:
    found = draft(
        catalogue, named("gpt-4o", 1, name="chat"), named("chat", 2, "app.py"), named("o3", 3, name="o3")
    )
    assert [("chat", "gpt-4o"), ("o3", "o3")] == [(each.id, each.model) for each in found.models]


TEXT = """\
    models:
      - ref: chat
      - ref: other
        role: fallback
        for: [chat]
        # testedOn: 2026-01-31  # when it last stood in
    # migration:
    #   status: none  # of the way to another model: none, documented, tested, in-progress, done
    #   doc: docs/model-exit.md

models:
  - id: chat
    model: azure/gpt-4o  # from a.yaml:1, b.yaml:2, c.yaml:3 and 2 more
    backend: azure
  - id: other
    model: "o3: x"  # from a.yaml:9, where its name is only a hint
    backend: main
  # Which models these are, the files do not say; declare them too:
  #   $(X) (a.yaml:2): it is a variable
  # Libraries that use models are among the dependencies:
  #   openai (requirements.txt:4)
  # Not searched, or not to the end:
  #   odd\\x0aname.yaml: too large

backends:
  - id: azure  # asked for on acme.openai.azure.com, from a.yaml:1
    # hosting: vendor-api  # vendor-api, cloud-marketplace, reseller, self-hosted-cloud, on-premises, …
    operator: azure  # who runs it
    region: westeurope  # where it runs: the region, or the countries below
    # country: [DE]
    # contract: main
  - id: main  # the files do not say where, from a.yaml:9
    # hosting: vendor-api  # vendor-api, cloud-marketplace, reseller, self-hosted-cloud, on-premises, …
    # operator: openai  # who runs it
    # region: westeurope  # where it runs: the region, or the countries below
    # country: [DE]
    # contract: main
"""


def test_the_text() -> None:
    places = ("a.yaml:1", "b.yaml:2", "c.yaml:3", "d.yaml:4", "e.yaml:5")
    found = Draft(
        (
            DraftModel("chat", "azure/gpt-4o", "azure", places),
            DraftModel("other", "o3: x", "main", ("a.yaml:9",), doubt="where its name is only a hint"),
        ),
        (
            DraftBackend("azure", "acme.openai.azure.com", "azure", "westeurope", ("a.yaml:1",)),
            DraftBackend("main", "", "", "", ("a.yaml:9",)),
        ),
        (DraftUse("chat"), DraftUse("other", "fallback", ("chat",))),
        "litellm",
        "deploy/litellm.yaml",
        ("$(X) (a.yaml:2): it is a variable",),
        ("odd\nname.yaml: too large",),
        ("openai (requirements.txt:4)",),
    )
    text = drafted(Known("shop"), found)
    assert TEXT in text
    assert "routing:\n  layer: litellm\n  config: deploy/litellm.yaml\n\napplications:" in text
    document, problems = check_schema(read_document(text.encode(), "x.yaml"), manifest_schema())
    assert () == tuple(problems)
    assert ["chat", "other"] == [each["id"] for each in document.data["models"]]


def test_where_nothing_is_named_it_begins_as_without_detectors() -> None:
    text = drafted(Known("shop"), Draft(unresolved=tuple(f"$(X{at})" for at in range(60))))
    assert "    model: TODO  # as your code names it" in text
    assert text.endswith("  #   $(X49)\n  #   and 10 more\n")
    assert () == tuple(check_schema(read_document(text.encode(), "x.yaml"), manifest_schema())[1])
