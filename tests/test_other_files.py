"""What a manifest names by another file, in a whole run: found, bounded, and never passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from holdfast import Detector, Mention, Source, builtin
from holdfast.errors import PluginError
from holdfast.hooks.contributions import built_in, contributions
from holdfast.model.report import Report
from holdfast.run import Request, run

Tree = Callable[[Mapping[str, str]], Path]
Check = Callable[..., Report]

MANIFEST = """\
apiVersion: holdfast/v1
kind: AIManifest
metadata: {name: NAME, owner: "group:a"}
applications:
  - {id: chat, lifecycle: production, models: [{ref: m}]}
models:
  - {id: m, from: 'SOURCE', backend: b}
backends: [{id: b, operator: openai, hosting: vendor-api}]
"""
KEY = "sk-" + "aB3dE5gH7jK9mN1p" * 2


def find(source: Source) -> Iterator[Mention]:
    """Yield a model for each line `NAME ID`."""
    at = 0
    for line in source.text.splitlines(keepends=True):
        words = line.split()
        if words[:1] == ["broken"]:
            source.not_read(1)
        elif len(words) > 1:
            yield Mention(words[1], at + line.index(words[1]), name=words[0])
        at += len(line)


DETECTOR = Detector("lines", "lines", ("*.models",), find)


def manifest(source: str, name: str = "shop") -> str:
    return MANIFEST.replace("SOURCE", source).replace("NAME", name)


@pytest.fixture
def check(tree: Tree) -> Check:
    def check(files: Mapping[str, str], *select: str, jobs: int | None = None) -> Report:
        installed = contributions(built_in(builtin))._replace(detectors=lambda: (DETECTOR,))
        packs = ("inventory", "lifecycle")
        return run(
            Request((tree(files),), date(2026, 11, 23), installed, packs, select, no_config=True, jobs=jobs)
        )

    return check


def said(report: Report) -> list[str]:
    return [f"{each.place.location} {each.rule.id}: {each.message}" for each in report.findings]


def test_facts_are_those_of_the_model_and_evidence_has_its_place(check: Check) -> None:
    files = {"ai-manifest.yaml": manifest("a.models#chat"), "a.models": f"# {KEY}\nchat gpt-4-0613 {KEY}\n"}
    report = check(files, "lifecycle/retired", "inventory/family")
    (finding,) = report.findings
    assert ("lifecycle/retired", "gpt-4-0613@openai") == (finding.rule.id, finding.looked_at)
    shown = {str(each.place.location) for each in finding.evidence} | {str(finding.place.location)}
    assert "a.models:2:6" in shown
    for output in builtin.output_formats():
        assert KEY not in output.render(report)


NO_FILE = "is no file of the repository, or a link, or git ignores it"
UNREAD = {
    "gone.models": NO_FILE,
    "link.models": NO_FILE,
    "folder/in.models": NO_FILE,
    "broken.models": "could not be read: its syntax is not understood from line 1 on",
    "large.models": "could not be read: the file is larger than 2 MiB",
}


@pytest.mark.parametrize(("file", "why"), UNREAD.items(), ids=UNREAD)
def test_what_cannot_be_read_is_no_pass(check: Check, tmp_path: Path, file: str, why: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "in.models").write_text("chat gpt-4o\n", encoding="utf-8")
    root = tmp_path / "tree"
    root.mkdir()
    (root / "link.models").symlink_to(outside / "in.models")
    (root / "folder").symlink_to(outside)
    files = {
        "ai-manifest.yaml": manifest(f"{file}#chat"),
        "broken.models": "broken\nchat gpt-4o\n",
        "large.models": "chat gpt-4o\n" + "#" * (2 * 1024 * 1024),
    }
    report = check(files, "inventory/family")
    message = f"The model of `{file}#chat` is not known: `{file}` {why}."
    assert [f"ai-manifest.yaml:7:19 manifest/source: {message}"] == [
        line for line in said(report) if "manifest/" in line
    ]
    assert 1 == report.exit_code
    assert [] == [
        count for count in report.counts if count.rule == "inventory/family" and count.outcome == "pass"
    ]


def test_a_file_that_no_detector_reads_names_nothing(check: Check) -> None:
    files = {"ai-manifest.yaml": manifest("notes.txt#chat"), "notes.txt": "chat gpt-4o\n"}
    report = check(files, "manifest")
    assert ["ai-manifest.yaml:7:19 manifest/source: `notes.txt` names no model called `chat`."] == said(
        report
    )


def test_several_processes_say_the_same(check: Check) -> None:
    files = {"a.models": "chat gpt-4-0613\n"}
    for at in range(6):
        files[f"{at}/ai-manifest.yaml"] = manifest("../a.models#chat" if at else "gone", f"shop-{at}")
    assert said(check(files, jobs=1)) == said(check(files, jobs=3))


def test_without_a_plugin_the_run_is_wrong(tree: Tree) -> None:
    root = tree({"ai-manifest.yaml": manifest("a.models#chat"), "a.models": "chat gpt-4o\n"})
    with pytest.raises(PluginError, match=r"a manifest names a model by `a\.models`") as error:
        run(Request((root,), date(2026, 11, 23), contributions(built_in(builtin)), no_config=True))
    ours = "Install ours, from a clone of Holdfast (pip install ./plugins/detect)"
    assert f"{ours}, or write the model as `model`." == error.value.hint


OWN = """\
apiVersion: holdfast/v1
kind: Configuration
detectors: [{name: acme, files: registry.yaml, model: '$..model', entry: '@.name', host: openai}]
"""
REGISTRY = f"assistants:\n  - {{model: gpt-4-0613, name: support, key: {KEY}}}\n"


def configured(tree: Tree, files: Mapping[str, str], pack: str, *rules: str, plugin: bool = False) -> Report:
    """Check with the configuration of the tree, by default without a plugin that finds models."""
    detectors = (DETECTOR,) if plugin else ()
    installed = contributions(built_in(builtin))._replace(detectors=lambda: detectors)
    root = tree({".holdfast.yaml": OWN, "registry.yaml": REGISTRY, **files})
    return run(Request((root,), date(2026, 11, 23), installed, (pack,), rules))


def test_a_manifest_names_a_file_of_a_format_of_ones_own(tree: Tree) -> None:
    files = {"ai-manifest.yaml": manifest("registry.yaml#support")}
    (finding,) = configured(tree, files, "lifecycle", "lifecycle/retired").findings
    assert "gpt-4-0613@openai" == finding.looked_at


DECLARED = manifest("registry.yaml").replace("from: 'registry.yaml'", "model: gpt-5.5")


def test_manifests_are_held_against_files_of_a_format_of_ones_own(tree: Tree) -> None:
    report = configured(tree, {"ai-manifest.yaml": DECLARED}, "drift", "drift/undeclared-model", plugin=True)
    assert ["registry.yaml:2:13 drift/undeclared-model"] == [
        f"{each.place.location} {each.rule.id}" for each in report.findings
    ]
    for output in builtin.output_formats():
        assert KEY not in output.render(report)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("registry.yaml", "regstry.yaml", "looked at no file: none is called as its `files` say."),
        ("..model", "..modell", "found no model in the 1 file that it looked at: see its `model`."),
    ],
    ids=["files", "model"],
)
def test_a_check_says_which_format_of_ones_own_says_nothing(
    tree: Tree, old: str, new: str, said: str
) -> None:
    files = {"ai-manifest.yaml": DECLARED, ".holdfast.yaml": OWN.replace(old, new)}
    report = configured(tree, files, "drift", "drift/undeclared-model", plugin=True)
    assert f"The detector `acme` {said}" in report.notes


def test_formats_of_ones_own_alone_are_not_enough_to_say_that_all_is_declared(tree: Tree) -> None:
    files = {"ai-manifest.yaml": DECLARED.replace("gpt-5.5", "gpt-4-0613"), "app.py": 'chat(model="o3")\n'}
    with pytest.raises(PluginError, match="no plugin that detects models is installed") as error:
        configured(tree, files, "drift")
    assert "Install ours, from a clone of Holdfast: pip install ./plugins/detect" == error.value.hint


def test_manifests_are_held_against_files_of_a_format_of_the_organisations(tree: Tree) -> None:
    organisation = OWN.replace("kind: Configuration", "kind: OrganisationConfiguration\npacks: [drift]")
    files = {"org/o.yaml": organisation, "shop/registry.yaml": REGISTRY, "shop/ai-manifest.yaml": DECLARED}
    root = tree(files)
    installed = contributions(built_in(builtin))._replace(detectors=lambda: (DETECTOR,))
    request = Request((root / "shop",), date(2026, 11, 23), installed, select=("drift/undeclared-model",))
    report = run(request._replace(org_config=root / "org/o.yaml"))
    assert ["registry.yaml:2:13 drift/undeclared-model"] == [
        f"{each.place.location} {each.rule.id}" for each in report.findings
    ]
