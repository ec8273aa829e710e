"""README.md and docs/: what there is to document is documented, and every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import holdfast as package
from holdfast import builtin, errors
from holdfast.cel import parse
from holdfast.cli.commands import COMMANDS
from holdfast.detect.search import MAX_ID, MAX_REFERENCES
from holdfast.evaluate.engine import BASE_STEPS, STEPS_PER_ENTRY
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.hooks.contributions import HOOKS
from holdfast.load import config, other_json, other_toml, other_yaml
from holdfast.load.baseline import MAX_BASELINE_BYTES
from holdfast.load.discovery import _MAX_ENTRIES
from holdfast.load.git_fetch import MAX_FETCHED, TIMEOUT_SECONDS
from holdfast.load.git_objects import MAX_FILES, MAX_FOLDERS, MAX_TOTAL
from holdfast.load.lock import MAX_LOCK_BYTES
from holdfast.load.packs import load_pack
from holdfast.load.rules import BUILT_IN_RULES
from holdfast.load.schema import MAX_PROBLEMS, named_schema
from holdfast.load.sources import MAX_SOURCE_BYTES
from holdfast.load.tables import MAX_DEPTH, MAX_NODES
from holdfast.load.yaml import MAX_BYTES
from holdfast.model import report
from holdfast.model.finding import Outcome
from holdfast.model.node_path import MAX_SEGMENTS
from holdfast.model.policy import POLICY_SCOPES, Enforcement, Severity
from holdfast.model.settings import DEFAULT_PACKS
from holdfast.output import github, gitlab, junit, markdown, sarif
from holdfast.output.sarif_log import MAX_RESULTS

from .pages import BLOCKS, FENCED, PAGES, ROOT, prose

RULE_PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "docs/rules").glob("*.md")
}
README, DOCS = PAGES["README.md"], "\n".join(PAGES.values())


def test_every_function_of_ours_is_shown_with_a_value() -> None:
    shown = "\n".join(block.text for block in BLOCKS if block.language == "cel")
    assert [] == [function.name for function in FUNCTIONS if f"{function.name}(" not in shown]


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import generate

    return generate


def test_generated_parts_are_up_to_date(generator: Any) -> None:
    assert [] == [page for page, text in PAGES.items() if text != generator.page(text)], (
        "run python docs/generate.py"
    )
    assert sorted(generator.PARTS) == sorted(re.findall(r"^<!-- generated: (.*) -->$", DOCS, re.MULTILINE))
    assert len(generator.PARTS) == DOCS.count("\n<!-- end of generated -->")


def test_the_pages_of_rules_are_up_to_date(generator: Any) -> None:
    wanted = {path.relative_to(ROOT).as_posix(): text for path, text in generator.rule_pages().items()}
    stale = [page for page in wanted.keys() | RULE_PAGES.keys() if wanted.get(page) != RULE_PAGES.get(page)]
    assert [] == sorted(stale), "run python docs/generate.py"


def test_every_command_and_option_is_described() -> None:
    text = prose("docs/commands.md")
    assert [f"holdfast {name}" for name in COMMANDS] == sorted(
        re.findall(r"^## (holdfast .*)", text, re.MULTILINE)
    )
    options = {"--version"}
    for name, (home, _) in COMMANDS.items():
        options |= set(re.findall(r"^  (?:-\w, )?(-[-\w]+)", _help(name, home), re.MULTILINE))
    assert [] == sorted(
        option for option in options if not re.search(rf"`[^`]*(?<!\S)?{option}\b[^`]*`", text)
    )


def _help(name: str, home: str) -> str:
    shown = import_module(home).build_parser(f"holdfast {name}").format_help()
    assert isinstance(shown, str)
    return shown


def test_every_rule_is_described() -> None:
    checks = [check.rule.id for check in builtin.checks()]
    shipped = [rule.id for path in builtin.policy_packs() for rule in _rules(path)] + [
        *checks,
        *(rule.id for rule in BUILT_IN_RULES),
    ]
    described = [
        rule for text in RULE_PAGES.values() for rule in re.findall(r"^## (\S+/\S+)$", text, re.MULTILINE)
    ]
    assert sorted(shipped) == sorted(described)
    linked = re.findall(r"\]\((rules/[a-z-]+\.md)\)", PAGES["docs/rules.md"])
    assert sorted(RULE_PAGES) == sorted(f"docs/{page}" for page in linked)


def test_what_is_checked_by_default_is_in_the_readme_and_what_else_ships() -> None:
    packs = {path.name: path for path in builtin.policy_packs()}
    named = [pack.name for pack in DEFAULT_PACKS]
    default = [rule.id for name in named for rule in _rules(packs[name])] + [
        rule.id for rule in BUILT_IN_RULES
    ]
    rows = re.findall(r"^\| \[`([^`]+)`\]", README, re.MULTILINE)
    assert sorted(default) == sorted(row for row in rows if "/" in row)
    assert sorted(packs.keys() - set(named)) == [row for row in rows if "/" not in row]


def test_every_reference_is_on_the_page_of_frameworks() -> None:
    page = PAGES["docs/frameworks.md"]
    rules = [rule for path in builtin.policy_packs() for rule in _rules(path)] + [*BUILT_IN_RULES]
    missing = [
        (rule.id, reference.control)
        for rule in rules
        for reference in rule.references
        if not re.search(rf"^\| \[?{reference.control}\b.*`{rule.id}`", page, re.MULTILINE)
    ]
    assert [] == missing
    frameworks = {reference.framework for rule in rules for reference in rule.references}
    assert sorted(frameworks) == sorted(re.findall(r"^## (.+)$", page, re.MULTILINE))


def _rules(pack: Path) -> list[Any]:
    return [policy.rule for policy in load_pack(pack).policies]


@pytest.mark.parametrize("page", ["README.md", "docs/output.md"])
def test_every_exit_code_and_format_is_described(page: str) -> None:
    codes = [value for name, value in vars(report).items() if name.startswith("EXIT_")]
    assert sorted(codes) == sorted(map(int, re.findall(r"^\| (\d+) \|", PAGES[page], re.MULTILINE)))
    for output_format in builtin.output_formats():
        assert re.search(rf"^\| \[?`{output_format.name}`", PAGES[page], re.MULTILINE)


def test_every_error_is_described() -> None:
    kinds = [value.__name__ for value in vars(errors).values()
             if isinstance(value, type) and issubclass(value, errors.UserError)]  # fmt: skip
    assert [] == [kind for kind in kinds if f"`{kind}`" not in PAGES["docs/output.md"]]


def test_every_hook_and_public_name_is_described() -> None:
    page = PAGES["docs/plugins.md"]
    assert set(HOOKS) == set(re.findall(r"^## ([a-z_]+)$", page, re.MULTILINE))
    assert [] == [name for name in package.__all__ if not name.startswith("__") and f"`{name}`" not in page]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("docs/output.md", Outcome),
        ("docs/configuration.md", Severity),
        ("docs/configuration.md", Enforcement),
        ("docs/policies.md", POLICY_SCOPES),
        ("docs/commands.md", ("NO_COLOR", "FORCE_COLOR")),
    ],
    ids=["outcomes", "severities", "enforcements", "scopes", "environment"],
)
def test_every_word_is_described(page: str, words: Any) -> None:
    assert [] == [str(word) for word in words if f"`{word}`" not in prose(page)]


def bounds_of(section: str) -> list[str]:
    """Return the numbers in the table of a section of the page on security."""
    (text,) = re.findall(
        rf"^## {section}$(.*?)(?=^## |\Z)", PAGES["docs/security.md"], re.MULTILINE | re.DOTALL
    )
    rows = re.findall(r"^\| [^|]+ \| (\d[^|]*) \|$", text, re.MULTILINE)
    return [number for row in rows for number in re.findall(r"[\d,]*\d", row)]


def test_bounds_of_a_search_are_as_the_page_says() -> None:
    own = named_schema("configuration")["properties"]["detectors"]
    fields = own["items"]["properties"]
    bounds = (
        *(MAX_SOURCE_BYTES // 1024**2, other_yaml.MAX_NODES, other_json.MAX_NODES, other_yaml.MAX_DEPTH),
        *(MAX_REFERENCES, MAX_ID, _MAX_ENTRIES),
        *(own["maxItems"], fields["files"]["maxItems"], fields["files"]["maxLength"]),
        *(fields["model"]["maxLength"], MAX_SEGMENTS),
    )
    assert [f"{bound:,}" for bound in bounds] == bounds_of("What is searched for models")
    assert other_toml.MAX_NODES == other_yaml.MAX_NODES
    assert other_toml.MAX_DEPTH == other_json.MAX_DEPTH == other_yaml.MAX_DEPTH


def test_bounds_are_as_the_page_says() -> None:
    bounds = (
        *(MAX_BYTES // 1024**2, MAX_BASELINE_BYTES // 1024**2),
        *(MAX_FETCHED // 1024**2, TIMEOUT_SECONDS, MAX_FILES, MAX_FOLDERS, MAX_TOTAL // 1024**2),
        *(MAX_NODES, MAX_DEPTH, MAX_PROBLEMS, _MAX_ENTRIES, config.MAX_DEPTH, config.MAX_FILES),
        *(parse.MAX_SOURCE, parse.MAX_BRACKETS, parse.MAX_DEPTH),
        *(BASE_STEPS, STEPS_PER_ENTRY, MAX_RESULTS, sarif.MAX_BYTES // 1_000_000),
        *(github.MOST_OF_A_KIND, markdown.MAX_BYTES, junit.MOST),
    )
    assert [f"{bound:,}" for bound in bounds] == bounds_of("Bounds")
    assert MAX_LOCK_BYTES == MAX_BASELINE_BYTES
    assert junit.MOST == gitlab.MOST


def test_every_room_has_its_row_in_the_readme() -> None:
    named = set(re.findall(r"`((?:src/holdfast|policies|examples|docs)/[^`]*)`", README))
    rooms = {f"src/holdfast/{path.parent.name}/" for path in (ROOT / "src/holdfast").glob("*/__init__.py")}
    assert set() == {room for room in rooms if not any(name.startswith(room) for name in named)}
    assert set() == {name for name in named if not (ROOT / name).exists()}


def _slugs(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    found: Counter[str] = Counter()
    slugs = set()
    for heading in re.findall(r"^#{1,6} (.+)$", FENCED.sub("", text), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        slugs.add(f"{slug}-{found[slug]}" if found[slug] else slug)
        found[slug] += 1
    return slugs


WRITTEN = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md", "plugins/**/*.md")
    for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize("page", WRITTEN)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", FENCED.sub("", text)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), target
        assert not anchor or anchor in _slugs(file.read_text("utf-8")), target


KNOWN_SITES = (
    "https://cel.dev",
    "https://git.example.com/",  # stands for a host of the reader's
    "https://github.com/<OWNER>/",  # stands for the reader's copy
    *("https://eur-lex.europa.eu/eli/", "https://www.iso.org/standard/", "https://doi.org/10.6028/NIST."),
    *("https://www.bsi.bund.de/EN/", "https://www.edpb.europa.eu/", "https://www.gesetze-im-internet.de/"),
)
"""What pages may lead to: the language, our schemas, and the official texts that rules refer to."""


def test_no_page_names_a_place_of_one_machine_or_of_nobody() -> None:
    assert [] == re.findall(r"(?:^|[\s`(\"'])(?:/(?:work|home|tmp|root|Users)/|[A-Z]:\\)\S*", DOCS)
    assert [] == [url for url in re.findall(r"https?://[^\s`)\"|]+", DOCS)
                  if not url.startswith(KNOWN_SITES)]  # fmt: skip
