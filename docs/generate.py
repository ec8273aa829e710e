"""Writes what in the pages follows from schemas, packs and code: `python docs/generate.py [--check]`.

A part stands between `<!-- generated: NAME -->` and `<!-- end of generated -->`; NAME is a key of PARTS.
What is around it is written by hand. With `--check` nothing is written, and a page that is out of date
makes the exit code 1.
"""  # noqa: INP001  # a script beside the pages, no package

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tables import fields, shown, table, values

from holdfast.builtin import packs_folder
from holdfast.cel import conversions, dates, encoders, lists, macros, maths, optionals, regex, sets, text
from holdfast.cli.commands import COMMANDS
from holdfast.evaluate.drift_rules import CHECKS
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.evaluate.subjects import COMMON_NAMES, NAMES
from holdfast.facts import model_facts
from holdfast.kit.examples import examples_of
from holdfast.kit.lints import LINTS
from holdfast.kit.markdown import anchor, link
from holdfast.kit.pages import LOOKS_AT, Described, pack_page
from holdfast.kit.pages import page as page_of_rules
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.rules import (
    BASELINE_RULES,
    BUILT_IN_RULES,
    EXCEPTIONS,
    LOCK_RULES,
    PACK,
    RULES,
    WAIVER_RULES,
)
from holdfast.load.schema import named_schema
from holdfast.load.yaml import read_document
from holdfast.model.fact import FACT_NAMES, Fact, Gap
from holdfast.model.function import Function
from holdfast.model.policy import POLICY_SCOPES, Pack, Rule
from holdfast.model.settings import DEFAULT_PACKS

ROOT = Path(__file__).resolve().parents[1]
REPORT_SCHEMA = ROOT / "src/holdfast/output/schemas/report-v1.schema.json"
SETTINGS_SCHEMA = ROOT / "src/holdfast/output/schemas/settings-v1.schema.json"
EXCEPTION_RULES = (*WAIVER_RULES, *BASELINE_RULES, *LOCK_RULES)
ON_BY_DEFAULT = [pack.name for pack in DEFAULT_PACKS]
RULE_PAGES = ROOT / "docs/rules"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_MARKED = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)


def page(text: str) -> str:
    """Return the text of a page with each generated part as it should be."""
    return _MARKED.sub(lambda match: f"{match[1]}\n{PARTS[match['name']]().strip()}\n\n{match[3]}", text)


def main(arguments: list[str]) -> int:
    """Write every page, or with `--check` name those that are out of date."""
    wanted = {path: page(path.read_text("utf-8")) for path in PAGES} | rule_pages()
    superfluous = [path for path in RULE_PAGES.glob("*.md") if path not in wanted]
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in [*stale, *superfluous]:
        if "--check" in arguments:
            sys.stderr.write(f"{path.relative_to(ROOT)} is out of date: run python docs/generate.py\n")
        elif path in superfluous:
            path.unlink()
        else:
            path.write_text(wanted[path], "utf-8")
    return 1 if (stale or superfluous) and "--check" in arguments else 0


# Rules


def default_rules() -> str:
    """Return a table of what is checked without configuration."""
    packs = [pack for pack in _packs() if pack.id in ON_BY_DEFAULT]
    rules = [*(rule for pack in packs for rule in _rules_of(pack)), *BUILT_IN_RULES]
    order = {name: at for at, name in enumerate((*ON_BY_DEFAULT, PACK.id, EXCEPTIONS.id))}
    rules.sort(key=lambda rule: (order[rule.pack], rule.id))
    rows = [(f"[`{rule.id}`](docs/{_page_of(rule)})", rule.severity, rule.title) for rule in rules]
    return table(("rule", "severity", "what must hold"), rows)


def more_packs() -> str:
    """Return a table of the packs that a configuration has to name."""
    rows = [
        (f"[`{pack.id}`](docs/rules/{pack.id}.md)", pack.title)
        for pack in _packs()
        if pack.id not in ON_BY_DEFAULT
    ]
    return table(("pack", "is about"), rows)


def rules() -> str:
    """Return a table of the packs, each with its page."""
    rows = [
        (f"[`{pack.id}`](rules/{pack.id}.md)", pack.title, str(len(_rules_of(pack)))) for pack in _packs()
    ]
    rows.append((f"[`{PACK.id}`](rules/{PACK.id}.md)", "What reading manifests finds", str(len(RULES))))
    exceptions = str(len(EXCEPTION_RULES))
    what = "Waivers, the baseline, and what an organisation locks"
    rows.append((f"[`{EXCEPTIONS.id}`](rules/{EXCEPTIONS.id}.md)", what, exceptions))
    return table(("pack", "is about", "rules"), rows)


def rule_pages() -> Mapping[Path, str]:
    """Return the page of each pack by its path, as `holdfast policy docs` writes it."""
    catalogue = load_catalogue([ROOT / "src/holdfast/facts/data"])
    pages = {
        RULE_PAGES / f"{pack.id}.md": pack_page(
            pack,
            examples_of(packs_folder() / pack.id, pack, FUNCTIONS, catalogue),
            [check.rule for check in CHECKS],
        )
        for pack in _packs()
    }
    about = (
        "What the reader, the schema and the references find. Always on: neither `--select` nor "
        "`--ignore`, nor their like in a configuration, leaves it out, and its enforcement is `deny`."
    )
    pages[RULE_PAGES / f"{PACK.id}.md"] = page_of_rules(PACK.id, about, map(Described, RULES))
    about = (
        "What is wrong with [waivers and the baseline](../exceptions.md), and with settings that loosen what "
        "an [organisation](../configuration.md#an-organisations-configuration) locks. It takes part where "
        "there is one of these, and cannot be left out or weakened either."
    )
    pages[RULE_PAGES / f"{EXCEPTIONS.id}.md"] = page_of_rules(
        EXCEPTIONS.id, about, map(Described, EXCEPTION_RULES)
    )
    return pages


def _page_of(rule: Rule) -> str:
    return f"rules/{rule.pack}.md#{anchor(rule.id)}"


def _packs() -> list[Pack]:
    return [load_pack(path.parent) for path in sorted(packs_folder().glob("*/pack.yaml"))]


def _rules_of(pack: Pack) -> list[Rule]:
    checks = (check.rule for check in CHECKS if check.rule.pack == pack.id)
    return [*(policy.rule for policy in pack.policies), *checks]


# Frameworks

FRAMEWORKS = {
    "eu-ai-act": "EU AI Act, Regulation (EU) 2024/1689",
    "eu-omnibus-ai": "Digital omnibus on AI, Regulation (EU) 2026/1744",
    "dora": "DORA, Regulation (EU) 2022/2554",
    "dora-its-2024-2956": "DORA, register of information, Implementing Regulation (EU) 2024/2956",
    "dora-rts-2025-532": "DORA, subcontracting, Delegated Regulation (EU) 2025/532",
    "gdpr": "GDPR, Regulation (EU) 2016/679",
    "eu-us-dpf-2023-1795": "EU-US Data Privacy Framework, Implementing Decision (EU) 2023/1795",
    "eu-scc-2021-914": "Standard contractual clauses, Implementing Decision (EU) 2021/914",
    "edpb": "Guidelines of the European Data Protection Board",
    "sgb-v": "German Social Code, Book V, by section",
    "bsi-c5": "Cloud Computing Compliance Criteria Catalogue of the German BSI",
    "iso-42001": "ISO/IEC 42001:2023, Annex A",
    "nist-ai-rmf": "NIST AI Risk Management Framework 1.0, NIST AI 100-1",
}
"""What people call a framework, by its id in `references`; the order of the page."""


def frameworks() -> str:
    """Return a section for each framework, with a table of its controls and the rules that serve them."""
    found: dict[str, dict[str, list[Rule]]] = {}
    urls: dict[tuple[str, str], str] = {}
    for rule in sorted(
        [*(rule for pack in _packs() for rule in _rules_of(pack)), *BUILT_IN_RULES], key=lambda r: r.id
    ):
        for reference in rule.references:
            found.setdefault(reference.framework, {}).setdefault(reference.control, []).append(rule)
            if reference.url:
                urls[reference.framework, reference.control] = reference.url
    known = [*FRAMEWORKS, *sorted(found.keys() - FRAMEWORKS.keys())]
    blocks = []
    for framework in (name for name in known if name in found):
        controls = found[framework]
        rows = [
            (
                link(control, urls.get((framework, control), "")),
                ", ".join(f"[`{rule.id}`]({_page_of(rule)})" for rule in controls[control]),
            )
            for control in sorted(controls, key=_natural)
        ]
        blocks += [f"## {framework}", FRAMEWORKS.get(framework, ""), table(("control", "rules"), rows)]
    return "\n\n".join(block for block in blocks if block)


def _natural(control: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts art-5 before art-28."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in control.split("-"))


# The language of policies


def names() -> str:
    """Return a table of what CEL sees by scope."""
    rows = [
        (f"`{scope}`", LOOKS_AT[scope], " ".join(f"`{name}`" for name in NAMES[scope]) or "nothing more")
        for scope in POLICY_SCOPES
    ]
    everywhere = " ".join(f"`{name}`" for name in COMMON_NAMES)
    return f"Everywhere: {everywhere}. And by scope:\n\n" + table(("scope", "looks at", "CEL sees"), rows)


def functions() -> str:
    """Return a table of the functions that Holdfast adds."""
    return table(("function", "returns"), [(f"`{_signature(item)}`", item.summary) for item in FUNCTIONS])


LIBRARIES = {
    "strings": (*text.LIBRARY, *regex.LIBRARY),
    "lists": lists.LIBRARY,
    "sets": sets.LIBRARY,
    "math": maths.LIBRARY,
    "dates and times": dates.LIBRARY,
    "conversions": conversions.LIBRARY,
    "optionals": optionals.LIBRARY,
    "encoders": encoders.LIBRARY,
}


def language() -> str:
    """Return a table of the macros and functions that the language has, by library."""
    rows = [("macros", sorted(macros.NAMES))]
    rows += [(title, sorted({item.name for item in library})) for title, library in LIBRARIES.items()]
    return table(
        ("library", "names"), [(title, " ".join(f"`{name}`" for name in names)) for title, names in rows]
    )


def _signature(function: Function) -> str:
    required = len(function.parameters) - function.optional
    shown = [f"{kind}?" if at >= required else kind for at, kind in enumerate(function.parameters)]
    return f"{function.name}({', '.join(shown)}) -> {function.result}"


# Facts


def facts() -> str:
    """Return a table of the facts, in their order."""
    schema = named_schema("manifest")
    known = schema["$defs"]["facts"]["properties"]
    rows = [
        (f"`{name}`", values(known[name], schema["$defs"]), known[name]["description"]) for name in FACT_NAMES
    ]
    return table(("fact", "value", "meaning"), rows)


def country_groups() -> str:
    """Return a table of the groups of countries that policies may name."""
    path = ROOT / "src/holdfast/facts/data/country-groups.yaml"
    data = read_document(path.read_bytes(), path.name).data
    rows = [
        (f"`{group['id']}`", group["title"], ", ".join(f"`{each}`" for each in group.get("includes", ())))
        for group in data["groups"]
    ]
    return table(("group", "is", "includes"), rows)


SPELLINGS = (
    "gpt-5.5",
    "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "mistralai/Mistral-Large-3-675B-Instruct-2512",
    "mistral/zai-glm-5-2",
    "ollama/llama3.3:70b",
    "nvidia/Llama-3.1-Nemotron-70B-Instruct",
    "deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
    "azure/our-deployment",
)
_SPELLING_FACTS = ("family", "lineage", "vendor", "origin", "baseOrigin", "openWeights")


def spellings() -> str:
    """Return a table of what model ids as written resolve to, on a fixed day."""
    catalogue = load_catalogue([ROOT / "src/holdfast/facts/data"])
    rows = []
    for written in SPELLINGS:
        known = model_facts(catalogue, {"model": written}, None, date(2026, 11, 23))
        rows.append((f"`{written}`", *(_known(known[name]) for name in _SPELLING_FACTS)))
    return table(("as written", *(f"`{name}`" for name in _SPELLING_FACTS)), rows)


def _known(fact: Fact | Gap) -> str:
    return "unknown" if isinstance(fact, Gap) else f"`{shown(fact.value)}`"


# Commands


def commands() -> str:
    """Return a table of the commands."""
    rows = [(f"`holdfast {name}`", about.removesuffix(".")) for name, (_, about) in COMMANDS.items()]
    return table(("command", "does"), rows)


# Lints


def lints() -> str:
    """Return a table of what `holdfast policy lint` finds."""
    return table(
        ("lint", "finds", "what to do"), [(f"`{each.id}`", each.finds, each.remedy) for each in LINTS]
    )


# The GitHub Action


def action_inputs() -> str:
    """Return a table of the inputs of the Action."""
    rows = [
        (f"`{name}`", f"`{item['default']}`" if item["default"] else "", item["description"])
        for name, item in _action()["inputs"].items()
    ]
    return table(("input", "default", "meaning"), rows)


def action_outputs() -> str:
    """Return a table of the outputs of the Action."""
    rows = [(f"`{name}`", item["description"]) for name, item in _action()["outputs"].items()]
    return table(("output", "meaning"), rows)


def _action() -> Mapping[str, Any]:
    action: Mapping[str, Any] = read_document((ROOT / "action.yml").read_bytes(), "action.yml").data
    return action


PARTS: Mapping[str, Callable[[], str]] = {
    "manifest-fields": lambda: fields(named_schema("manifest")),
    "configuration-fields": lambda: fields(named_schema("configuration")),
    "organisation-fields": lambda: fields(named_schema("organisation-configuration")),
    "settings-fields": lambda: fields(json.loads(SETTINGS_SCHEMA.read_text("utf-8")), 4),
    "waiver-fields": lambda: fields(named_schema("waivers")),
    "baseline-fields": lambda: fields(named_schema("baseline")),
    "policy-fields": lambda: fields(named_schema("policy")),
    "pack-fields": lambda: fields(named_schema("pack")),
    "cases-fields": lambda: fields(named_schema("cases")),
    "report-fields": lambda: fields(json.loads(REPORT_SCHEMA.read_text("utf-8")), 4),
    "spellings": spellings,
    "default-rules": default_rules,
    "more-packs": more_packs,
    "rules": rules,
    "frameworks": frameworks,
    "commands": commands,
    "lints": lints,
    "names": names,
    "language": language,
    "functions": functions,
    "facts": facts,
    "country-groups": country_groups,
    "action-inputs": action_inputs,
    "action-outputs": action_outputs,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
