"""A search on one process or several: the same bytes, and the same notes, wherever a file is read first."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast import Detector, Mention, Role, Source, Use, builtin, detection
from holdfast.detection import PAYS_FROM, Search, detect
from holdfast.errors import PluginError, WorkerError
from holdfast.model.reference import Detection
from holdfast.output import references_json, references_sarif, references_text
from holdfast.workers import Task

TODAY = date(2026, 11, 23)
FACTS = tuple(builtin.facts())


def models(source: Source) -> Iterator[Mention | Use]:
    """Yield what `model` names, following `from` into another file, and `library`."""
    for document in source.yaml():
        node = document.at("model")
        if node.text:
            yield Mention(node.text, node.start)
        for offered in document.at("offered").entries:
            yield Mention(offered.text, offered.start, role=Role.CHOICE)
        followed = source.other(document.at("from").text)
        if followed is not None:
            for other in followed.yaml():
                yield Mention("${MODEL}", document.at("from").start, model=other.at("value").text)
        if document.at("library").text:
            yield Use(document.at("library").text, document.at("library").start)


MODELS = Detector("models", "", ("*.yaml",), models)
CONTENTS = (
    *("model: gpt-5.5\n", "model: ${X}\n", "library: openai\n", "nothing: here\n", "model: [\n", "a: {b\n"),
    *("from: 0.yaml\n", "from: 3.yaml\n", "from: 9.yaml\n", "from: gone.yaml\n", "value: gpt-4o\n"),
    "value: gpt-4o\nmodel: gpt-5\nx: [\n",
    "offered: [gpt-4o, ${Y}]\nmodel: gpt-5\n",
    "",
    "binary\0",
)


def repository(folder: Path, contents: Sequence[str]) -> Path:
    folder.mkdir(parents=True)
    for number, text in enumerate(contents):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def search(*targets: Path, jobs: int | None = 1, detectors: Sequence[Detector] = (MODELS,)) -> Detection:
    return detect(Search(targets, detectors, FACTS, TODAY, jobs=jobs))


def rendered(found: Detection) -> list[str]:
    return [each.render(found) for each in (references_json, references_text, references_sarif)]


def test_a_manifest_names_what_is_declared_and_not_what_is_used(tmp_path: Path) -> None:
    folder = repository(tmp_path / "a", ["model: gpt-5.5\n"])
    (folder / "shop").mkdir()
    for name in ("ai-manifest.yaml", "shop/ai-manifest.yml"):
        (folder / name).write_text("model: gpt-4o\n", encoding="utf-8")
    found = search(folder)
    assert (["0.yaml"], 1) == ([each.path for each in found.references], found.searched)


def test_what_may_only_be_chosen_is_apart_from_what_is_used(tmp_path: Path) -> None:
    folder = repository(tmp_path / "a", ["offered: [gpt-4o]\nmodel: gpt-5\n", "offered: [o3]\n"])
    found = search(folder)
    assert [("gpt-5", None)] == [(each.id, each.role) for each in found.references]
    assert [("0.yaml", "gpt-4o"), ("1.yaml", "o3")] == [(each.path, each.id) for each in found.choices]
    assert {Role.CHOICE} == {each.role for each in found.choices}


def test_the_bytes_are_the_same_on_several_processes(tmp_path: Path) -> None:
    folder = repository(tmp_path / "a", CONTENTS * 3)
    other = repository(tmp_path / "b", CONTENTS[::-1])
    expected = rendered(search(folder, other))
    assert [expected] * 3 == [rendered(search(folder, other, jobs=jobs)) for jobs in (2, 3, 64)]
    assert "a/0.yaml" in expected[1]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(contents=st.lists(st.sampled_from(CONTENTS), max_size=12), jobs=st.integers(2, 4))
def test_whatever_the_files_are(
    contents: list[str], jobs: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = repository(tmp_path_factory.mktemp("drawn") / "r", contents)
    assert rendered(search(folder)) == rendered(search(folder, jobs=jobs))


def test_what_is_wrong_with_a_file_is_told_once_and_at_its_turn(tmp_path: Path) -> None:
    """Also where another file, which comes before or after, was followed into it."""
    folder = repository(tmp_path / "r", ["from: 1.yaml\n", "value: gpt-4o\nx: [\n", "from: 1.yaml\n"])
    for jobs in (1, 2, 3):
        found = search(folder, jobs=jobs)
        assert ("`1.yaml` was not searched in full: it is not valid YAML from line 3 on.",) == found.notes
        assert ["0.yaml", "2.yaml"] == [each.path for each in found.references]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_plugin_raises_ends_the_search_alike(tmp_path: Path, jobs: int) -> None:
    def fail(source: Source) -> Iterator[Mention]:
        if source.path == "3.yaml":
            raise PluginError(f"plugin `acme` failed on {source.path}", hint="Mend it.")
        yield Mention("gpt-5", 0)

    folder = repository(tmp_path / "r", ["a"] * 6)
    with pytest.raises(PluginError) as caught:
        search(folder, jobs=jobs, detectors=[Detector("x", "", ("*",), fail)])
    assert ("plugin `acme` failed on 3.yaml", "Mend it.") == (caught.value.message, caught.value.hint)


def test_a_process_that_is_killed_ends_the_search(tmp_path: Path) -> None:
    def killed(source: Source) -> Iterator[Mention]:
        if source.path == "3.yaml":
            os.kill(os.getpid(), signal.SIGKILL)
        yield Mention("gpt-5", 0)

    folder = repository(tmp_path / "r", ["a"] * 6)
    with pytest.raises(WorkerError) as caught:
        search(folder, jobs=2, detectors=[Detector("x", "", ("*",), killed)])
    said = (
        "a process that searched a part of the files was ended by signal 9, so not all of them were searched."
    )
    assert said == caught.value.message


def test_processes_are_started_for_files_that_a_detector_looks_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int | None, int]] = []

    def answers_to(paths: Sequence[str], task: Task[str, object], jobs: int | None) -> Iterator[object]:
        asked.append((len(paths), jobs, task.pays_from))
        return iter(())

    monkeypatch.setattr(detection, "answers_to", answers_to)
    folder = repository(tmp_path / "r", ["a"] * 3)
    (folder / "other.txt").write_text("x")
    search(folder, jobs=None)
    assert [(3, None, PAYS_FROM)] == asked


def test_a_detector_that_somebody_described_and_that_looks_at_nothing_is_told(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", ["model: gpt-5\n"])
    idle = Detector("idle", "", ("nowhere/*.yaml",), models)
    made = Search([folder], [idle, MODELS], FACTS, TODAY, own=["idle"])
    said = "The detector `idle` looked at no file: none is called as its `files` say."
    assert (said,) == detect(made).notes


def test_a_detector_that_somebody_described_and_that_finds_nothing_is_told(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", ["model: gpt-5\n", "model: gpt-5\n"])
    blind = Detector("blind", "", ("*.yaml",), lambda _: (), only_adds=True)
    sees = Detector("sees", "", ("0.yaml",), models, only_adds=True)
    made = Search([folder], [blind, sees, MODELS], FACTS, TODAY, own=["blind", "sees"])
    said = "The detector `blind` found no model in the 2 files that it looked at: see its `model`."
    assert (said,) == detect(made).notes


def test_only_what_git_tracks_or_would_track_is_searched(tmp_path: Path) -> None:
    """Nor what a link leads to, a pipe, a folder of git, and a repository in the repository."""
    import subprocess

    folder = repository(tmp_path / "r", ["model: gpt-5\n"])
    outside = repository(tmp_path / "outside", ["model: gpt-outside\n"])
    inner = repository(folder / "inner", ["model: gpt-inner\n"])
    for root in (folder, inner):
        subprocess.run(["git", "init", "-q", root], check=True)
    (folder / ".gitignore").write_text("ignored.yaml\n")
    (folder / "ignored.yaml").write_text("model: gpt-ignored\n")
    (folder / ".git" / "in-git.yaml").write_text("model: gpt-git\n")
    (folder / "link.yaml").symlink_to(outside / "0.yaml")
    (folder / "linked").symlink_to(outside)
    os.mkfifo(folder / "pipe.yaml")
    found = search(folder)
    assert (["gpt-5"], 1) == ([each.id for each in found.references], found.searched)


def test_variables_are_not_followed_out_of_the_repository(tmp_path: Path) -> None:
    repository(tmp_path / "outside", ["value: gpt-4o\n"])
    folder = repository(tmp_path / "r", ["from: ../outside/0.yaml\n", f"from: {tmp_path}/outside/0.yaml\n"])
    assert () == search(folder).references
