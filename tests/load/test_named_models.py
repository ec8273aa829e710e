"""Models that a manifest names by another file: filled in with their place, or told what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.load.discovery import Found, Repository, discover
from holdfast.load.homes import homes
from holdfast.load.manifests import LoadedManifest, ManifestLoader
from holdfast.load.named_models import NamedThere
from holdfast.load.quick import to_be_kept
from holdfast.model.location import Location
from holdfast.model.reference import Grade, ModelReference

Tree = Callable[[Mapping[str, str]], Path]
Load = Callable[..., LoadedManifest]

HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\n"
END = "backends: [{id: b}]\n"


def named(model: str, name: str = "", line: int = 4, unresolved: str = "") -> ModelReference:
    shown = "" if unresolved else model
    return ModelReference(
        "gateway.yaml", line, 14, model, shown, "x", Grade.DECLARED, unresolved=unresolved, name=name
    )


THERE = (
    named("azure/gpt-4o", "chat"),
    named("o3", "o3", 5),
    named("o3", "twice", 6),
    named("o3", "twice", 7),
    named("o3", "two", 8),
    named("gpt-5", "two", 9),
    named("$(X)", "open", 10, "it is a variable"),
    named("claude-sonnet-4-5", "", 11),
)


def look_up(_: Repository, path: str) -> NamedThere:
    files = {
        "gateway.yaml": NamedThere(THERE),
        "one.yaml": NamedThere(THERE[:1]),
        "none.yaml": NamedThere(),
        "deep/a.yaml": NamedThere(THERE[:1]),
    }
    return files.get(path, NamedThere(problem=f"`{path}` is not there", advice="Put it there."))


@pytest.fixture
def load(tree: Tree) -> Load:
    def load(files: Mapping[str, str], path: str = "ai-manifest.yaml", **packs: str) -> LoadedManifest:
        root = tree(files)
        (found,) = discover([root / path]).found
        where = homes([root / pack for pack in packs.values()])
        return ManifestLoader(where, look_up).load(Found(Repository(root), found.path))

    return load


def manifest(source: str, more: str = "") -> str:
    return f"{HEAD}models: [{{id: m, from: '{source}', backend: b{more}}}]\n{END}"


FOUND = {
    "by its name": ("gateway.yaml#chat", "azure/gpt-4o", 4),
    "by its id, where it has no name": ("gateway.yaml#claude-sonnet-4-5", "claude-sonnet-4-5", 11),
    "as one of several entries that are the same": ("gateway.yaml#twice", "o3", 6),
    "as the only one of the file": ("one.yaml", "azure/gpt-4o", 4),
    "by a path that goes up and down": ("x/../gateway.yaml#chat", "azure/gpt-4o", 4),
}


@pytest.mark.parametrize(("source", "model", "line"), FOUND.values(), ids=FOUND)
def test_a_model_is_found(load: Load, source: str, model: str, line: int) -> None:
    loaded = load({"ai-manifest.yaml": manifest(source)})
    assert ((), True) == (loaded.problems, loaded.readable)
    assert loaded.manifest is not None
    entry = loaded.manifest.models["m"]
    assert {"id": "m", "from": source, "backend": "b", "model": model} == entry.data
    place = entry.document.place(entry.document.locate((*entry.pointer, "model")))
    assert Location("gateway.yaml", line, 14, line, 14 + len(model)) == place.location
    assert () == place.excerpt


WRONG = {
    "in a file that is not there": (
        "gone.yaml#chat",
        "The model of `gone.yaml#chat` is not known: `gone.yaml` is not there.",
        "Put it there.",
    ),
    "outside the repository": (
        "../outside.yaml#chat",
        "The source `../outside.yaml#chat` leads out of the repository.",
        "Name a file of the repository by its path relative to the folder of this file.",
    ),
    "by an absolute path": (
        "/etc/passwd#chat",
        "The source `/etc/passwd#chat` leads out of the repository.",
        "Name a file of the repository by its path relative to the folder of this file.",
    ),
    "in what git keeps": (
        ".git/config#chat",
        "The source `.git/config#chat` leads out of the repository.",
        "Name a file of the repository by its path relative to the folder of this file.",
    ),
    "in no file": (
        "#chat",
        "The source `#chat` names no file.",
        "Write its path before the `#`.",
    ),
    "by a name that the file does not have": (
        "gateway.yaml#chad",
        "`gateway.yaml` names no model called `chad`.",
        "Did you mean `chat`? It has `chat`, `o3`, `twice`, `two`, `open`, `claude-sonnet-4-5`.",
    ),
    "in a file without any": (
        "none.yaml",
        "`none.yaml` names no model.",
        "Name another file, or write `model`.",
    ),
    "by a name that several have": (
        "gateway.yaml#two",
        "In `gateway.yaml` several models go by one name.",
        "Give each a name of its own there, or write the one that is meant as `model`.",
    ),
    "as one of several": (
        "gateway.yaml",
        "`gateway.yaml` names several models.",
        "Say which behind a `#`: `chat`, `o3`, `twice`, `two`, `open`, `claude-sonnet-4-5`.",
    ),
    "where it cannot be resolved": (
        "gateway.yaml#open",
        "`$(X)` in `gateway.yaml` names no model that could be known: it is a variable.",
        "Write the model there, or here as `model`.",
    ),
}


@pytest.mark.parametrize(("source", "message", "advice"), WRONG.values(), ids=WRONG)
def test_a_model_is_not_found(load: Load, source: str, message: str, advice: str) -> None:
    loaded = load({"ai-manifest.yaml": manifest(source)})
    (problem,) = loaded.problems
    assert ("manifest/source", message, advice) == (problem.rule, problem.message, problem.help)
    assert ("ai-manifest.yaml:5:24", "models/m/from") == (str(problem.place.location), problem.logical)
    assert loaded.readable
    assert loaded.manifest is not None
    nothing = loaded.manifest.models["m"].data["model"]
    assert nothing.startswith(source)
    assert "#" in nothing, "the catalogue knows no id with this sign"


def test_the_places_that_come_into_question_are_named(load: Load) -> None:
    (problem,) = load({"ai-manifest.yaml": manifest("gateway.yaml#two")}).problems
    assert [("`o3` is named here", "gateway.yaml:8:14"), ("`gpt-5` is named here", "gateway.yaml:9:14")] == [
        (said, str(place.location)) for said, place in problem.related
    ]


def test_an_entry_has_one_of_the_two(load: Load) -> None:
    both = load({"ai-manifest.yaml": manifest("gateway.yaml#chat", ", model: o3")})
    assert ["This model has both `model` and `from`."] == [each.message for each in both.problems]
    none = load({"ai-manifest.yaml": f"{HEAD}models: [{{id: m, backend: b}}]\n{END}"})
    assert [("This model has no `model`.", "ai-manifest.yaml:5:15")] == [
        (each.message, str(each.place.location)) for each in none.problems
    ]


FRAGMENT = "apiVersion: holdfast/v1\nkind: AIManifestFragment\n"


def test_paths_of_an_included_file_begin_at_its_own_folder(load: Load) -> None:
    files = {
        "ai-manifest.yaml": f"{HEAD}include: [deep/models.yaml]\n{END}",
        "deep/models.yaml": f"{FRAGMENT}models: [{{id: m, from: a.yaml, backend: b}}]\n",
    }
    loaded = load(files)
    assert () == loaded.problems
    assert loaded.manifest is not None
    assert "azure/gpt-4o" == loaded.manifest.models["m"].data["model"]


def test_what_a_pack_shares_names_no_file_of_a_repository(load: Load) -> None:
    files = {
        "ai-manifest.yaml": f"{HEAD}include: ['pack:acme/models.yaml']\n{END}",
        "acme/pack.yaml": "apiVersion: holdfast/v1\nkind: Pack\nid: acme\nversion: 1.0.0\ntitle: "
        "A\nchecks: [x]\n",
        "acme/models.yaml": f"{FRAGMENT}models: [{{id: m, from: gateway.yaml#chat, backend: b}}]\n",
    }
    (problem,) = load(files, acme="acme").problems
    assert "A file that a pack shares names a file by `from`." == problem.message


def test_the_place_stays_where_the_document_is_kept(load: Load) -> None:
    document = load({"ai-manifest.yaml": manifest("gateway.yaml#chat")}).documents[0]
    at = ("models", 0, "model")
    assert document.locate(at) == to_be_kept(document).locate(at)


def test_where_nobody_looks_nothing_is_found(tree: Tree) -> None:
    root = tree({"ai-manifest.yaml": manifest("gateway.yaml#chat")})
    (found,) = discover([root]).found
    (problem,) = ManifestLoader().load(found).problems
    said = "The model of `gateway.yaml#chat` is not known: other files are not read here."
    assert (said, "Write the model as `model`.") == (problem.message, problem.help)
