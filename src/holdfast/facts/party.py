"""Who a party is: operators, counterparties and vendors by id, name or alias, with seat and parent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from holdfast.model.catalogue import Basis, Catalogue, Organisation, Parentage, Party
from holdfast.model.party_name import fold, squeezed, telling_words


def resolve_party(catalogue: Catalogue, name: str, as_of: date | None = None) -> Party | None:
    """Return the party that `name` means, by id, name or alias, whatever its case.

    None: unknown, or the name of more than one. Without `as_of`, parents are the latest that we know.
    """
    found = catalogue.names.get(fold(name), ())
    if len(found) != 1:
        return None
    entry = catalogue.parties[found[0]]
    top = ultimate(catalogue, entry.id, as_of)
    parent = top[0] if isinstance(top, tuple) else None
    return Party(
        entry.id,
        entry.name,
        entry.country,
        parent.id if parent else None,
        parent.country if parent else None,
        entry.scope_needed,
    )


def party_ids(catalogue: Catalogue, names: Iterable[str], as_of: date) -> list[str]:
    """Return the ids of the parties that `names` mean, and of their owners, sorted.

    They are spelt as facts have vendors: a name that the catalogue does not have is folded.
    """
    found: set[str] = set()
    for name in names:
        party = resolve_party(catalogue, name, as_of)
        found |= {party.id, party.parent or party.id} if party else {fold(name)}
    return sorted(found)


def look_alikes(catalogue: Catalogue, name: str) -> list[str]:
    """Return the ids of the parties that `name`, which is no name of theirs, may mean all the same, sorted.

    They are those with the same name but for spaces, signs and legal forms, and those whose words it
    holds: `Open-AI Ltd.` may be `openai`, and `AWS Sovereign Cloud GmbH` may be `aws`.
    """
    words = telling_words(name)
    sequence = f" {' '.join(words)} "
    found = set(catalogue.squeezed_names.get(squeezed(words), ()))
    for word, parties in catalogue.party_words.items():
        if f" {word} " in sequence:
            found.update(parties)
    return sorted(found)


def ultimate(
    catalogue: Catalogue, party: str, as_of: date | None
) -> tuple[Organisation, tuple[Basis, ...]] | str:
    """Return the ultimate parent of `party` (itself where it has none) and what that rests on.

    Where the owner is not known on that day, return why.
    """
    entry = catalogue.parties[party]
    bases = [entry.basis]
    for _ in catalogue.parties:  # a chain is never longer; loading refuses circles
        period = _owner(entry, as_of)
        if period is None:
            break
        if period.parent is None:
            return period.reason
        bases.append(period.basis)
        entry = catalogue.parties[period.parent]
    return entry, tuple(bases)


def _owner(entry: Organisation, as_of: date | None) -> Parentage | None:
    if as_of is None:
        return entry.parents[-1] if entry.parents else None
    return next((period for period in entry.parents if period.basis.covers(as_of)), None)
