"""For what a draft's application uses its models: primaries, fallbacks in the order of a gateway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from holdfast.kit.draft_parts import DraftUse
from holdfast.model.escape import quoted
from holdfast.model.reference import ModelReference, ModelRoute, Role

MOST_NAMED = 3
_ROLES = {
    Role.FALLBACK: "fallback",
    Role.JUDGE: "judge",
    Role.EMBEDDING: "embedding",
    Role.GUARDRAIL: "guardrail",
    Role.CANDIDATE: "candidate",
}
_NOT_IN_USE = (Role.BASE, Role.TEST)

Models = Mapping[str, Sequence[ModelReference]]
"""The references to each model, by its id in the draft."""


def choices_of(models: Models) -> tuple[str, ...]:
    """Return the models that somebody may choose, and that no file uses."""
    return tuple(name for name, found in models.items() if all(each.role is Role.CHOICE for each in found))


def uses_of(models: Models, routes: Sequence[ModelRoute]) -> Iterator[DraftUse]:
    """Yield the primaries, then the fallbacks in the order of `routes`, then the rest; no choices."""
    chosen = choices_of(models)
    roles = {name: {each.role for each in found if each.role is not None} for name, found in models.items()}
    in_use = [
        name for name in models if name not in chosen and (not roles[name] or roles[name] - {*_NOT_IN_USE})
    ]
    behind = _behind(models, routes)
    primaries = _primaries([name for name in in_use if name in behind or not roles[name] & {*_ROLES}], behind)
    yield from (DraftUse(name) for name in primaries)
    others = [name for name in in_use if name not in primaries]
    fallbacks = [each for each in behind if each in others]
    fallbacks += [each for each in others if Role.FALLBACK in roles[each] and each not in behind]
    for name in fallbacks:
        of = tuple(each for each in behind.get(name, ()) if each in primaries)
        yield DraftUse(name, "fallback", () if set(of) == set(primaries) else of)
    for name in others:
        if name not in fallbacks:
            yield DraftUse(name, _ROLES[min(each for each in roles[name] if each in _ROLES)])


def unrouted(models: Models, uses: Sequence[DraftUse], config: str, routes: Sequence[ModelRoute]) -> str:
    """Return what of the uses is not as the file that routes has it; empty where all is."""
    entries = _entries(models, config)
    then = {route.name: route.then for route in routes}
    primaries = [use.ref for use in uses if not use.role]
    strange = [ref for ref in primaries if not any(ref in found for found in entries.values())]
    if strange:
        more = f" and {len(strange) - MOST_NAMED:,} more" if len(strange) > MOST_NAMED else ""
        are = "is no entry" if len(strange) == 1 else "are no entries"
        named = f"{', '.join(map(quoted, strange[:MOST_NAMED]))}{more}"
        return f"{named} {are} of it: say it of an application that has none of them"
    for ref in primaries:
        declared = [
            use.ref
            for use in uses
            if use.role == "fallback" and (not use.stands_in_for or ref in use.stands_in_for)
        ]
        for name in (name for name, found in entries.items() if ref in found):
            routed = [each for other in then.get(name, ()) for each in entries.get(other, ())]
            if list(dict.fromkeys(routed)) != declared:
                return f"what stands in for {quoted(name)} fits into no one order of all fallbacks"
    return ""


def _primaries(names: Sequence[str], behind: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what stands in for no other model, or for no primary: of a circle that is the first."""
    found = [name for name in names if name not in behind]
    for name in names:
        if name in behind and not set(behind[name]) & set(found):
            found.append(name)
    return [name for name in names if name in found]


def _behind(models: Models, routes: Sequence[ModelRoute]) -> dict[str, list[str]]:
    """Return the models that stand in for others, with those, in the order in which they are asked."""
    found: dict[str, list[str]] = {}
    by_file = {route.path: _entries(models, route.path) for route in routes}
    for route in routes:
        entries = by_file[route.path]
        of = entries.get(route.name, [])
        for other in route.then:
            for model in entries.get(other, []):
                kept = found.setdefault(model, [])
                kept += [each for each in of if each not in kept and each != model]
    return found


def _entries(models: Models, path: str) -> dict[str, list[str]]:
    """Return the models behind each entry of a file, by what it calls the entry."""
    found: dict[str, list[str]] = {}
    for model, references in models.items():
        for name in dict.fromkeys(each.name for each in references if each.name and each.path == path):
            found.setdefault(name, []).append(model)
    return found
