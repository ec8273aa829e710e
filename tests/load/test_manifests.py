from __future__ import annotations

from pathlib import Path

import pytest

from holdfast.load.portfolio import Loaded, load_portfolio
from holdfast.load.schema import MAX_PROBLEMS
from holdfast.model.manifest import Entry

HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\n"
FRAGMENT = "apiVersion: holdfast/v1\nkind: AIManifestFragment\n"


def load(folder: Path, files: dict[str, str]) -> Loaded:
    (folder / ".git").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return load_portfolio([folder])


def told(loaded: Loaded) -> list[str]:
    return [
        f"{problem.place.location} {problem.rule} {problem.message} {problem.help}".rstrip()
        + "".join(f" ({words}: {place.location})" for words, place in problem.related)
        for problem in loaded.problems
    ]


def written(entry: Entry) -> str:
    return str(entry.place.location)


MODELS = """\
models:
  - {id: gpt, model: gpt-5.5, backend: api}
  - {id: llama, model: llama-3.3, backend: aws}
backends:
  - {id: api, contract: openai}
  - {id: aws}
contracts:
  - {id: openai}
"""


def test_entries_are_kept_by_id_in_written_order(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"ai-manifest.yaml": HEAD + MODELS + "governance: {review: {cadence: annual}}\n"})

    (manifest,) = loaded.portfolio.manifests
    assert ("", "ai-manifest.yaml", "shop") == (manifest.repository, manifest.path, manifest.name)
    assert {"gpt": "ai-manifest.yaml:5:10", "llama": "ai-manifest.yaml:6:10"} == {
        name: written(entry) for name, entry in manifest.models.items()
    }
    assert ["api", "aws"] == list(manifest.backends)
    assert {"id": "openai"} == manifest.contracts["openai"].data
    assert manifest.governance is not None
    assert ({"review": {"cadence": "annual"}}, ("governance",)) == (
        manifest.governance.data,
        manifest.governance.pointer,
    )
    assert () == loaded.problems


def test_values_are_as_written_where_the_schema_wants_text(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, {"ai-manifest.yaml": HEAD.replace("shop", "1.10") + MODELS.replace("gpt-5.5", "5.50")}
    )

    (manifest,) = loaded.portfolio.manifests
    assert "1.10" == manifest.name == manifest.data["metadata"]["name"]
    assert "5.50" == manifest.models["gpt"].data["model"]


def test_each_dangling_reference_is_told_with_what_exists(tmp_path: Path) -> None:
    applications = """\
applications:
  - id: chat
    models:
      - {ref: gtp}
      - {ref: llama, role: fallback, for: [gpt, lama, gtp]}
      - {ref: llama, role: judge}
    migration: {targets: [llama, mistral]}
  - id: search
    models:
      - {ref: llama, role: embedding, for: [llama]}
"""
    models = MODELS.replace("backend: aws", "backend: awss").replace("contract: openai", "contract: acme")

    loaded = load(tmp_path, {"ai-manifest.yaml": HEAD + applications + models})

    assert [
        (
            "ai-manifest.yaml:7:15 manifest/reference `gtp` is not declared in `models`."
            " Did you mean `gpt`? Declared models: `gpt`, `llama`."
        ),
        (
            "ai-manifest.yaml:8:44 manifest/reference `gpt` is not a primary of this application."
            " Did you mean `gtp`? Its primaries: `gtp`."
        ),
        (
            "ai-manifest.yaml:8:49 manifest/reference `lama` is not a primary of this"
            " application. Its primaries: `gtp`."
        ),
        (
            "ai-manifest.yaml:10:34 manifest/reference `mistral` is not declared in `models`."
            " Declared models: `gpt`, `llama`."
        ),
        (
            "ai-manifest.yaml:13:45 manifest/reference `llama` is not a primary of this"
            " application. It has no primary."
        ),
        (
            "ai-manifest.yaml:16:44 manifest/reference `awss` is not declared in `backends`."
            " Did you mean `aws`? Declared backends: `api`, `aws`."
        ),
        (
            "ai-manifest.yaml:18:25 manifest/reference `acme` is not declared in `contracts`."
            " Declared contracts: `openai`."
        ),
    ] == told(loaded)
    assert "applications/chat/models/gtp/ref" == loaded.problems[0].logical
    assert (("shop",), ()) == (
        tuple(manifest.name for manifest in loaded.portfolio.manifests),
        loaded.portfolio.unreadable,
    )


def test_where_nothing_is_declared_it_says_what_to_add(tmp_path: Path) -> None:
    applications = "applications: [{id: a, models: [{ref: gpt}]}]\n"

    assert [
        (
            "ai-manifest.yaml:4:39 manifest/reference `gpt` is not declared in `models`. Add it"
            " to the list `models`."
        )
    ] == told(load(tmp_path, {"ai-manifest.yaml": HEAD + applications}))


def test_the_base_of_a_derived_model_is_free(tmp_path: Path) -> None:
    models = MODELS.replace("backend: aws}", "backend: aws, derivedFrom: {model: anything}}")

    assert [] == told(load(tmp_path, {"ai-manifest.yaml": HEAD + models}))


def test_references_and_the_schema_are_told_in_one_run(tmp_path: Path) -> None:
    text = (
        HEAD + "applications: [{id: a, modles: [], models: [{ref: gpt}, {ref: 1}, 5]}, x]\nmodels:"
        " {}\nbackends: [1]\n"
    )

    rules = [
        f"{problem.place.location.line} {problem.rule}"
        for problem in load(tmp_path, {"ai-manifest.yaml": text}).problems
    ]

    assert ["4 manifest/schema"] * 1 == [rule for rule in rules if rule.startswith("4")][:1]
    assert {"4 manifest/schema", "4 manifest/reference", "5 manifest/schema", "6 manifest/schema"} == set(
        rules
    )


def test_regulated_data_cannot_be_called_unregulated(tmp_path: Path) -> None:
    applications = """\
applications:
  - id: a
    models: []
    data: {classes: [internal, health, personal], regulated: false}
  - id: b
    models: []
    data: {classes: [internal, trade-secret], regulated: false}
  - id: c
    models: []
    data: {classes: [health], regulated: true}
"""
    loaded = load(tmp_path, {"ai-manifest.yaml": HEAD + applications})

    assert [
        (
            "ai-manifest.yaml:7:62 manifest/regulated `regulated: false` contradicts the data"
            " classes: `health`, `personal`."
            " Remove `regulated: false`, or the class if the application does not handle such data."
            " (`health` is regulated: ai-manifest.yaml:7:32) (`personal` is regulated: ai-manifest.yaml:7:40)"
        )
    ] == told(loaded)
    assert 1 == len(loaded.portfolio.manifests)


def test_national_residency_names_its_country(tmp_path: Path) -> None:
    applications = """\
applications:
  - {id: a, models: [], data: {residency: national}}
  - {id: b, models: [], data: {residency: national, country: NO}}
"""
    loaded = load(tmp_path, {"ai-manifest.yaml": HEAD + applications})

    assert [
        (
            "ai-manifest.yaml:5:43 manifest/residency `residency: national` does not say which country."
            " Add `country:` and the two capital letters of the country beside it."
        )
    ] == told(loaded)
    assert "NO" == loaded.portfolio.manifests[0].data["applications"][1]["data"]["country"]


@pytest.mark.parametrize("key", ["applications", "models", "backends", "contracts"])
def test_an_id_is_unique_in_its_list(tmp_path: Path, key: str) -> None:
    needed = {"applications": ", models: []", "models": ", model: m, backend: x"}.get(key, "")
    backends = "" if key == "backends" else "backends: [{id: x}]\n"
    text = f"{HEAD}{key}:\n  - {{id: x{needed}}}\n  - {{id: y{needed}}}\n  - {{id: x{needed}}}\n{backends}"

    loaded = load(tmp_path, {"ai-manifest.yaml": text})

    assert [
        (
            f"ai-manifest.yaml:7:10 manifest/duplicate-id The id `x` is already taken in `{key}`."
            " Give each entry an id of its own, and correct the references to it."
            " (first declared here: ai-manifest.yaml:5:10)"
        )
    ] == told(loaded)
    assert ((), ("ai-manifest.yaml",)) == (loaded.portfolio.manifests, loaded.portfolio.unreadable)


def test_one_id_may_stand_in_several_lists(tmp_path: Path) -> None:
    text = (
        HEAD
        + "models: [{id: x, model: m, backend: x}]\nbackends: [{id: x, contract: x}]\ncontracts: [{id: x}]\n"
    )

    assert [] == told(load(tmp_path, {"ai-manifest.yaml": text}))


def test_included_entries_keep_their_own_place(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "apps/chat/ai-manifest.yaml": HEAD
            + "include: [../../shared/models.yaml, extra.yaml, ./extra.yaml]\n"
            + "applications: [{id: a, models: [{ref: gpt}, {ref: own}]}]\n"
            + "models: [{id: own, model: m, backend: api}]\n",
            "shared/models.yaml": FRAGMENT + MODELS,
            "apps/chat/extra.yaml": FRAGMENT + "governance: {review: {cadence: monthly}}\n",
        },
    )

    (manifest,) = loaded.portfolio.manifests
    assert [] == told(loaded)
    assert {
        "own": "apps/chat/ai-manifest.yaml:6:15",
        "gpt": "shared/models.yaml:4:10",
        "llama": "shared/models.yaml:5:10",
    } == {name: written(entry) for name, entry in manifest.models.items()}
    assert manifest.governance is not None
    assert "apps/chat/extra.yaml:3:1" == written(manifest.governance)


def test_the_governance_of_the_manifest_overrides_the_included_one(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "ai-manifest.yaml": HEAD + "include: [a.yaml, b.yaml]\ngovernance: {review: {cadence: annual}}\n",
            "a.yaml": FRAGMENT + "governance: {}\n",
            "b.yaml": FRAGMENT + "governance: {}\n",
        },
    )

    assert [] == told(loaded)
    assert loaded.portfolio.manifests[0].governance is not None
    assert {"review": {"cadence": "annual"}} == loaded.portfolio.manifests[0].governance.data


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        (
            "ai-manifest.yaml",
            "The manifest includes itself. Remove the line; what it declares is there already.",
        ),
        (
            "mdels.yaml",
            (
                "The included file `mdels.yaml` does not exist. Paths are relative to the folder of"
                " this manifest."
            ),
        ),
        (
            "shared/models.yaml",
            (
                "The included file `shared/models.yaml` does not exist. Did you mean `../shared/models.yaml`?"
                " Paths are relative to the folder of this manifest."
            ),
        ),
        (
            "../../outside.yaml",
            (
                "The include `../../outside.yaml` leads out of the repository."
                " Name a file of the repository by its path relative to the folder of this manifest."
            ),
        ),
        (
            "/etc/passwd",
            (
                "The include `/etc/passwd` leads out of the repository."
                " Name a file of the repository by its path relative to the folder of this manifest."
            ),
        ),
        (
            "../.git/config",
            (
                "The include `../.git/config` leads out of the repository."
                " Name a file of the repository by its path relative to the folder of this manifest."
            ),
        ),
        (
            "pack:acme/models.yaml",
            ("There is no pack `acme`. Packs are configured, or installed beside Holdfast: there is none."),
        ),
    ],
)
def test_an_include_that_cannot_be_followed_makes_the_manifest_unreadable(
    tmp_path: Path, include: str, expected: str
) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    (tmp_path / "outside.yaml").write_text(FRAGMENT)
    text = f"{HEAD}include:\n  - '{include}'\napplications: [{{id: a, models: [{{ref: gpt}}]}}]\n"

    loaded = load(
        repository, {"app/ai-manifest.yaml": text, "shared/models.yaml": FRAGMENT, ".git/config": "a: 1\n"}
    )

    assert [f"app/ai-manifest.yaml:5:5 manifest/reference {expected}"] == told(loaded)
    assert ((), ("app/ai-manifest.yaml",)) == (loaded.portfolio.manifests, loaded.portfolio.unreadable)


def test_what_is_wrong_with_an_included_file_is_told_once_at_its_place(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "a/ai-manifest.yaml": HEAD + "include: [../shared.yaml]\n",
            "b/ai-manifest.yaml": HEAD.replace("shop", "other") + "include: [../shared.yaml]\n",
            "c/ai-manifest.yaml": HEAD.replace("shop", "third"),
            "shared.yaml": FRAGMENT + "model: []\napplications: []\n",
        },
    )

    known = "Known keys: `apiVersion`, `kind`, `models`, `backends`, `contracts`, `governance`."
    assert [
        (
            f"shared.yaml:3:1 manifest/schema `model` is not a known key of a fragment. Did you"
            f" mean `models`? {known}"
        ),
        f"shared.yaml:4:1 manifest/schema `applications` is not a known key of a fragment. {known}",
    ] == told(loaded)
    assert ["third"] == [manifest.name for manifest in loaded.portfolio.manifests]
    assert ("a/ai-manifest.yaml", "b/ai-manifest.yaml") == loaded.portfolio.unreadable


def test_an_included_file_must_be_a_fragment_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "out.yaml").symlink_to("/etc/hostname")
    loaded = load(
        tmp_path,
        {
            "ai-manifest.yaml": HEAD + "include: [other.yaml, folder.yaml, out.yaml, broken.yaml]\n",
            "other.yaml": HEAD,
            "broken.yaml": "a: [",
        },
    )

    assert [
        "broken.yaml:1:5 manifest/syntax A value was expected here.",
        "folder.yaml:1:1 manifest/unreadable This is a folder, not a file.",
        "other.yaml:2:7 manifest/schema `kind` must be `AIManifestFragment`, but is `AIManifest`.",
        "other.yaml:3:1 manifest/schema `metadata` is not a known key of a fragment.",
        "out.yaml:1:1 manifest/unreadable The symbolic link leads out of the repository.",
    ] == [f"{problem.place.location} {problem.rule} {problem.message}" for problem in loaded.problems]


def test_ids_are_unique_over_the_manifest_and_what_it_includes(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "ai-manifest.yaml": HEAD + "include: [shared.yaml, more.yaml]\nbackends: [{id: aws}]\n",
            "shared.yaml": FRAGMENT + MODELS + "governance: {}\n",
            "more.yaml": FRAGMENT + "contracts: [{id: openai}]\ngovernance: {}\n",
        },
    )

    assert [
        (
            "more.yaml:3:18 manifest/duplicate-id The id `openai` is already taken in `contracts`."
            " Give each entry an id of its own, and correct the references to it."
            " (first declared here: shared.yaml:10:10)"
        ),
        (
            "more.yaml:4:13 manifest/duplicate-id `governance` is declared in two of the included files."
            " Keep it in one of them, or declare it in the manifest. (first declared here: shared.yaml:11:13)"
        ),
        (
            "shared.yaml:8:10 manifest/duplicate-id The id `aws` is already taken in `backends`."
            " Give each entry an id of its own, and correct the references to it."
            " (first declared here: ai-manifest.yaml:5:17)"
        ),
    ] == told(loaded)


def test_a_fragment_may_refer_to_what_the_manifest_declares(tmp_path: Path) -> None:
    files = {
        "ai-manifest.yaml": HEAD + "include: [shared.yaml]\nbackends: [{id: api}]\n",
        "shared.yaml": FRAGMENT
        + "models: [{id: m, model: m, backend: api}, {id: n, model: n, backend: none}]\n",
    }

    assert [
        "shared.yaml:3:70 manifest/reference `none` is not declared in `backends`. Declared backends: `api`."
    ] == told(load(tmp_path, files))


@pytest.mark.parametrize(
    "text",
    [
        "backends: [" + "{id: a}, " * 3000 + "]\n",
        "include: [" + "".join(f"f{n}.yaml, " for n in range(3000)) + "]\n",
        "models: [" + "".join(f"{{id: m{n}, model: m, backend: b{n}}}, " for n in range(3000)) + "]\n",
    ],
    ids=["duplicate ids", "includes", "references"],
)
def test_of_a_hostile_manifest_a_bounded_number_of_problems_is_told(tmp_path: Path, text: str) -> None:
    assert MAX_PROBLEMS == len(load(tmp_path, {"ai-manifest.yaml": HEAD + text}).problems)


@pytest.mark.parametrize(
    "routed",
    [
        "applications: []\nrouting: {backend: gate}\n",
        "applications:\n  - {id: chat, models: [], routing: {backend: gate}}\n",
    ],
    ids=["manifest", "application"],
)
def test_a_routing_layer_names_a_backend_that_is_declared(tmp_path: Path, routed: str) -> None:
    loaded = load(tmp_path, {"ai-manifest.yaml": f"{HEAD}{routed}backends: [{{id: gateway}}]\n"})
    [line] = told(loaded)
    assert " manifest/reference `gate` is not declared in `backends`. " in line
