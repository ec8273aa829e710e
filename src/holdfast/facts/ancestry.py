"""What a model was made from: `derivedFrom`, followed through the models of the manifest."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from holdfast.facts.spelling import shown

MAX_CHAIN = 8
"""Models that may be derived one from another; longer chains are not followed."""

_MOST_NAMES = 500
"""As many ids are compared with one that is perhaps mistyped."""


class Base(NamedTuple):
    """The base of a model: an entry of `models`, seen with its own base, or an id as it is written.

    `problem` is why it cannot be followed, else empty. `ids` are those of `models`, `of` is the one
    of the model that is made from it.
    """

    name: str
    entry: Mapping[str, Any] | None = None
    problem: str = ""
    ids: tuple[str, ...] = ()
    of: str = ""

    def absent(self, reason: str) -> str:
        """Return why nothing is known of a base that no family matches for that `reason`."""
        if not self.ids:
            return f"of its base {shown(self.name)}: {reason}"
        from difflib import get_close_matches  # only where something is wrong

        near = [name for name in get_close_matches(self.name, self.ids[:_MOST_NAMES], 2) if name != self.of]
        hint = f" (did you mean {shown(near[0])}?)" if near else ""
        return f"its base {shown(self.name)} is no `id` of `models`{hint}, and {reason}"


class Derivation(NamedTuple):
    """What `derivedFrom` says; without `base` it names none, without `relation` any is possible."""

    base: Base | None
    relation: str = ""


def with_bases(models: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Return the entries of a manifest's `models`, by id, each with its `derivedFrom.model` as a Base.

    A base that is the `id` of an entry is that entry, and so on; what comes back to where it began,
    or is longer than MAX_CHAIN, is a Base with a problem.
    """
    ids = tuple(sorted(models))
    return {
        name: _with_base(models, ids, name) if "derivedFrom" in model else model
        for name, model in models.items()
    }


def derivation(model: Mapping[str, Any]) -> Derivation | None:
    """Return what a model's `derivedFrom` says, None where it says nothing."""
    derived = model.get("derivedFrom")
    if not isinstance(derived, Mapping):
        return None
    base, relation = derived.get("model"), derived.get("relation")
    if isinstance(base, str):
        base = Base(base)
    return Derivation(base if isinstance(base, Base) else None, relation if isinstance(relation, str) else "")


def _with_base(
    models: Mapping[str, Mapping[str, Any]], ids: tuple[str, ...], start: str
) -> Mapping[str, Any]:
    chain = [start]
    problem = ""
    while not problem and (following := _base_name(models[chain[-1]])) in models:
        if following in chain:
            problem = f"its base {shown(following)} comes from itself, by way of `derivedFrom`"
        elif len(chain) > MAX_CHAIN:
            problem = f"more than {MAX_CHAIN} models are derived one from another before its base"
        chain.append(following)
    seen: Base | None = Base(chain.pop(), problem=problem) if problem else None
    for name in reversed(chain):
        entry = models[name]
        base = seen or Base(_base_name(entry), ids=ids, of=name)
        entry = {**entry, "derivedFrom": {**entry["derivedFrom"], "model": base}} if base.name else entry
        seen = Base(name, entry)
    return seen.entry if seen and seen.entry is not None else models[start]


def _base_name(entry: Mapping[str, Any]) -> str:
    """Return the base as an entry names it, empty where it names none."""
    derived = entry.get("derivedFrom")
    name = derived.get("model") if isinstance(derived, Mapping) else None
    return name if isinstance(name, str) else ""
