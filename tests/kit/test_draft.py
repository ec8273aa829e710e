"""A manifest drafted from what files name: what is carried over, and what is left to a person."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast import builtin
from holdfast.kit.beginning import Known
from holdfast.kit.draft import MOST_MODELS, draft_of
from holdfast.kit.draft_parts import Draft, DraftBackend, DraftModel, DraftUse
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
    assert (
        DraftBackend(
            "azure", "azure", "azure", "", ("gateway.yaml:3", "app.py:7"), hosting="cloud-marketplace"
        ),
    ) == found.backends
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
        ("gemini-2-5-pro", "main-google"),
        ("gpt-oss-120b", "main"),
        ("qwen2-5-vl-7b-instruct-gguf", "main"),
        ("gpt-4o", "main-openai"),
        ("shop-tuned", "self-hosted"),
    ] == [(each.id, each.backend) for each in found.models]
    assert [
        ("bedrock", "aws", "cloud-marketplace", ""),
        ("groq", "groq", "", ""),
        ("ollama-chat", "", "on-premises", ""),
        ("", "", "vendor-api", "google"),
        ("", "", "", ""),
        ("", "", "vendor-api", "openai"),
    ] == [(each.host, each.operator, each.hosting, each.guess) for each in found.backends]


def test_one_maker_needs_no_name_of_its_own(catalogue: Catalogue) -> None:
    found = draft(catalogue, named("gpt-4o", 1, vendor="openai"), named("o3", 2, vendor="openai"))
    assert [("main", "openai")] == [(each.id, each.guess) for each in found.backends]


def test_who_is_not_in_the_catalogue_may_be_called_as_the_host(catalogue: Catalogue) -> None:
    (found,) = draft(catalogue, named("gpt-4o", host="llm.acme.example")).backends
    assert ("llm-acme-example", "", "llm.acme.example") == (found.id, found.operator, found.guess)


def test_what_passes_requests_on_serves_nothing(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("gpt-4o", 1, host="openai_like", vendor="openai"),
        named("groq/qwen3-32b", 2, host="litellm"),
    )
    assert [("main", "", "openai"), ("groq", "groq", "")] == [
        (each.id, each.operator, each.guess) for each in found.backends
    ]


def test_a_use_without_a_host_goes_with_the_makers_own(catalogue: Catalogue) -> None:
    found = draft(
        catalogue, named("tts-1", 1, vendor="openai"), named("tts-1", 2, vendor="openai", host="openai")
    )
    assert [("tts-1", "openai", ("gateway.yaml:1", "gateway.yaml:2"))] == [
        (each.id, each.backend, each.places) for each in found.models
    ]


def test_one_model_in_several_parts_of_the_world(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("eu.anthropic.claude-sonnet-4-6", 1, vendor="anthropic"),
        named("us.anthropic.claude-sonnet-4-6", 2, vendor="anthropic"),
        named("eu.anthropic.claude-sonnet-4-6", 3, vendor="anthropic"),
    )
    assert [
        ("claude-sonnet-4-6", "eu.anthropic.claude-sonnet-4-6", ("gateway.yaml:1", "gateway.yaml:3")),
        ("claude-sonnet-4-6-us", "us.anthropic.claude-sonnet-4-6", ("gateway.yaml:2",)),
    ] == [(each.id, each.model, each.places) for each in found.models]


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


def test_what_stands_in_for_no_primary_is_one(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("o3", 1, name="a"),
        named("gpt-4o", 2, name="b"),
        named("claude-sonnet-4-5", 3, name="c"),
        named("mistral-large-2411", 4, name="d"),
        routes=(
            ModelRoute("gateway.yaml", 9, 1, "a", ("b",)),
            ModelRoute("gateway.yaml", 10, 1, "b", ("a",)),
            ModelRoute("gateway.yaml", 11, 1, "b", ("c",)),
            ModelRoute("gateway.yaml", 11, 1, "d", ()),
        ),
    )
    assert (
        DraftUse("a"),
        DraftUse("c"),
        DraftUse("d"),
        DraftUse("b", "fallback", ("a",)),
    ) == found.uses
    assert "" == found.unrouted


def test_several_deployments_behind_one_entry(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("o3", 1, name="a"),
        named("groq/llama-3.3-70b-versatile", 2, name="b"),
        named("together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo", 3, name="b"),
        routes=(ModelRoute("gateway.yaml", 9, 1, "a", ("b",)),),
    )
    assert ["a", "b", "b-together"] == [each.ref for each in found.uses]
    assert ["", "fallback", "fallback"] == [each.role for each in found.uses]
    assert "" == found.unrouted


def test_a_file_that_routes_only_some(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("o3", 1, name="a"),
        named("gpt-4o", 2, name="b"),
        named("mistral-large-2411", 4, "app.py"),
        routes=(ModelRoute("gateway.yaml", 9, 1, "a", ("b",)),),
    )
    assert (
        "`mistral-large-2411` is no entry of it: say it of an application that has none of them"
    ) == found.unrouted


def test_fallbacks_that_no_one_order_holds(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        named("o3", 1, name="a"),
        named("gpt-4o", 2, name="b"),
        named("claude-sonnet-4-5", 3, name="c"),
        named("mistral-large-2411", 4, name="d"),
        routes=(
            ModelRoute("gateway.yaml", 9, 1, "a", ("d", "c")),
            ModelRoute("gateway.yaml", 10, 1, "b", ("c", "d")),
        ),
    )
    assert "what stands in for `b` fits into no one order of all fallbacks" == found.unrouted


def test_where_only_the_host_is_known(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        ModelReference(
            "a.tf", 2, 1, "var.x", "", "terraform", Grade.DECLARED, host="azure", unresolved="a variable"
        ),
    )
    assert () == found.models
    assert [("azure", "azure", ("a.tf:2",))] == [
        (each.id, each.operator, each.places) for each in found.backends
    ]
    text = drafted(Known("shop"), found)
    assert "    model: TODO  # as your code names it" in text
    assert (
        "    backend: azure\n  # - id: other\n  #   model: mistralai/Mistral-Small-3.2-24B-Instruct-2506\n"
        "  #   backend: azure\n  # Which models these are, the files do not say; declare them too:\n"
        "  #   var.x (a.tf:2): a variable\n\nbackends:\n  - id: azure  # asked for on azure, from a.tf:2\n"
    ) in text
    assert () == tuple(check_schema(read_document(text.encode(), "x.yaml"), manifest_schema())[1])


def test_what_is_too_much_is_said(catalogue: Catalogue) -> None:
    found = draft(catalogue, *(named(f"mystery-{at}x", at) for at in range(MOST_MODELS + 2)))
    assert (MOST_MODELS, 2) == (len(found.models), found.more)
    assert "  # 2 more models are not drafted: `holdfast detect` lists all.\n" in drafted(Known("a"), found)


def test_what_lies_elsewhere_is_not_told(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        folders=("a",),
        unread=(Unread("b/x.yaml", 1, "too large"), Unread("a/x.yaml", 1, "too large")),
        uses=(LibraryUse("b/package.json", 4, 1, "openai"), LibraryUse("a/package.json", 4, 1, "ai")),
    )
    assert (("a/x.yaml: too large",), ("a/package.json: ai",)) == (found.unread, found.libraries)


def test_what_only_other_tools_know_is_for_people(catalogue: Catalogue) -> None:
    found = draft(
        catalogue,
        ModelReference("a.yaml", 2, 1, "$(X)", "", "litellm", Grade.DECLARED, unresolved="it is a variable"),
        named("gpt-4o", 1, "tests/a.py", production=False),
        named("gpt-5", 3, "settings.toml", grade=Grade.HINT),
        named("o3", 3, "page.tsx", grade=Grade.HINT, role=Role.CHOICE),
        uses=(
            *(
                LibraryUse("requirements.txt", 4, 1, name)
                for name in ("openai", "vllm", "x1", "x2", "x3", "x4")
            ),
            LibraryUse("pyproject.toml", 4, 1, "openai"),
            LibraryUse("docs/x.txt", 1, 1, "vllm", production=False),
        ),
        unread=(
            Unread("b.yaml", 1, "it is too large"),
            Unread("tests/b.yaml", 1, "as well", production=False),
        ),
    )
    assert [("gpt-5", "where its name is only a hint"), ("o3", "")] == [
        (each.model, each.doubt) for each in found.models
    ]
    assert ((DraftUse("gpt-5"),), ("o3",)) == (found.uses, found.choices)
    assert (
        ("$(X) (a.yaml:2): it is a variable",),
        ("b.yaml: it is too large",),
        ("requirements.txt: openai, vllm, x1, x2, x3 and 1 more", "pyproject.toml: openai"),
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
      # Somebody may choose these. As candidates they are held to what the data asks for, and count as no
      # family, vendor or fallback of the work. Remove the `role` of one that does the work.
      - ref: menu
        role: candidate
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
  - id: menu
    model: llama3.3:70b  # from page.tsx:4
    backend: own
  # Which models these are, the files do not say; declare them too:
  #   $(X) (a.yaml:2): it is a variable
  # Libraries that use models are among the dependencies:
  #   requirements.txt: openai
  # Not searched, or not to the end:
  #   odd\\x0aname.yaml: too large

backends:
  - id: azure  # asked for on acme.openai.azure.com, from a.yaml:1
    # hosting: cloud-marketplace  # vendor-api, cloud-marketplace, reseller, self-hosted-cloud, on-premises, …
    operator: azure  # who runs it
    region: westeurope  # where it runs: the region, or the countries below
    # country: [DE]
    # contract: main
  - id: main  # the files do not say where, from a.yaml:9
    # hosting: vendor-api  # vendor-api, cloud-marketplace, reseller, self-hosted-cloud, on-premises, …
    # operator: mistral  # who runs it
    # region: westeurope  # where it runs: the region, or the countries below
    # country: [DE]
    # contract: main
  - id: own  # asked for on ollama, from page.tsx:4
    # hosting: on-premises  # on-premises, self-hosted-cloud or edge-device: you run it yourselves
    # operator: TODO  # your own company, as others call it
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
            DraftModel("menu", "llama3.3:70b", "own", ("page.tsx:4",)),
        ),
        (
            DraftBackend(
                "azure", "acme.openai.azure.com", "azure", "westeurope", ("a.yaml:1",), "cloud-marketplace"
            ),
            DraftBackend("main", "", "", "", ("a.yaml:9",), "vendor-api", "mistral"),
            DraftBackend("own", "ollama", "", "", ("page.tsx:4",), "on-premises"),
        ),
        (DraftUse("chat"), DraftUse("other", "fallback", ("chat",))),
        ("menu",),
        "litellm",
        "deploy/litellm.yaml",
        "",
        ("$(X) (a.yaml:2): it is a variable",),
        ("odd\nname.yaml: too large",),
        ("requirements.txt: openai",),
    )
    text = drafted(Known("shop"), found)
    not_all = drafted(Known("shop"), found._replace(unrouted="`b` is no entry of it"))
    assert (
        "# deploy/litellm.yaml routes, but `b` is no entry of it.\n"
        "# routing:\n#   layer: litellm\n#   config: deploy/litellm.yaml\n\napplications:"
    ) in not_all
    assert TEXT in text
    assert "routing:\n  layer: litellm\n  config: deploy/litellm.yaml\n\napplications:" in text
    document, problems = check_schema(read_document(text.encode(), "x.yaml"), manifest_schema())
    assert () == tuple(problems)
    assert ["chat", "other", "menu"] == [each["id"] for each in document.data["models"]]


def test_where_nothing_is_named_it_begins_as_without_detectors() -> None:
    text = drafted(Known("shop"), Draft(unresolved=tuple(f"$(X{at})" for at in range(60))))
    assert "    model: TODO  # as your code names it" in text
    assert "  #   $(X49)\n  #   and 10 more\n\nbackends:\n  - id: main\n" in text
    assert () == tuple(check_schema(read_document(text.encode(), "x.yaml"), manifest_schema())[1])
