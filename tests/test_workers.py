"""A run in parts, on one process or several: the report is the same, and nothing is lost."""

from __future__ import annotations

import os
import pickle
import random
import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast import workers
from holdfast.cli.plugins import installed
from holdfast.errors import PluginError, WorkerError
from holdfast.evaluate.engine import Evaluator, evaluate, needs_portfolio
from holdfast.evaluate.knowledge import Knowledge
from holdfast.evaluate.watch import Explanation
from holdfast.load.cache import SHIPPED, Cache
from holdfast.load.catalogue import load_catalogue
from holdfast.load.discovery import Found, discover
from holdfast.load.manifests import ManifestLoader
from holdfast.load.portfolio import Gathering, load_portfolio
from holdfast.load.schema import manifest_schema
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Breach, Check, Rule, Scope, Severity
from holdfast.model.settings import PackName, Settings
from holdfast.parts import Part, Totals, Work, parts_of
from holdfast.requirements import load_requirements
from holdfast.run import Request, run

TOP = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
PACKS = ("inventory", "model-diversity", "sovereignty", "eu-ai-act", "dora", "gdpr-transfers")
CACHE = Cache(None, SHIPPED)

POLICY = """\
apiVersion: holdfast/v1
kind: Policy
id: {name}
title: The rule {name}
severity: low
scope: {scope}
validations: [{{expression: "{expression}"}}]
"""
MISTAKES = {
    "breaks": ("application", "app.id == 'a0' || [1][app.models.size() + 5] == 1"),
    "whole": ("application", "portfolio.applications.size() < 5 || app.id != 'a0'"),
    "costly": ("manifest", "[1, 2, 3].map(x, [1, 2, 3].map(y, manifest.uses.size())).size() == 3"),
}
MODELS = "models:\n  - {id: gpt, model: gpt-5.5, backend: api, facts: {origin: DE}}\n"
BACKENDS = "backends: [{id: api, hosting: vendor-api, operator: openai, region: nowhere-1}]\n"


def manifest(name: str, applications: int, more: str = MODELS + BACKENDS) -> str:
    head = f"apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {{name: {name}, owner: 'group:x'}}\n"
    entries = "".join(
        f"  - {{id: a{at}, criticality: critical, data: {{classes: [health]}}, models: [{{ref: gpt}}]}}\n"
        for at in range(applications)
    )
    return f"{head}applications:\n{entries or '  []'}\n{more}"


KINDS: dict[str, Callable[[int], str]] = {
    "plain": lambda number: manifest(f"repo-{number}", number % 3 + 1),
    "empty": lambda number: manifest(f"repo-{number}", 0),
    "duplicate": lambda number: manifest(f"twin-{number % 2}", 1),
    "shared": lambda number: manifest(f"repo-{number}", 1, "include: [../shared/stack.yaml]\n"),
    "shared and wrong": lambda number: manifest(f"repo-{number}", 1, "include: [../shared/wrong.yaml]\n"),
    "unreadable": lambda _: "metadata: {name: x\n",
    "schema": lambda number: manifest(f"repo-{number}", 1) + "unknown: 1\n",
    "dangling": lambda number: manifest(f"repo-{number}", 1, BACKENDS),
    "anchors": lambda number: manifest(f"repo-{number}", 1) + "targets: [&x {by: 2027-01-01}, *x]\n",
}


def repository(folder: Path, kinds: list[str]) -> Path:
    shared = folder / "shared"
    shared.mkdir(parents=True)
    (shared / "stack.yaml").write_text(MODELS + BACKENDS)
    (shared / "wrong.yaml").write_text(MODELS + BACKENDS + "unknown: 1\n")
    for number, kind in enumerate(kinds):
        path = folder / f"{number:02}" / "ai-manifest.yaml"
        path.parent.mkdir()
        path.write_text(KINDS[kind](number))
    pack = folder / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        "apiVersion: holdfast/v1\nkind: Pack\nid: own\nversion: 1.0.0\ntitle: t\ndescription: d\n"
    )
    for name, (scope, expression) in MISTAKES.items():
        (pack / f"{name}.yaml").write_text(POLICY.format(name=name, scope=scope, expression=expression))
    return folder


def request(folder: Path, jobs: int, **changes: Any) -> Request:
    packs = (*PACKS, str(folder / "pack"))
    made = Request((folder,), TODAY, installed(), packs=packs, no_config=True, jobs=jobs, cache=CACHE)
    return made._replace(**changes)


def rendered(made: Request) -> list[str]:
    """Return the report in every format, and what is told of why."""
    told: list[Explanation] = []
    report = run(made, told.append)
    formats: dict[str, OutputFormat] = dict(made.installed.output_formats)
    return [*(formats[name].render(report) for name in ("json", "text", "sarif")), repr(told)]


def test_the_report_is_the_same_on_several_processes(tmp_path: Path) -> None:
    folder = repository(tmp_path, [*KINDS, *reversed(KINDS), *KINDS])
    expected = rendered(request(folder, 1))
    assert [expected] * 3 == [rendered(request(folder, jobs)) for jobs in (2, 3, 64)]
    alone = request(folder, 1, ignore=("model-diversity", "own/whole", "dora/concentration"))
    assert rendered(alone) == rendered(alone._replace(jobs=2))
    for said in ("Met on", "already taken", "manifest/schema", "manifest/declared-facts", "own/whole"):
        assert said in expected[0]


@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=8), st.integers(2, 4))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_so_it_is_whatever_the_manifests_are(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], jobs: int
) -> None:
    folder = repository(tmp_path_factory.mktemp("run") / "r", kinds)
    assert rendered(request(folder, 1)) == rendered(request(folder, jobs))


@pytest.mark.parametrize("example", sorted(path.parent.name for path in TOP.glob("examples/*/command.txt")))
def test_so_it_is_in_the_examples(example: str) -> None:
    folder = TOP / "examples" / example
    made = Request((folder,), TODAY, installed(), packs=PACKS, no_config=True, jobs=1, cache=CACHE)
    assert rendered(made) == rendered(made._replace(jobs=2))


def work_of(folder: Path, *, keeps: bool = True) -> tuple[Work, Knowledge, Any]:
    plugins = installed()
    knowledge = Knowledge(load_catalogue(plugins.facts, CACHE), manifest_schema(), TODAY)
    settings = Settings(packs=tuple(map(PackName, (*PACKS, str(folder / "pack")))))
    items = load_requirements(settings, plugins, cache=CACHE).items
    alone = [item for item in items if not needs_portfolio(item)]
    evaluator = Evaluator(alone, knowledge)
    return Work(evaluator, knowledge, is_part=True, keeps=keeps, explains=False), knowledge, alone


def test_manifest_by_manifest_is_the_same_as_all_at_once(tmp_path: Path) -> None:
    folder = repository(
        tmp_path, ["plain", "duplicate", "shared", "duplicate", "plain", "unreadable", "empty"]
    )
    work, knowledge, alone = work_of(folder)
    gathering, totals = Gathering(), Totals(None)
    for part in parts_of(work, discover([folder]).found, 1):
        if gathering.take(part.arrival):
            totals.add(part)
    loaded = load_portfolio([folder])
    whole = evaluate(loaded.portfolio, alone, knowledge)
    assert loaded.portfolio == gathering.portfolio()
    assert loaded.problems == gathering.problems()
    assert dict(whole.counts) == dict(totals.counts)
    assert sorted(map(repr, whole.findings)) == sorted(map(repr, totals.findings()))


def test_nothing_of_a_manifest_is_kept_where_nobody_looks_at_the_portfolio(tmp_path: Path) -> None:
    folder = repository(tmp_path, ["plain", "shared"])
    work, _, _ = work_of(folder, keeps=False)
    sizes = [len(pickle.dumps(part)) for part in parts_of(work, discover([folder]).found, 1)]
    assert [()] * 2 == [part.arrival.documents for part in parts_of(work, discover([folder]).found, 1)]
    assert max(sizes) < 60_000


def test_answers_are_put_in_order_whenever_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workers that answer first are those that were asked last."""
    folder = repository(tmp_path, ["plain"] * 12)
    work, _, _ = work_of(folder)
    found = discover([folder]).found
    expected = [part.arrival.path for part in parts_of(work, found, 1)]
    order = random.Random(7)  # noqa: S311  # no secret
    from multiprocessing import connection

    wait = connection.wait

    def late(waiting: list[Any]) -> list[Any]:
        while len(ready := wait(waiting, 5)) < len(waiting):
            pass
        return [order.choice(ready)]

    monkeypatch.setattr(connection, "wait", late)
    assert expected == [part.arrival.path for part in parts_of(work, found, 3)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_plugin_raises_ends_the_run_alike(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository(tmp_path, ["plain"] * 6)

    def fail(_: Work, __: ManifestLoader, found: Found) -> Part:
        raise PluginError(f"plugin `acme` failed at {found.shown}", hint="Mend it.")

    monkeypatch.setattr(Work, "on", fail)
    with pytest.raises(PluginError) as caught:
        run(request(folder, jobs))
    assert ("plugin `acme` failed at 00/ai-manifest.yaml", "Mend it.") == (
        caught.value.message,
        caught.value.hint,
    )


class UnsendableError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def test_an_error_that_cannot_be_sent_says_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository(tmp_path, ["plain"] * 2)

    def fail(*_: object) -> Part:
        raise UnsendableError("this", "that")

    monkeypatch.setattr(Work, "on", fail)
    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*UnsendableError: this and that"):
        run(request(folder, 2))


def test_a_process_that_is_killed_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository(tmp_path, ["plain"] * 8)
    on = Work.on

    def killed(self: Work, loader: ManifestLoader, found: Found) -> Part:
        if found.shown.startswith("05/"):
            os.kill(os.getpid(), signal.SIGKILL)
        return on(self, loader, found)

    monkeypatch.setattr(Work, "on", killed)
    with pytest.raises(WorkerError) as caught:
        run(request(folder, 2))
    said = "a process that checked a part of the manifests was ended by signal 9"
    assert (
        f"{said}, so not all of them were checked.",
        "If it ran out of memory, `--jobs 1` needs less.",
    ) == (caught.value.message, caught.value.hint)


def test_an_interrupt_leaves_no_process(tmp_path: Path) -> None:
    import multiprocessing

    work, _, _ = work_of(repository(tmp_path, ["plain"] * 8))
    parts: Iterator[Part] = parts_of(work, discover([tmp_path]).found, 2)
    next(parts)
    assert 2 == len(multiprocessing.active_children())
    with pytest.raises(KeyboardInterrupt):
        parts.throw(KeyboardInterrupt)  # type: ignore[attr-defined]  # it is a generator
    assert [] == multiprocessing.active_children()


def test_a_python_check_sees_the_whole_portfolio(tmp_path: Path) -> None:
    folder = repository(tmp_path, ["plain"] * 4)

    def check(names: Any) -> Iterator[Breach]:
        yield Breach(f"one of {len(names['portfolio'].lookup('manifests'))}")

    rule = Rule("acme/size", "Size", Severity.LOW, Scope.MANIFEST)
    made = request(folder, 2, select=("acme",))
    made = made._replace(installed=made.installed._replace(checks=(Check(rule, check),)))
    assert ["one of 4"] * 4 == [finding.message for finding in run(made).findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("count", "jobs", "cores", "expected"),
    [(199, None, 2, 1), (200, None, 2, 2), (200, None, 1, 1), (3, 8, 2, 3), (1, 2, 2, 1), (500, 1, 2, 1)],
)
def test_processes_are_started_where_it_pays(
    count: int, jobs: int | None, cores: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    def several(_: object, __: object, number: int) -> Iterator[Part]:
        started.append(number)
        return iter(())

    monkeypatch.setattr(workers, "_cores", lambda: cores)
    monkeypatch.setattr(workers, "_from_processes", several)
    monkeypatch.setattr(Work, "on", lambda *_: None)
    work = Work(None, None, is_part=True, keeps=False, explains=False)  # type: ignore[arg-type]  # not asked
    list(parts_of(work, [None] * count, jobs))  # type: ignore[list-item]  # not read
    assert ([expected] if expected > 1 else []) == started
