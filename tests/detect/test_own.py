"""Detectors that a configuration describes: what they find, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast import Detector, Grade, Mention, Role
from holdfast.detect.own import detector_of, with_own
from holdfast.detect.search import Searcher
from holdfast.errors import ConfigError
from holdfast.load.sources import SourceTree
from holdfast.model.reference import ModelReference
from holdfast.model.settings import OwnDetector, Settings

Write = Callable[[Mapping[str, str]], Path]
Search = Callable[..., list[ModelReference]]

YAML = """\
team: {provider: bedrock}
assistants:
  - name: support
    model: acme-writer
    provider: openai
  - model: "gpt-5.5"
    place: eu-west-1
  - model: ${MODEL}
    apiKey: sk-aB3dE5gH7jK9mN1pQ3sT5vW7yZ9
  - model: [one, two]
"""


def resolve(model: str, _host: str) -> tuple[str, str]:
    return ("gpt", "openai") if model.startswith("gpt") else ("", "")


@pytest.fixture
def search(tree: Write) -> Search:
    def search(own: OwnDetector, text: str = YAML, path: str = "models/a.yaml") -> list[ModelReference]:
        source = SourceTree(tree({path: text}), [path]).source(path)
        assert source is not None
        return list(Searcher([detector_of(own)], resolve).references(source).references)

    return search


ASSISTANTS = OwnDetector("acme", ("models/*.yaml",), "$.assistants[*].model")


def test_ids_with_their_places(search: Search) -> None:
    assert [
        ("acme-writer", 4, 12, "", "acme"),
        ("gpt-5.5", 6, 13, "gpt", "acme"),
        ("${MODEL}", 8, 12, "", "acme"),
    ] == [(each.id, each.line, each.column, each.family, each.detector) for each in search(ASSISTANTS)]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("", ["", "", ""]),
        ("vertex_ai", ["vertex_ai"] * 3),
        ("https://models.example/v1", ["models.example"] * 3),
        ("@.provider", ["openai", "", ""]),
        ("$.team.provider", ["bedrock"] * 3),
        ("$.nowhere", ["", "", ""]),
        ("@.apiKey", ["", "", ""]),
    ],
)
def test_a_host_is_a_text_or_a_path(search: Search, host: str, expected: list[str]) -> None:
    assert expected == [each.host for each in search(ASSISTANTS._replace(host=host))]


def test_a_region_is_kept_where_it_has_the_shape_of_one(search: Search) -> None:
    found = search(ASSISTANTS._replace(region="@.place"))
    assert ["", "eu-west-1", ""] == [each.region for each in found]
    assert ["", "", ""] == [each.region for each in search(ASSISTANTS._replace(region="@.apiKey"))]


def test_an_entry_has_the_name_by_which_others_ask_for_it(search: Search) -> None:
    assert ["support", "", ""] == [each.name for each in search(ASSISTANTS._replace(entry="@.name"))]
    assert "(not shown)" == search(ASSISTANTS._replace(entry="@.apiKey"))[2].name


def test_role_and_grade_are_those_of_all(search: Search) -> None:
    (found, *_) = search(ASSISTANTS._replace(role="embedding", grade="hint"))
    assert (Role.EMBEDDING, Grade.HINT) == (found.role, found.grade)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.json", '{"model": "gpt-5.5"}'),
        ("a.JSONC", '{"model": "gpt-5.5",} // so'),
        ("a.toml", 'model = "gpt-5.5"'),
        ("a.yml", "model: gpt-5.5\n---\n"),
        ("models.conf", "model: gpt-5.5\n"),
    ],
)
def test_the_name_of_a_file_says_what_it_is(search: Search, path: str, text: str) -> None:
    assert ["gpt-5.5"] == [each.id for each in search(OwnDetector("x", ("*",), "$.model"), text, path)]


def test_a_key_where_an_id_should_be_is_not_shown(search: Search) -> None:
    found = search(OwnDetector("x", ("*",), "$..apiKey"))
    assert ["(not shown)"] == [each.id for each in found]


@pytest.mark.parametrize(
    ("grade", "is_general", "expected"),
    [
        (Grade.DECLARED, False, "other"),
        (Grade.HINT, False, "other"),
        (Grade.HINT, True, "acme"),
        (Grade.DECLARED, True, "other"),
    ],
    ids=["as sure", "less sure", "general, less sure", "general, as sure"],
)
def test_own_detectors_hide_nothing_of_another(
    tree: Write, *, grade: Grade, is_general: bool, expected: str
) -> None:
    """Or a pull request could name another host for a model that a plugin finds."""
    mention = Mention("gpt-5.5", YAML.index("gpt-5.5"), grade, "bedrock")
    other = Detector("other", "", ("*",), lambda _: [mention], is_general=is_general)
    source = SourceTree(tree({"models/a.yaml": YAML}), ["models/a.yaml"]).source("models/a.yaml")
    assert source is not None
    own = OwnDetector("acme", ("*",), "$.assistants[1].model", host="vllm.internal")
    (found,) = Searcher(with_own(Settings(detectors=(own,)), [other]), resolve).references(source).references
    assert expected == found.detector


def test_own_detectors_keep_no_general_one_from_looking(tree: Write) -> None:
    general = Detector("any", "", ("*",), lambda _: [Mention("gpt-5", 0)], is_general=True)
    source = SourceTree(tree({"models/a.yaml": YAML}), ["models/a.yaml"]).source("models/a.yaml")
    assert source is not None
    found = Searcher(with_own(Settings(detectors=(ASSISTANTS,)), [general]), resolve).references(source)
    assert ["any", "acme", "acme", "acme"] == [each.detector for each in found.references]


def test_a_name_that_a_plugin_has_is_taken() -> None:
    other = Detector("acme", "", ("*",), lambda _: ())
    with pytest.raises(ConfigError) as raised:
        with_own(Settings(detectors=(ASSISTANTS,)), [other])
    assert "a plugin has a detector called `acme`." == raised.value.message


REGISTRY = """\
{"providers": {
  "google": {"models": {"gemini-2.5-pro": {"region": "eu-west-1"}, "gemini-2.5-flash": {}}},
  "bedrock": {"models": {"sk-aB3dE5gH7jK9mN1pQ3sT5vW7yZ9": {}, "": {}}}
}}
"""


def test_ids_that_are_names_of_entries(search: Search) -> None:
    own = OwnDetector("acme", ("*.json",), "$.providers.*.models.*~", host="@^^~", region="@.region")
    assert [
        ("gemini-2.5-pro", 2, 26, "google", "eu-west-1"),
        ("gemini-2.5-flash", 2, 69, "google", ""),
        ("(not shown)", 3, 27, "bedrock", ""),
    ] == [
        (each.id, each.line, each.column, each.host, each.region) for each in search(own, REGISTRY, "a.json")
    ]


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("a.yaml", "models:\n  gpt-5.5: {cost: 1}\n", (2, 3)),
        ("a.yaml", 'models: {"gpt-5.5": &x {}, o3: *x}\n', (1, 11)),
        ("a.toml", '[models."gpt-5.5"]\ncost = 1\n', (1, 10)),
        ("a.toml", 'models = {"gpt-5.5" = 1}\n', (1, 12)),
        ("a.json", '{"models": {"gpt-5.5": null}}', (1, 14)),
    ],
)
def test_names_have_their_places(search: Search, path: str, text: str, place: tuple[int, int]) -> None:
    found = search(OwnDetector("x", ("*",), "$.models.*~"), text, path)
    assert ("gpt-5.5", *place) == (found[0].id, found[0].line, found[0].column)
