"""Packs linted: what weakens them although they may run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from holdfast.cel import Function
from holdfast.errors import PolicyError
from holdfast.evaluate.compile import CompiledPolicy, compile_policies
from holdfast.kit import lints
from holdfast.kit.case_files import lacking
from holdfast.kit.lint_duplicates import repeated_rules, repeated_validations
from holdfast.kit.lint_expressions import PolicyReader, misnamed, odd, unused
from holdfast.kit.lints import Lint, LintFinding
from holdfast.kit.sources import PackSource, PolicySource
from holdfast.load.packs import CASES_SUFFIX
from holdfast.load.schema import manifest_schema
from holdfast.model.document import Document
from holdfast.model.location import Location, Place, Pointer
from holdfast.model.policy import MANIFEST_PACK

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TODO = re.compile(r"\bTODO\b")
_PROSE = ("title", "description", "rationale", "remediation")


class LintReport(NamedTuple):
    """What was found in the policies of `packs`, sorted by place; `policies` is how many there are."""

    packs: tuple[str, ...]
    policies: int
    findings: tuple[LintFinding, ...]


def lint(packs: Sequence[PackSource], functions: Sequence[Function]) -> LintReport:
    """Lint `packs`, whose expressions may call `functions` beside those of the language."""
    found: list[LintFinding] = [*_repeated_ids(packs)]
    readers: list[PolicyReader] = []
    for pack in packs:
        found += _pack(pack)
        compiled, errors = _compiled(pack, functions)
        for source in pack.policies:
            found += _policy(source)
            found += _refused(source, errors.get(source.document.path, ()))
            if source.document.path in compiled:
                reader = PolicyReader(source, compiled[source.document.path])
                readers.append(reader)
                found += chain(odd(reader), unused(reader), misnamed(reader), repeated_validations(reader))
    found += repeated_rules(readers)
    policies = sum(len(pack.policies) for pack in packs)
    ordered = sorted(set(found), key=lambda finding: finding.order)
    return LintReport(tuple(pack.id for pack in packs), policies, tuple(ordered))


def _compiled(
    pack: PackSource, functions: Sequence[Function]
) -> tuple[Mapping[str, CompiledPolicy], Mapping[str, Sequence[PolicyError]]]:
    """Return the policies that compile, and the errors of the others, by path."""
    policies = [source.policy for source in pack.policies]
    compiled, errors = compile_policies(policies, functions, manifest_schema())
    by_path: dict[str, list[PolicyError]] = {}
    for error in errors:
        by_path.setdefault(error.location.path if error.location else "", []).append(error)
    return {each.policy.place.location.path: each for each in compiled}, by_path


def _refused(source: PolicySource, errors: Iterable[PolicyError]) -> Iterator[LintFinding]:
    rule = source.policy.rule.id
    for error in errors:
        location = error.location or source.policy.place.location
        message = error.message.removeprefix(f"{rule}: ")
        yield LintFinding(lints.EXPRESSION, rule, message, source.document.place(location))


def _repeated_ids(packs: Sequence[PackSource]) -> Iterator[LintFinding]:
    seen: dict[str, Location] = {}
    for pack in packs:
        location = pack.document.locate(("id",))
        place = pack.document.place(location)
        if pack.id == MANIFEST_PACK:
            yield LintFinding(lints.REPEATED_ID, pack.id, f"the pack `{pack.id}` is built in", place)
        elif pack.id in seen:
            first = ("the first", seen[pack.id])
            message = f"another pack is called `{pack.id}`"
            yield LintFinding(lints.REPEATED_ID, pack.id, message, place, first)
        seen.setdefault(pack.id, location)


def _pack(pack: PackSource) -> Iterator[LintFinding]:
    document = pack.document
    yield from _styled(document, pack.id, [(("id",), pack.id)])
    if not document.data.get("description", "").strip():
        yield _at(document, ("id",), lints.NO_DESCRIPTION, pack.id, "the pack has no description")
    yield from _todos(document, pack.id)
    for path in pack.strays:
        stem = path.rpartition("/")[2].removesuffix(CASES_SUFFIX)
        message = f"there is no policy `{stem}` for these cases"
        yield LintFinding(lints.STRAY_CASES, pack.id, message, Place(Location(path)))


def _policy(source: PolicySource) -> Iterator[LintFinding]:
    document, rule = source.document, source.policy.rule
    data = document.data
    if data["id"] != source.stem:
        message = f"the policy is called `{data['id']}` and its file {source.stem}.yaml"
        yield _at(document, ("id",), lints.FILE_NAME, rule.id, message)
    yield from _styled(document, rule.id, _names(data))
    if rule.title.rstrip().endswith(".") or "\n" in rule.title.strip():
        yield _at(
            document, ("title",), lints.TITLE, rule.id, "the title is not one sentence without a full stop"
        )
    for key, lint_, missing in (
        ("rationale", lints.NO_RATIONALE, not rule.rationale),
        ("remediation", lints.NO_REMEDIATION, not rule.remediation),
        ("references", lints.NO_REFERENCE, not rule.references),
    ):
        if missing:
            yield _at(document, ("id",), lint_, rule.id, f"the policy has no {key}")
    yield from _todos(document, rule.id)
    yield from _severities(source)
    yield from _params(source)
    for outcome in lacking(source.cases):
        yield _at(document, ("id",), lints.NO_CASES, rule.id, f"no case expects `{outcome}`")


def _names(data: Mapping[str, object]) -> Iterator[tuple[Pointer, str]]:
    yield ("id",), str(data["id"])
    for key in ("matchConditions", "validations"):
        items = data.get(key)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if "name" in item:
                yield (key, index, "name"), item["name"]


def _styled(document: Document, rule: str, names: Iterable[tuple[Pointer, str]]) -> Iterator[LintFinding]:
    for pointer, name in names:
        if not _KEBAB.fullmatch(name):
            yield _at(document, pointer, lints.ID_STYLE, rule, f"`{name}` is not in kebab case")


def _todos(document: Document, rule: str) -> Iterator[LintFinding]:
    data = document.data
    texts: list[tuple[Pointer, str]] = [((key,), data.get(key, "")) for key in _PROSE]
    for index, item in enumerate(data.get("references", ())):
        texts += [(("references", index, key), text) for key, text in item.items()]
    for index, item in enumerate(data.get("validations", ())):
        texts += [
            (("validations", index, key), item.get(key, "")) for key in ("message", "messageExpression")
        ]
    for name, schema in data.get("params", {}).items():
        texts.append((("params", name, "description"), schema.get("description", "")))
    for pointer, text in texts:
        if _TODO.search(text):
            yield _at(document, pointer, lints.TODO, rule, f"`{pointer[-1]}` is still to be written")


def _severities(source: PolicySource) -> Iterator[LintFinding]:
    rule = source.policy.rule
    for index, validation in enumerate(source.policy.validations):
        own = validation.severity
        if own is not None and own >= rule.severity:
            said = "is the policy's own" if own == rule.severity else "is above the policy's"
            pointer = ("validations", index, "severity")
            message = f"the severity `{own}` {said}"
            yield _at(source.document, pointer, lints.VALIDATION_SEVERITY, rule.id, message)


def _params(source: PolicySource) -> Iterator[LintFinding]:
    document, rule = source.document, source.policy.rule
    for name, schema in source.policy.params.items():
        if not schema.get("description", "").strip():
            message = f"the parameter `{name}` has no description"
            yield _key(document, ("params", name), lints.PARAM_DESCRIPTION, rule.id, message)


def _at(document: Document, pointer: Pointer, lint_: Lint, rule: str, message: str) -> LintFinding:
    return LintFinding(lint_, rule, message, document.place(document.locate(pointer)))


def _key(document: Document, pointer: Pointer, lint_: Lint, rule: str, message: str) -> LintFinding:
    return LintFinding(lint_, rule, message, document.place(document.locate_key(pointer)))
