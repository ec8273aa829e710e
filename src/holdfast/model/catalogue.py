"""The catalogue's nouns: parties, model families, releases and places, each with source and dates."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from holdfast.model.empty import EMPTY
from holdfast.model.fact import Fact
from holdfast.model.pattern import Pattern

CONFIDENCES = ("low", "medium", "high")
"""How sure we are, in rising order."""

MODALITIES = (
    "text",
    "embedding",
    "rerank",
    "speech",
    "image",
    "video",
    "vision",
    "moderation",
    "other",
)
"""What a model puts out.

`text`: generates text, whatever it can read (a chat model that sees images is `text`). `embedding`:
vectors. `rerank`: an order. `speech`: recognises or speaks, also in live conversation. `image`,
`video`: generates them. `vision`: reads images and generates no prose (OCR, segmentation).
`moderation`: judges text. `other`: the rest (music, time series, plain encoders).
"""

OPENNESS = ("closed", "weights-noncommercial", "weights-restricted", "weights-permissive", "open-source")
"""`weights-restricted` may be used commercially under conditions; `open-source` publishes its data too."""

STATUSES = ("active", "legacy", "no-successor", "deprecated", "retired")
"""`active`: it is served; `deprecated`: it still is, and its vendor advises against it."""


class Basis(NamedTuple):
    """What a fact rests on. The dates are inclusive; None is open."""

    source: str
    checked_on: date
    confidence: str = "high"
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, as_of: date) -> bool:
        """Return whether the fact holds on that day."""
        return (self.valid_from is None or self.valid_from <= as_of) and (
            self.valid_to is None or as_of <= self.valid_to
        )


class Parentage(NamedTuple):
    """Who owns a party during a period; `parent` None with a `reason` is: not known then."""

    parent: str | None
    reason: str
    basis: Basis


class Organisation(NamedTuple):
    """One entry of the section `parties`: a vendor, an operator or an owner.

    `country` is the seat (ISO 3166-1 alpha-2), None where it is not known or cannot be said in one
    code; `unknown` says why. `orgs` are the names under which it publishes (Hugging Face, OpenRouter,
    Bedrock). `scope_needed`: it may process outside the region it is called in, so a region alone
    does not say where. `words` stand in its names, and hardly in those of anybody else.
    """

    id: str
    name: str
    basis: Basis
    aliases: tuple[str, ...] = ()
    country: str | None = None
    unknown: Mapping[str, str] = EMPTY
    parents: tuple[Parentage, ...] = ()
    orgs: tuple[str, ...] = ()
    scope_needed: bool = False
    words: tuple[str, ...] = ()


class Party(NamedTuple):
    """A resolved operator, counterparty or vendor.

    `parent` is the ultimate parent, the party itself where it has none, None where it is not known.
    """

    id: str
    name: str
    country: str | None
    parent: str | None
    parent_country: str | None
    scope_needed: bool = False


class Release(NamedTuple):
    """Releases of a family whose facts differ from the family's; `facts` and `unknown` by fact name."""

    patterns: tuple[Pattern, ...]
    facts: Mapping[str, Any]
    unknown: Mapping[str, str]
    basis: Basis


class Family(NamedTuple):
    """A line of models of one vendor.

    `lineage` is the family that it is built on (itself where it is the base). `facts` hold for every
    release that does not say otherwise; the first release that matches an id speaks for it. `words`
    are what its vendor puts into names, beside those of the patterns.
    """

    id: str
    vendor: str
    lineage: str
    patterns: tuple[Pattern, ...]
    facts: Mapping[str, Any]
    unknown: Mapping[str, str]
    basis: Basis
    releases: tuple[Release, ...] = ()
    floating: tuple[Pattern, ...] = ()
    pinned: tuple[Pattern, ...] = ()
    words: frozenset[str] = frozenset()


class Retirement(NamedTuple):
    """What a host's list says: not served from `retires` on; else `status`, one of STATUSES."""

    retires: date | None
    status: str
    basis: Basis


class FamilyStatus(NamedTuple):
    """Where a whole family stands in its life, one of STATUSES, during a period."""

    status: str
    basis: Basis


class Zone(NamedTuple):
    """A prefix in a model id that says where requests may be processed (`eu.` on Bedrock).

    `countries` None is: not known for sure; `reason` says why.
    """

    id: str
    operator: str
    countries: tuple[str, ...] | None
    reason: str
    basis: Basis


class Region(NamedTuple):
    """A cloud region of one operator, and the country that it is in."""

    id: str
    operator: str
    country: str
    basis: Basis


class Member(NamedTuple):
    """A country in a group, during a period (inclusive; None is open)."""

    country: str
    valid_from: date | None = None
    valid_to: date | None = None


class CountryGroup(NamedTuple):
    """A named group of countries; `includes` are groups that belong to it whole."""

    id: str
    title: str
    members: tuple[Member, ...]
    includes: tuple[str, ...]
    basis: Basis


class Conventions(NamedTuple):
    """How ids are spelt where models are hosted; all in canonical spelling.

    `hosts` serve what others made: they say nothing of its origin. `makers` are names under which a
    maker serves its own models; what they publish of another maker's is their own work. Under a
    `free_text` host the id is a name that the user chose: by host, the vendors whose models really
    go by their own names there. `structure` are path segments without meaning. `republishers`
    publish weights of others. `name_prefixes` are put before a model's name by hosts.
    `neutral_words` in a name tell of no change to the weights but fewer bits.
    """

    hosts: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    free_text: Mapping[str, frozenset[str]] = EMPTY
    structure: frozenset[str] = frozenset()
    republishers: frozenset[str] = frozenset()
    name_prefixes: tuple[str, ...] = ()
    neutral_words: frozenset[str] = frozenset()
    placeholders: tuple[str, ...] = ()
    floating: tuple[Pattern, ...] = ()
    pinned: tuple[Pattern, ...] = ()


class NameIndex(NamedTuple):
    """The patterns of all families, found by the first letters of a name."""

    by_head: Mapping[str, tuple[tuple[Pattern, str], ...]]
    rest: tuple[tuple[Pattern, str], ...]

    def candidates(self, name: str) -> Iterator[tuple[Pattern, str]]:
        """Yield the patterns that may match `name`, each with its family's id."""
        yield from self.by_head.get(name[:HEAD], ())
        yield from self.rest


HEAD = 2

FINE_TUNED = "ft-"
"""What stands before the names of fine-tunes under `retirements`."""


def index_families(families: Mapping[str, Family]) -> NameIndex:
    """Return the index of all patterns of `families`."""
    by_head: dict[str, list[tuple[Pattern, str]]] = {}
    rest: list[tuple[Pattern, str]] = []
    for family in families.values():
        for pattern in family.patterns:
            head = pattern.parts[0][:HEAD]
            if len(head) < HEAD or "#" in head:
                rest.append((pattern, family.id))
            else:
                by_head.setdefault(head, []).append((pattern, family.id))
    return NameIndex({head: tuple(found) for head, found in by_head.items()}, tuple(rest))


def literal_words(*patterns: Pattern) -> set[str]:
    """Return the words that `patterns` spell out."""
    return {
        word.partition("#")[0] for pattern in patterns for part in pattern.parts for word in part.split("-")
    } - {""}


def vocabulary(
    families: Mapping[str, Family], named: Iterable[tuple[str, str]]
) -> Mapping[str, frozenset[str]]:
    """Return the words that belong into names of each family; `named` are families with such names."""
    found: dict[str, set[str]] = {}
    for family in families.values():
        patterns = [*family.patterns, *family.floating, *family.pinned]
        patterns += [pattern for release in family.releases for pattern in release.patterns]
        found[family.id] = literal_words(*patterns) | set(family.words)
    for family_id, name in named:
        found[family_id] |= set(name.split("-"))
    return {name: frozenset(words) for name, words in found.items()}


class Catalogue(NamedTuple):
    """All that is known, by id.

    `names` finds parties by id, name or alias (folded by `fold`), `squeezed_names` by the same without
    spaces and legal forms, `party_words` by their `words`, `orgs` by the names under which they publish,
    `hosts` by ids, names and these, as ids spell them. `makers` are the vendors of families. `vocabulary`
    has the words in names of each family. `retirements` are by family; those of one by host (empty: the
    vendor) and name.
    """

    parties: Mapping[str, Organisation] = EMPTY
    families: Mapping[str, Family] = EMPTY
    statuses: Mapping[str, tuple[FamilyStatus, ...]] = EMPTY
    retirements: Mapping[str, Mapping[tuple[str, str], Retirement]] = EMPTY
    regions: Mapping[str, tuple[Region, ...]] = EMPTY
    zones: Mapping[tuple[str, str], Zone] = EMPTY
    groups: Mapping[str, CountryGroup] = EMPTY
    countries: frozenset[str] = frozenset()
    conventions: Conventions = Conventions()
    names: Mapping[str, tuple[str, ...]] = EMPTY
    squeezed_names: Mapping[str, tuple[str, ...]] = EMPTY
    party_words: Mapping[str, tuple[str, ...]] = EMPTY
    orgs: Mapping[str, str] = EMPTY
    hosts: Mapping[str, str] = EMPTY
    patterns: NameIndex = NameIndex({}, ())
    makers: frozenset[str] = frozenset()
    vocabulary: Mapping[str, frozenset[str]] = EMPTY

    # There is one of a run, and what is worked out from it is remembered by it.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Contradiction(NamedTuple):
    """Something that a manifest says of a model and that we know otherwise.

    `path` leads from the model's entry to it, `declared` is its value there. `known` is what we
    know of the fact `known.name`.
    """

    path: tuple[str, ...]
    declared: Any
    known: Fact
