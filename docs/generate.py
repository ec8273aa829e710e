"""Writes what in the pages follows from schemas, packs and code: `python docs/generate.py [--check]`.

A part stands between `<!-- generated: NAME -->` and `<!-- end of generated -->`; NAME is a key of PARTS.
What is around it is written by hand. With `--check` nothing is written, and a page that is out of date
makes the exit code 1.
"""  # noqa: INP001  # a script beside the pages, no package

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from holdfast.builtin import packs_folder
from holdfast.cel.interpreter import MACROS
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.evaluate.records import resolve
from holdfast.evaluate.subjects import COMMON_NAMES, NAMES
from holdfast.facts import model_facts
from holdfast.load.catalogue import load_catalogue
from holdfast.load.packs import load_pack
from holdfast.load.rules import PACK, RULES
from holdfast.load.schema import named_schema
from holdfast.load.yaml import read_document
from holdfast.model.fact import FACT_NAMES, Fact, Gap
from holdfast.model.function import Function
from holdfast.model.policy import Pack, Policy, Reference, Rule, Scope
from holdfast.model.settings import DEFAULT_PACKS

ROOT = Path(__file__).resolve().parents[1]
REPORT_SCHEMA = ROOT / "src/holdfast/output/schemas/report-v1.schema.json"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

Schema = Mapping[str, Any]
_MARKED = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)

_WORDS = {"id": "id", "date": "date", "country": "country", "person": "owner", "name": "name"}
"""Definitions that are said by a word of their own; the manifest page explains each."""


def page(text: str) -> str:
    """Return the text of a page with each generated part as it should be."""
    return _MARKED.sub(lambda match: f"{match[1]}\n{PARTS[match['name']]().strip()}\n\n{match[3]}", text)


def main(arguments: list[str]) -> int:
    """Write every page, or with `--check` name those that are out of date."""
    stale = [path for path in PAGES if path.read_text("utf-8") != page(path.read_text("utf-8"))]
    for path in stale:
        if "--check" in arguments:
            sys.stderr.write(f"{path.relative_to(ROOT)} is out of date: run python docs/generate.py\n")
        else:
            path.write_text(page(path.read_text("utf-8")), "utf-8")
    return 1 if stale and "--check" in arguments else 0


# Fields of a schema


def fields(schema: Schema, level: int = 3) -> str:
    """Return a table for each object of `schema`, with a heading for each but the first."""
    definitions = schema.get("$defs", {})
    blocks = []
    for path, node in _objects(schema, definitions, ""):
        blocks += [f"{'#' * level} `{path}`", _text(node.get("description", ""))] if path else []
        blocks.append(_fields_table(node, definitions))
    return "\n\n".join(block for block in blocks if block)


def _objects(schema: Schema, definitions: Mapping[str, Schema], path: str) -> Iterator[tuple[str, Schema]]:
    """Yield each object with its path, an object before those in it."""
    node = resolve(schema, definitions)
    if "properties" in node:
        yield path, node
        for key, inner in node["properties"].items():
            yield from _objects(inner, definitions, f"{path}.{key}" if path else key)
    elif isinstance(node.get("items"), Mapping):
        yield from _objects(node["items"], definitions, f"{path}[]")
    elif isinstance(node.get("additionalProperties"), Mapping):
        yield from _objects(node["additionalProperties"], definitions, f"{path}.<name>")
    else:
        for branch in node.get("anyOf", ()):
            yield from _objects(branch, definitions, path)


def _fields_table(node: Schema, definitions: Mapping[str, Schema]) -> str:
    required = node.get("required", ())
    rows = [
        (
            f"`{key}`{' (required)' if key in required else ''}",
            _values(inner, definitions),
            _default(resolve(inner, definitions)),
            resolve(inner, definitions).get("description", ""),
        )
        for key, inner in node["properties"].items()
    ]
    if any(row[2] for row in rows):
        return _table(("field", "value", "default", "meaning"), rows)
    return _table(("field", "value", "meaning"), [(row[0], row[1], row[3]) for row in rows])


def _values(schema: Schema, definitions: Mapping[str, Schema]) -> str:
    """Return in a few words what a value may be."""
    reference = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    node = resolve(schema, definitions)
    if "const" in node:
        return f"`{_json(node['const'])}`"
    if "enum" in node:
        return ", ".join(f"`{_json(value)}`" for value in node["enum"])
    if reference in _WORDS:
        return _WORDS[reference]
    if "properties" in node:
        return "mapping, see below"
    if "items" in node:
        return f"list of {_several(_values(node['items'], definitions))}"
    if "additionalProperties" in node:
        inner = node["additionalProperties"]
        return "mapping of " + (
            _several(_values(inner, definitions)) if isinstance(inner, Mapping) else "values"
        )
    if "anyOf" in node:
        return " or ".join(_values(branch, definitions) for branch in node["anyOf"])
    return _scalar(node)


def _scalar(node: Schema) -> str:
    kinds = node.get("type", "any")
    words = {
        "string": "text",
        "null": "null",
        "boolean": "`true` or `false`",
        "any": "any value",
        "object": "mapping",
    }
    if node.get("format") == "date":
        words = {**words, "string": "date"}
    said = " or ".join(words.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))
    bounds = [
        f"{word} {node[key]}"
        for key, word in (("minimum", "at least"), ("maximum", "at most"))
        if key in node
    ]
    return ", ".join([said, *bounds])


def _several(word: str) -> str:
    if word == "mapping, see below":
        return "mappings, see below"
    plurals = {"text": "text", "id": "ids", "date": "dates", "country": "countries", "mapping": "mappings"}
    return plurals.get(word, word)


def _default(node: Schema) -> str:
    return f"`{json.dumps(node['default'])}`" if "default" in node else ""


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


# Rules


def default_rules() -> str:
    """Return a table of what is checked without configuration."""
    rules = [*(rule for pack in _packs() for rule in _rules_of(pack)), *RULES]
    order = {name: at for at, name in enumerate((*DEFAULT_PACKS, PACK.id))}
    rules.sort(key=lambda rule: (order[rule.pack], rule.id))
    rows = [(f"[`{rule.id}`](docs/rules.md#{_slug(rule.id)})", rule.severity, rule.title) for rule in rules]
    return _table(("rule", "severity", "what must hold"), rows)


def rules() -> str:
    """Return a section for each pack, with one for each of its rules."""
    blocks = []
    for pack in _packs():
        blocks.append(f"## {pack.id}\n\n{pack.title}. {_line(pack.description)}")
        blocks += [_rule_page(policy.rule, policy) for policy in pack.policies]
    blocks.append(
        f"## {PACK.id}\n\nWhat the reader, the schema and the references find. Always on: neither `--select` "
        "nor `--ignore`, nor their like in a configuration, leaves it out, and its enforcement is `deny`."
    )
    blocks += [_rule_page(rule) for rule in RULES]
    return "\n\n".join(blocks)


def _rule_page(rule: Rule, policy: Policy | None = None) -> str:
    parts = [
        f"### {rule.id}",
        f"{rule.title}.",
        f"Severity `{rule.severity}`, looks at: {_LOOKS_AT[rule.scope]}.",
        f"**Why.** {_text(rule.rationale)}",
        f"**What to do.** {_text(rule.remediation)}",
    ]
    if policy and policy.params:
        rows = [
            (f"`{name}`", _scalar(schema) if "items" not in schema else "list of text", _default(schema),
             schema.get("description", ""))
            for name, schema in policy.params.items()
        ]  # fmt: skip
        parts.append(_table(("parameter", "value", "default", "meaning"), rows))
    if rule.references:
        parts.append("Serves " + ", ".join(map(_reference, rule.references)) + ".")
    return "\n\n".join(parts)


_LOOKS_AT = {
    Scope.PORTFOLIO: "the whole portfolio",
    Scope.MANIFEST: "each manifest",
    Scope.APPLICATION: "each application",
    Scope.USE: "each use of a model by an application",
    Scope.MODEL: "each model",
    Scope.BACKEND: "each backend",
    Scope.CONTRACT: "each contract",
}


def _reference(reference: Reference) -> str:
    said = f"{reference.framework} {reference.control}"
    return f"[{said}]({reference.url})" if reference.url else said


def _packs() -> list[Pack]:
    return [load_pack(packs_folder() / name) for name in DEFAULT_PACKS]


def _rules_of(pack: Pack) -> Iterable[Rule]:
    return (policy.rule for policy in pack.policies)


# The language of policies


def names() -> str:
    """Return a table of what CEL sees by scope."""
    rows = [
        (f"`{scope}`", _LOOKS_AT[scope], " ".join(f"`{name}`" for name in NAMES[scope]) or "nothing more")
        for scope in Scope
    ]
    everywhere = " ".join(f"`{name}`" for name in COMMON_NAMES)
    return f"Everywhere: {everywhere}. And by scope:\n\n" + _table(("scope", "looks at", "CEL sees"), rows)


def functions() -> str:
    """Return a table of the functions that Holdfast adds, and the macros."""
    rows = [(f"`{_signature(function)}`", function.summary) for function in FUNCTIONS]
    macros = ", ".join(f"`{name}`" for name in ("has", *MACROS))
    return f"Macros: {macros}.\n\n" + _table(("function", "returns"), rows)


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
        (f"`{name}`", _values(known[name], schema["$defs"]), known[name]["description"])
        for name in FACT_NAMES
    ]
    return _table(("fact", "value", "meaning"), rows)


def country_groups() -> str:
    """Return a table of the groups of countries that policies may name."""
    path = ROOT / "src/holdfast/facts/data/country-groups.yaml"
    data = read_document(path.read_bytes(), path.name).data
    rows = [
        (f"`{group['id']}`", group["title"], ", ".join(f"`{each}`" for each in group.get("includes", ())))
        for group in data["groups"]
    ]
    return _table(("group", "is", "includes"), rows)


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
    return _table(("as written", *(f"`{name}`" for name in _SPELLING_FACTS)), rows)


def _known(fact: Fact | Gap) -> str:
    return "unknown" if isinstance(fact, Gap) else f"`{_json(fact.value)}`"


# Markdown


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _text(text: str) -> str:
    """Return a sentence on one line, in which nothing but backquotes and our own links is Markdown."""
    pieces = _line(text).split("`")
    pieces[::2] = [piece.replace("<", "&lt;").replace("*", "\\*") for piece in pieces[::2]]
    return "`".join(pieces)


def _line(text: str) -> str:
    return " ".join(str(text).split())


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


PARTS: Mapping[str, Callable[[], str]] = {
    "manifest-fields": lambda: fields(named_schema("manifest")),
    "configuration-fields": lambda: fields(named_schema("configuration")),
    "policy-fields": lambda: fields(named_schema("policy")),
    "pack-fields": lambda: fields(named_schema("pack")),
    "cases-fields": lambda: fields(named_schema("cases")),
    "report-fields": lambda: fields(json.loads(REPORT_SCHEMA.read_text("utf-8")), 4),
    "spellings": spellings,
    "default-rules": default_rules,
    "rules": rules,
    "names": names,
    "functions": functions,
    "facts": facts,
    "country-groups": country_groups,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
