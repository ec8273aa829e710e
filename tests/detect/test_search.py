"""What becomes of what detectors say: which are asked, what is kept, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from holdfast import Detector, Grade, Mention, Role, Route, Source
from holdfast.detect.search import MAX_ID, MAX_REFERENCES, Found, Searcher
from holdfast.load.sources import SourceTree
from holdfast.model.reference import ModelReference, ModelRoute

Write = Callable[[Mapping[str, str]], Path]
Search = Callable[..., Found]


def resolve(model: str, host: str) -> tuple[str, str]:
    return ("gpt", f"openai on {host}" if host else "openai") if "gpt" in model else ("", "")


def detector(
    find: Callable[[Source], Iterable[Mention]],
    name: str = "one",
    files: tuple[str, ...] = ("*",),
    **more: object,
) -> Detector:
    return Detector(name, "", files, find, **more)  # type: ignore[arg-type]  # marks and is_general


def saying(*mentions: Mention, **more: object) -> Detector:
    return detector(lambda _: mentions, **more)  # type: ignore[arg-type]  # as above


@pytest.fixture
def search(tree: Write) -> Search:
    def search(*detectors: Detector, text: str = "x: gpt-4o\n", path: str = "a.yaml") -> Found:
        source = SourceTree(tree({path: text}), [path]).source(path)
        assert source is not None
        return Searcher(detectors, resolve).references(source)

    return search


def test_a_reference(search: Search) -> None:
    mention = Mention("gpt-4o", 3, Grade.INFERRED, "https://h.example/v1", "eu-west-1", Role.JUDGE)
    assert (
        ModelReference(
            *(
                "a.yaml",
                1,
                4,
                "gpt-4o",
                "gpt-4o",
                "one",
                Grade.INFERRED,
                "h.example",
                "eu-west-1",
                Role.JUDGE,
            ),
            family="gpt",
            vendor="openai on h.example",
            width=6,
        ),
    ) == search(saying(mention)).references


@pytest.mark.parametrize(
    ("written", "at", "expected"),
    [
        ("gpt-4o", 3, 6),
        ("gpt-4o", 0, 1),
        ("gpt-5", 3, 1),
        ("gpt-4o", 99, 1),
        ("gpt-4o", -1, 1),
        ("o\n", 8, 1),
    ],
    ids=["there", "elsewhere", "as another text", "behind the end", "before the start", "over two lines"],
)
def test_how_wide_an_id_is(search: Search, written: str, at: int, expected: int) -> None:
    (found,) = search(saying(Mention(written, at))).references
    assert expected == found.width


def test_what_a_detector_follows_is_the_model(search: Search) -> None:
    (found,) = search(saying(Mention("$(X)", 3, model="gpt-4o"))).references
    assert ("$(X)", "gpt-4o", "", "gpt") == (found.id, found.model, found.unresolved, found.family)


def test_what_nobody_follows_is_unresolved(search: Search) -> None:
    found = search(saying(Mention("$(X)", 3), Mention("pvc", 4, unresolved="it is on a volume"))).references
    assert [("", "it is a variable"), ("", "it is on a volume")] == [
        (each.model, each.unresolved) for each in found
    ]


def test_what_is_not_certain_counts_where_the_catalogue_knows_it(search: Search) -> None:
    mentions = [Mention(name, at, certain=False) for at, name in enumerate(("gpt-4o", "nobodys", "$(X)"))]
    assert ["gpt-4o"] == [each.id for each in search(saying(*mentions)).references]


def test_of_two_that_see_the_same_the_surest_speaks(search: Search) -> None:
    hint, sure = Mention("gpt-4o", 3, Grade.HINT), Mention("gpt-4o", 3)
    for detectors in ([saying(hint), saying(sure, name="two")], [saying(sure, name="two"), saying(hint)]):
        assert ["two"] == [each.detector for each in search(*detectors).references]


def test_a_general_detector_looks_where_no_other_found_anything(search: Search) -> None:
    general = saying(Mention("gpt-4o", 3), name="any", is_general=True)
    assert ["any"] == [each.detector for each in search(general, saying()).references]
    assert ["one"] == [each.detector for each in search(general, saying(Mention("gpt-5", 0))).references]


def test_references_are_sorted_by_place(search: Search) -> None:
    mentions = [Mention("b", 9), Mention("b", 3), Mention("a", 3)]
    found = search(saying(*mentions), text="x: gpt-4o\ny: z\n").references
    assert [(1, "a"), (1, "b"), (1, "b")] == [(each.line, each.id) for each in found]


@pytest.mark.parametrize(
    ("files", "path", "is_seen"),
    [
        (("*.yaml",), "a/b.yaml", True),
        (("*.yaml",), "a/B.YAML", True),
        (("*.yaml",), "a/b.yaml.bak", False),
        (("compose*.yaml",), "a/compose.prod.yaml", True),
        (("compose*.yaml",), "compose/a.yaml", False),
        (("Modelfile",), "x/modelfile", True),
        ((".continue/*.yaml",), "x/.continue/agents/a.yaml", True),
        ((".continue/*.yaml",), "x.continue/a.yaml", False),
        ((".env*",), "x/.env.example", True),
    ],
)
def test_which_files_a_detector_looks_at(files: tuple[str, ...], path: str, is_seen: bool) -> None:  # noqa: FBT001  # expected
    assert is_seen == bool(Searcher([saying(files=files)], resolve).looking_at(path))


def test_marks_keep_a_detector_from_files_without_them(search: Search) -> None:
    assert () == search(saying(Mention("gpt-4o", 3), marks=("nowhere", "y:"))).references
    assert 1 == len(search(saying(Mention("gpt-4o", 3), marks=("nowhere", "x:"))).references)


def test_many_models_are_cut_off_with_a_note(search: Search) -> None:
    found = search(saying(*(Mention(f"gpt-{each}", each) for each in range(MAX_REFERENCES + 5))))
    assert MAX_REFERENCES == len(found.references)
    assert ("more than 10,000 models are named in it; the rest was left out",) == found.notes


def test_a_long_id_is_cut_off(search: Search) -> None:
    (found,) = search(saying(Mention("gpt-" * 1000, 0))).references
    assert MAX_ID == len(found.id) == len(found.model)


def test_a_key_in_place_of_an_id_is_not_shown(search: Search) -> None:
    (found,) = search(saying(Mention("sk-" + "a1" * 16, 0))).references
    assert ("(not shown)", "", "it looks like a key") == (found.id, found.model, found.unresolved)
    assert 1 == found.width  # nor how long it is


def test_the_name_of_an_entry_and_what_stands_in_for_it(search: Search) -> None:
    key = "sk-" + "a1" * 16
    said = (
        Mention("gpt-4o", 3, name="chat"),
        Mention("gpt-5", 0, name=key),
        Route("chat", ("small", key), 3),
    )
    found = search(saying(*said))  # type: ignore[arg-type]  # a route too
    assert ["(not shown)", "chat"] == [each.name for each in found.references]
    assert (ModelRoute("a.yaml", 1, 4, "chat", ("small", "(not shown)")),) == found.routes


CLAUDE = "foundation-model/anthropic.claude-3-haiku-20240307-v1:0"
OF_ARN = {
    "as it is written": Mention(f"arn:aws:bedrock:us-west-2::{CLAUDE}", 3, region="eu-central-1"),
    "as a variable has it": Mention(
        "$ARN", 3, region="eu-central-1", model=f"arn:aws:bedrock:us-west-2::{CLAUDE}"
    ),
    "of another partition": Mention(f"arn:aws-eusc:bedrock:us-west-2::{CLAUDE}", 3, region="eu-central-1"),
    "where nothing else says one": Mention(f"arn:aws:bedrock:us-west-2::{CLAUDE}", 3),
}


@pytest.mark.parametrize("mention", OF_ARN.values(), ids=OF_ARN)
def test_the_region_of_an_arn_holds_before_that_of_its_client(search: Search, mention: Mention) -> None:
    assert ["us-west-2"] == [each.region for each in search(saying(mention)).references]


def test_an_arn_without_a_region_leaves_that_of_its_client(search: Search) -> None:
    mention = Mention(f"arn:aws:bedrock:::{CLAUDE}", 3, region="eu-central-1")
    assert ["eu-central-1"] == [each.region for each in search(saying(mention)).references]
