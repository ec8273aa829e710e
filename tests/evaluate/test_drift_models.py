"""Models that are used and not declared, or declared and not used, and uses without a manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from holdfast import Detector, builtin
from holdfast.errors import PluginError
from holdfast.hooks.contributions import built_in, contributions
from holdfast.model.finding import Outcome
from holdfast.model.report import Report
from holdfast.run import Request, run

Drift = Callable[..., list[str]]
Checked = Callable[..., Report]

HEAD = "apiVersion: holdfast/v1\nkind: AIManifest\nmetadata: {name: shop}\napplications: []\n"
BACKENDS = "backends: [{id: api, operator: openai}, {id: own, hosting: on-premises}]\n"


def manifest(*models: str, backend: str = "api", head: str = HEAD) -> str:
    """Return a manifest with these models, each in a line of its own from line 6 on."""
    lines = "".join(
        f"  - {{id: m{at}, model: '{model}', backend: {backend}}}\n" for at, model in enumerate(models, 1)
    )
    return f"{head}models:\n{lines}{BACKENDS}" if models else f"{head}{BACKENDS}"


UNDECLARED = "drift/undeclared-model"
UNUSED = "drift/unused-model"
WITHOUT = "drift/ai-use-without-manifest"


def test_a_model_that_no_manifest_declares(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest("gpt-4o"), "app.models": "gpt-4o\nmistral-large-2411\n"}
    assert [
        (
            "app.models:2:1 undeclared-model: `mistral-large-2411` is used here, "
            "and no manifest of the repository declares it <shop/files/app.models/mistral-large-2411>"
        )
    ] == drift(files, rule=UNDECLARED, full=True)


def test_of_one_id_in_one_file_the_surest_place_speaks(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest(), "app.models": "gpt-4o grade=hint\n\ngpt-4o\n"}
    assert [
        (
            "app.models:3:1 undeclared-model: `gpt-4o` is used here, and no manifest of the repository "
            "declares it <shop/files/app.models/gpt-4o> (named here too: app.models:1:1)"
        )
    ] == drift(files, rule=UNDECLARED, full=True)


@pytest.mark.parametrize(
    "path", ["tests/a.models", "docs/a.models", "examples/x/a.models", "vendor/a.models"]
)
def test_tests_examples_and_the_like_are_not_judged(drift: Drift, path: str) -> None:
    assert [] == drift({"ai-manifest.yaml": manifest(), path: "gpt-4o\n$(X)\n"}, rule=UNDECLARED)


def test_a_hint_only_warns(drift: Drift) -> None:
    files = {
        "ai-manifest.yaml": manifest(),
        "app.models": "gpt-4o grade=hint\n$(X) grade=hint\no3 grade=hint role=choice\n",
    }
    assert [
        (
            "app.models:1:1 undeclared-model (warns): `gpt-4o` is used here, "
            "and no manifest of the repository declares it"
        ),
        (
            "app.models:2:1 undeclared-model (unknown) (warns): cannot tell which model is used here: `$(X)` "
            "[`$(X)`: it is a variable]"
        ),
        (
            "app.models:3:1 undeclared-model (warns): `o3` may be chosen here, "
            "and no manifest of the repository declares it"
        ),
    ] == drift(files, rule=UNDECLARED)


def test_a_model_of_a_file_that_is_named_wrongly_may_be_declared(drift: Drift) -> None:
    text = manifest("gpt-4o").replace("model: 'gpt-4o'", "from: 'gateway/a.models#cht'")
    files = {
        "b/ai-manifest.yaml": text,
        "b/gateway/a.models": "o3 name=chat\n",
        "a.models": "o3 name=chat\n",
    }
    assert [
        "a.models:1:1 undeclared-model: `o3` is used here, and no manifest of the repository declares it",
        "b/ai-manifest.yaml:6:20 source: `gateway/a.models` names no model called `cht`.",
        (
            "b/gateway/a.models:1:1 undeclared-model (unknown): cannot tell whether `o3` is declared "
            "[model `m1`: its `from` leads to no model of this file]"
        ),
    ] == drift(files, rule=UNDECLARED)


def test_a_menu_only_warns_and_is_one_finding_for_each_file(drift: Drift) -> None:
    models = "".join(f"acme-{at}x role=choice grade={'declared' if at else 'hint'}\n" for at in range(5))
    files = {
        "ai-manifest.yaml": manifest("acme-1x"),
        "a.models": models,
        "b.models": "o3 role=choice\no3\ngpt-4o role=choice\n",
    }
    assert [
        (
            "a.models:1:1 undeclared-model (warns): `acme-0x`, `acme-2x`, `acme-3x` and 1 more may be chosen "
            "here, and no manifest of the repository declares them <shop/files/a.models/choices> "
            "(named here too: a.models:3:1) (named here too: a.models:4:1) (named here too: a.models:5:1)"
        ),
        (
            "b.models:2:1 undeclared-model: `o3` is used here, and no manifest of the repository declares it "
            "<shop/files/b.models/o3> (named here too: b.models:1:1)"
        ),
        (
            "b.models:3:1 undeclared-model (warns): `gpt-4o` may be chosen here, and no manifest of the "
            "repository declares it <shop/files/b.models/choices>"
        ),
    ] == drift(files, rule=UNDECLARED, full=True)


def test_a_host_of_a_menu_only_warns(drift: Drift) -> None:
    used = "gpt-4o role=choice host=openai\n", "o3 role=choice host=groq\ngpt-4o host=groq\n"
    files = {"ai-manifest.yaml": manifest("gpt-4o", backend="own"), "a.models": used[0], "b.models": used[1]}
    text = files["ai-manifest.yaml"].replace("operator: openai", "operator: aws")
    found = drift({**files, "ai-manifest.yaml": text}, rule="drift/undeclared-backend")
    assert ["a.models:1:1 undeclared-backend (warns)", "b.models:2:1 undeclared-backend"] == [
        line.partition(": ")[0] for line in found
    ]


def test_what_cannot_be_resolved_is_unknown(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest("gpt-4o"), "app.models": "os.environ/MODEL\n"}
    assert [
        (
            "app.models:1:1 undeclared-model (unknown): cannot tell which model is used here: "
            "`os.environ/MODEL` "
            "[`os.environ/MODEL`: it is read from the environment]"
        )
    ] == drift(files, rule=UNDECLARED)


UNREAD = (
    "which models `app.models` names, on which hosts, and where they run "
    "[`app.models`: what it names is not known: its syntax is not understood from line 2 on]"
)
HOSTS = (
    "on which hosts `app.models` uses models, and where they run "
    "[`app.models`: what it names is not known: its syntax is not understood from line 2 on]"
)
REGIONS = (
    "where the models of `app.models` run "
    "[`app.models`: what it names is not known: its syntax is not understood from line 2 on]"
)
CANNOT_BE_READ = {"ai-manifest.yaml": manifest("gpt-4o"), "app.models": "gpt-4o\nbroken\n"}


def test_a_file_that_cannot_be_read_is_said_once_and_makes_all_unknown(checked: Checked) -> None:
    report = checked(CANNOT_BE_READ)
    (finding,) = report.findings
    assert ("drift/undeclared-model", f"cannot tell {UNREAD.partition(' [')[0]}") == (
        finding.rule.id,
        finding.message,
    )
    others = "drift/region-mismatch, drift/undeclared-backend"
    assert (f"For the same reason these rules cannot tell either: {others}.",) == finding.notes
    assert ["drift/region-mismatch", "drift/undeclared-backend", "drift/undeclared-model"] == [
        count.rule for count in report.counts if count.outcome is Outcome.UNKNOWN
    ]
    assert 1 == report.exit_code


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (UNDECLARED, f"undeclared-model (unknown): cannot tell {UNREAD}"),
        ("drift/undeclared-backend", f"undeclared-backend (unknown): cannot tell {HOSTS}"),
        ("drift/region-mismatch", f"region-mismatch (unknown): cannot tell {REGIONS}"),
    ],
    ids=["models", "hosts", "regions"],
)
def test_a_file_that_cannot_be_read_is_said_whichever_rule_is_asked(
    drift: Drift, rule: str, said: str
) -> None:
    assert [f"app.models:2:1 {said}"] == drift(CANNOT_BE_READ, rule=rule)


def test_a_file_that_is_too_large_is_not_passed_over(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest("gpt-4o"), "app.models": "#" * (2 * 1024 * 1024 + 1)}
    assert [
        (
            "app.models:1:1 undeclared-model (unknown): cannot tell which models `app.models` names, "
            "on which hosts, and where they run "
            "[`app.models`: what it names is not known: the file is larger than 2 MiB]"
        )
    ] == drift(files, rule=UNDECLARED)


def test_a_manifest_that_cannot_be_read_makes_it_unknown(drift: Drift) -> None:
    files = {
        "ai-manifest.yaml": manifest("gpt-4o"),
        "b/ai-manifest.yaml": "models: {",
        "app.models": "gpt-4o\ngpt-5\n",
    }
    found = [line for line in drift(files) if "undeclared-model" in line]
    assert [
        (
            "app.models:2:1 undeclared-model (unknown): cannot tell whether `gpt-5` is declared "
            "[manifest: b/ai-manifest.yaml could not be read]"
        )
    ] == found


def test_a_manifest_that_the_run_does_not_look_at_makes_it_unknown(drift: Drift) -> None:
    files = {
        ".git/HEAD": "",
        "ai-manifest.yaml": manifest("gpt-4o"),
        "b/ai-manifest.yaml": manifest("o3", head=HEAD.replace("shop", "b")),
        "b/app.models": "gpt-4o\no3\n",
        "other/app.models": "gpt-5\n",
    }
    assert [
        (
            "b/app.models:1:1 undeclared-model (unknown): cannot tell whether `gpt-4o` is declared "
            "[manifest: this run does not look at ai-manifest.yaml] <b/files/b/app.models/gpt-4o>"
        )
    ] == drift(files, "b", rule=UNDECLARED, full=True)


def test_any_manifest_of_the_repository_may_declare_it(drift: Drift) -> None:
    files = {
        "a/ai-manifest.yaml": manifest("gpt-4o", head=HEAD.replace("shop", "a")),
        "b/ai-manifest.yaml": manifest("o3", head=HEAD.replace("shop", "b")),
        "a/app.models": "o3\nclaude-sonnet-4-5\n",
    }
    assert [
        (
            "a/app.models:2:1 undeclared-model: `claude-sonnet-4-5` is used here, "
            "and no manifest of the repository declares it <a/files/a/app.models/claude-sonnet-4-5>"
        )
    ] == drift(files, rule=UNDECLARED, full=True)


def test_what_a_gateway_calls_a_model_is_judged_where_the_gateway_names_it(drift: Drift) -> None:
    files = {
        "ai-manifest.yaml": manifest("gpt-4o"),
        "gateway.models": "azure/gpt-4o name=chat\n",
        "app.models": "chat\n",
    }
    assert [] == drift(files, rule=UNDECLARED)


def test_a_known_model_is_no_name_of_another_one(drift: Drift) -> None:
    files = {
        "ai-manifest.yaml": manifest("gpt-4o"),
        "gateway.models": "azure/gpt-4o name=claude-sonnet-4-5\n",
        "app.models": "claude-sonnet-4-5\n",
    }
    assert ["app.models:1:1"] == [line.split()[0] for line in drift(files, rule=UNDECLARED)]


def test_a_name_that_the_user_of_a_host_chooses_is_unknown(drift: Drift) -> None:
    written = "hosted_vllm/llama-3.3-70b-instruct"
    files = {
        "ai-manifest.yaml": manifest("meta-llama/Llama-3.3-70B-Instruct", backend="own"),
        "app.models": f"{written}\n",
    }
    said = "its host lets its user choose the name, so"
    assert [
        (
            "ai-manifest.yaml:6:21 unused-model (unknown): cannot tell whether a file of the "
            "repository names "
            f"model `m1` [`{written}`: at app.models:1:1 {said} it may be this]"
        ),
        (
            f"app.models:1:1 undeclared-model (unknown): cannot tell whether `{written}` is declared "
            f"[`{written}`: {said} it may be `m1` or another model]"
        ),
    ] == [line for line in drift(files) if "model" in line.split()[1]]


def test_both_the_name_of_a_deployment_and_its_model_may_be_declared(drift: Drift) -> None:
    used = "azure/chat model=azure/gpt-4o\n"
    for declared in ("azure/chat", "gpt-4o"):
        files = {"ai-manifest.yaml": manifest(declared), "app.models": used}
        assert [] == [line for line in drift(files) if "-model" in line]


def test_a_deployment_that_is_called_like_another_model_is_what_it_stands_for(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest("gpt-4o"), "app.models": "azure/gpt-4o model=azure/gpt-5\n"}
    (found,) = drift(files, rule=UNDECLARED)
    assert found.startswith(
        "app.models:1:1 undeclared-model: `azure/gpt-4o` (azure/gpt-5) is used here, and no"
    )


def test_what_a_manifest_itself_says_is_no_use(drift: Drift) -> None:
    files = {
        "ai-manifest.yaml": manifest(head=HEAD + "include: [shared.models]\n"),
        "shared.models": "apiVersion: holdfast/v1\nkind: AIManifestFragment\n"
        "models: [{id: x, model: gpt-4o, backend: api}]\n",
    }
    assert [
        (
            "shared.models:3:25 unused-model: model `x` is declared, and no file of the repository names it "
            "<shop/models/x>"
        )
    ] == drift(files, full=True)


def test_a_model_that_nobody_names(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest("gpt-4o", "o3"), "docs/app.models": "gpt-4o\n"}
    assert [
        (
            "ai-manifest.yaml:7:21 unused-model: model `m2` is declared, and no file of the "
            "repository names it "
            "<shop/models/m2>"
        )
    ] == drift(files, rule=UNUSED, full=True)


def test_what_cannot_be_resolved_may_be_a_model_that_nobody_names(drift: Drift) -> None:
    used = "$(X)\n$(Y) host=mistral\n"
    files = {"ai-manifest.yaml": manifest("gpt-4o"), "app.models": used, "tests/a.models": "$(T)\nbroken\n"}
    assert [
        (
            "ai-manifest.yaml:6:21 unused-model (unknown): cannot tell whether a file of the "
            "repository names "
            "model `m1` [`$(X)`: it is a variable, at app.models:1:1]"
        )
    ] == drift(files, rule=UNUSED)


def test_a_model_is_looked_for_in_the_whole_repository(drift: Drift) -> None:
    files = {".git/HEAD": "", "a/ai-manifest.yaml": manifest("gpt-4o"), "b/app.models": "gpt-4o\n"}
    assert [] == drift(files, "a")


def test_many_doubts_are_cut_off(drift: Drift) -> None:
    files = {"ai-manifest.yaml": manifest("gpt-4o"), "app.models": "".join(f"$(X{at})\n" for at in range(8))}
    (found,) = drift(files, rule=UNUSED)
    assert "[and more: 3 other places]" in found
    assert 6 == found.count("[")


def test_a_repository_that_uses_models_and_has_no_manifest(drift: Drift) -> None:
    files = {"src/app.models": "gpt-4o\n", "requirements.models": "uses openai\n"}
    assert [
        (
            "requirements.models:1:1 ai-use-without-manifest: the repository uses AI models and has "
            "no manifest: "
            "`openai` is a dependency here <> (`gpt-4o` is named here: src/app.models:1:1)"
        )
    ] == drift(files, full=True)


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (10, "`o3` is named here: app.models:10:1"),
        (11, "`o3` is named here; 1 more place is not shown: app.models:10:1"),
        (30, "`o3` is named here; 20 more places are not shown: app.models:10:1"),
    ],
)
def test_of_many_uses_some_are_shown_and_the_others_counted(drift: Drift, lines: int, last: str) -> None:
    (found,) = drift({"app.models": "o3\n" * lines}, full=True)
    assert 9 == found.count(" (`o3` is named here")
    assert found.endswith(f" ({last})")


def test_of_many_places_of_an_undeclared_model_some_are_shown(drift: Drift) -> None:
    (found,) = drift({"ai-manifest.yaml": manifest(), "app.models": "o3\n" * 12}, rule=UNDECLARED, full=True)
    assert found.endswith("named here too; 2 more places are not shown: app.models:10:1)")


def test_a_hint_that_models_are_used_only_warns(drift: Drift) -> None:
    assert [
        (
            "app.models:1:1 ai-use-without-manifest (warns): the repository uses AI models and has "
            "no manifest: "
            "`gpt-4o` is named here"
        )
    ] == drift({"app.models": "gpt-4o grade=hint\n"})


def test_tests_alone_need_no_manifest(drift: Drift) -> None:
    assert [] == drift({"tests/app.models": "gpt-4o\nuses openai\nbroken\n"})


def test_without_a_manifest_what_cannot_be_read_is_unknown(drift: Drift) -> None:
    assert [
        (
            "app.models:1:1 ai-use-without-manifest (unknown): cannot tell whether the repository "
            "uses AI models "
            "[`app.models`: what it names is not known: its syntax is not understood from line 1 on]"
        )
    ] == drift({"app.models": "broken\n"})


def test_each_repository_of_a_run_is_judged_by_itself(drift: Drift) -> None:
    files = {
        "one/.git/HEAD": "",
        "one/ai-manifest.yaml": manifest("gpt-4o"),
        "one/app.models": "gpt-4o\n",
        "two/.git/HEAD": "",
        "two/app.models": "gpt-4o\n",
        "three/.git/HEAD": "",
        "three/ai-manifest.yaml": manifest(head=HEAD.replace("shop", "three")),
        "three/app.models": "gpt-4o\n",
    }
    assert [
        (
            "three/app.models:1:1 undeclared-model: `gpt-4o` is used here, and no manifest of the repository "
            "declares it <three/files/app.models/gpt-4o>"
        ),
        (
            "two/app.models:1:1 ai-use-without-manifest: the repository uses AI models and has no manifest: "
            "`gpt-4o` is named here <two>"
        ),
    ] == drift(files, "one", "two", "three", full=True)


def test_without_a_detector_the_run_is_wrong(tree: Callable[[Mapping[str, str]], Path]) -> None:
    request = Request(
        (tree({"ai-manifest.yaml": manifest("gpt-4o")}),),
        date(2026, 11, 23),
        contributions(built_in(builtin)),
        packs=("drift",),
    )
    with pytest.raises(PluginError, match="no plugin that detects models is installed") as error:
        run(request)
    assert "Install ours, from a clone of Holdfast: pip install ./plugins/detect" == error.value.hint


def test_a_run_without_the_pack_asks_no_detector(tree: Callable[[Mapping[str, str]], Path]) -> None:
    def detectors() -> Sequence[Detector]:
        raise AssertionError

    installed = contributions(built_in(builtin))._replace(detectors=detectors)
    root = tree({"ai-manifest.yaml": manifest("gpt-4o"), "app.models": "o3\n"})
    report = run(Request((root,), date(2026, 11, 23), installed, packs=("inventory",)))
    assert {"inventory", "manifest"} == {rule.pack for rule in report.rules}


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"app.models": "gpt-4o\n"}, 1),
        ({"app.models": "gpt-4o grade=hint\n"}, 0),
        ({"README.md": ""}, 0),
        ({}, 3),
    ],
    ids=["a repository that uses AI", "a hint of it", "one that does not", "an empty folder"],
)
def test_the_exit_code_without_a_manifest(checked: Checked, files: Mapping[str, str], code: int) -> None:
    assert code == checked(files).exit_code


def test_what_is_known_can_be_waived_and_the_rest_is_not(checked: Checked) -> None:
    waiver = (
        "apiVersion: holdfast/v1\nkind: Waivers\nwaivers:\n"
        "  - {rule: drift/undeclared-model, subject: shop/files/app.models/o3, reason: r, owner: group:a, "
        "approver: user:b, expires: '2026-12-31'}\n"
    )
    files = {"ai-manifest.yaml": manifest("gpt-4o"), ".holdfast-waivers.yaml": waiver}
    found = checked({**files, "app.models": "gpt-4o\n\no3\no1\n"}, no_config=False).findings
    assert [("shop/files/app.models/o3", True), ("shop/files/app.models/o1", False)] == [
        (each.subject, each.suppression is not None) for each in found
    ]


def test_a_fingerprint_holds_no_line_and_no_label(checked: Checked) -> None:
    files = {".git/HEAD": "", "ai-manifest.yaml": manifest("gpt-4o"), "app.models": "gpt-4o\no3\n"}
    (before,) = checked(files).findings
    (after,) = checked({**files, "app.models": "\n\ngpt-4o\n\no3 grade=inferred\n"}).findings
    (beside,) = checked(
        {"b/.git/HEAD": "", **{f"a/{path}": text for path, text in files.items()}}, "a", "b"
    ).findings
    assert {before.fingerprint} == {after.fingerprint, beside.fingerprint}


def test_of_a_model_that_is_still_to_be_said_nobody_can_tell(drift: Drift) -> None:
    assert [
        (
            "ai-manifest.yaml:6:21 unused-model (unknown): cannot tell whether a file of the repository "
            "names model `m1` [model `m1`: the manifest does not say which model it is]"
        )
    ] == drift({"ai-manifest.yaml": manifest("TODO")}, rule=UNUSED)
