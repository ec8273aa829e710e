"""Hosts that are used and nowhere declared, and models that run elsewhere than is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from holdfast.evaluate.drift_models import Answers, shown
from holdfast.evaluate.repository import Declared, Repository, surest_first
from holdfast.facts import expand
from holdfast.facts.host import Host, host_of, is_gateway
from holdfast.facts.reach import Reach, reach_of
from holdfast.model.escape import quoted
from holdfast.model.fact import Fact
from holdfast.model.finding import Missing
from holdfast.model.party_name import fold
from holdfast.model.policy import Breach, Exempt, Undecided
from holdfast.model.reference import ModelReference

_OWN = ("self-hosted-cloud", "on-premises", "edge-device")
_MOST_COUNTRIES = 6


def undeclared_backend(names: Mapping[str, Any]) -> Answers:
    """Yield each host that runs no backend, once for each file.

    Where that is not known, it is said once for each manifest that is nearest: a waiver is of one.
    Of a host that runs one, yield each model that is declared on others only.
    """
    repository: Repository = names["repository"]
    if not repository.has_manifest:
        yield Exempt()
        return
    found: dict[tuple[str, str], list[ModelReference]] = {}
    for each in repository.judged:
        if each.host and not is_gateway(each.host):
            found.setdefault((each.path, each.host), []).append(each)
    everywhere = [entry.data for view in repository.views for entry in view.source.backends.values()]
    backends = _Backends(repository, everywhere)
    open_: dict[str, tuple[Undecided, list[ModelReference]]] = {}
    for (_, host), references in found.items():
        answer = backends.answer(host)
        in_order = surest_first(references)
        if isinstance(answer, Undecided):
            for each in in_order:
                subject = repository.subject_of_host(each, host)
                open_.setdefault(subject, (answer, []))[1].append(each)
        elif answer is not None:
            first, *more = in_order
            yield answer._replace(at=repository.site(first, host, related=more))
        else:
            yield from _elsewhere(repository, host, in_order)
    for subject, (doubt, references) in open_.items():  # what is missing is the manifest's, and not a file's
        first, *more = surest_first(references)
        site = repository.site(first, related=more)
        yield doubt._replace(at=site._replace(subject=subject))
    for unread in repository.unread:
        missing, site = repository.gap(unread)
        said = f"on which hosts {quoted(unread.path)} uses models, and where they run"
        yield Undecided((missing,), at=site, message=said, stands_for=("drift/region-mismatch",))


def _elsewhere(repository: Repository, host: str, references: Sequence[ModelReference]) -> Answers:
    """Yield each model that is used on a host of another party, and declared on backends of others only.

    What passes requests on is declared as such, or lies inside, and may serve what other backends run.
    """
    known = repository.knowledge
    party = host_of(known.catalogue, host, known.as_of)
    if party is None or not party.owner or _Backends(repository, _passing_on(repository)).runs(host):
        return
    found: dict[tuple[str, ...], list[ModelReference]] = {}
    for each in references:
        if names := tuple(f"{one.view.source.name}/{one.id}" for one in repository.likes(each).same):
            found.setdefault(names, []).append(each)
    for first, *more in found.values():
        same = repository.likes(first).same
        answer = _Backends(repository, [each.backend for each in same]).answer(host)
        if isinstance(answer, Breach):
            others = ", ".join(dict.fromkeys(quoted(str(each.entry.data["backend"])) for each in same))
            answer = Breach(f"{shown(first)} is used on {quoted(host)}, and the manifest has it on {others}")
        elif answer is not None:
            answer = answer._replace(message=f"whether {shown(first)} is declared on {quoted(host)}")
        if answer is not None:
            yield answer._replace(at=repository.site(first, host, same[0].id, related=more))


def _passing_on(repository: Repository) -> list[Mapping[str, Any]]:
    """Return the backends that stand between applications and models."""
    return [
        view.source.backends[name].data
        for view in repository.views
        for each in (view.source.data, *(app.data for app in view.applications))
        if (name := each.get("routing", {}).get("backend")) in view.source.backends
    ]


class _Backends:
    """Who runs some of the backends of a repository's manifests."""

    def __init__(self, repository: Repository, entries: Sequence[Mapping[str, Any]]) -> None:
        self._repository = repository
        self._owners: set[str] = set()
        self._operators: set[str] = set()
        self._silent: list[Missing] = []
        self._is_own = False
        self._no_hosting: list[Missing] = []
        self._nobodys: list[Missing] = []
        for entry in entries:
            owner = repository.knowledge.backend_facts(entry)["operatorParent"]
            title = f"backend {quoted(str(entry.get('id', '')))}"
            hosting = entry.get("hosting")
            if isinstance(owner, Fact):
                self._owners.add(str(owner.value))
            elif hosting not in _OWN:
                self._silent.append(Missing(title, owner.reason, owner.remedy))
            self._operators.add(fold(str(entry.get("operator", ""))))
            self._is_own |= hosting in _OWN
            if hosting is None:
                missing = Missing(title, "it does not say how it is hosted", "Add `hosting` to the backend.")
                (self._no_hosting if entry.get("operator") else self._nobodys).append(missing)

    def answer(self, text: str) -> Breach | Undecided | None:
        """Return what is to be said of a host; None where a backend is run by it."""
        knowledge = self._repository.knowledge
        host = host_of(knowledge.catalogue, text, knowledge.as_of)
        if self._is_declared(text, host):
            return None
        doubts = self._repository.unknown_manifests or self._doubts(host)
        if doubts:
            return Undecided(tuple(doubts), message=f"whether {quoted(text)} is declared as a backend")
        if host is None:
            reason = "the catalogue does not know who runs it, and no backend names it as its operator"
            missing = Missing(quoted(text), reason, f"Add a backend with `operator: {text}`.")
            return Undecided((missing,), message=f"who runs {quoted(text)}")
        no_backend = "no backend of the repository's manifests is"
        how = (
            f"{no_backend} run by it"
            if host.owner
            else f"which you run yourselves, and {no_backend} self-hosted"
        )
        joint = ", and " if host.owner else ", "
        return Breach(f"models are used on {quoted(text)}{joint}{how}")

    def runs(self, text: str) -> bool:
        """Tell whether one of them is surely run by a host."""
        knowledge = self._repository.knowledge
        return self._is_declared(text, host_of(knowledge.catalogue, text, knowledge.as_of))

    def _is_declared(self, text: str, host: Host | None) -> bool:
        name = fold(text)
        label = name.split(".")[-2] if "." in name else name
        if {name, label} & self._operators:
            return True
        if host is None:
            return False
        return host.owner in self._owners if host.owner else self._is_own

    def _doubts(self, host: Host | None) -> Sequence[Missing]:
        # What one runs oneself has seldom a company of the catalogue beside it.
        own = self._nobodys or self._no_hosting
        return own if host and not host.owner else self._silent


def region_mismatch(names: Mapping[str, Any]) -> Answers:
    """Yield each place that has a declared model processed where its manifest does not."""
    repository: Repository = names["repository"]
    compared = False
    seen: set[tuple[str, str, str, str]] = set()
    for reference in repository.judged:
        reaches = [(each, *_reaches(repository, reference, each)) for each in repository.nearest(reference)]
        spoken = [(each, used, said) for each, used, said in reaches if _can_be_compared(used, said)]
        answers = [(each, list(_compared(repository, reference, each, *both))) for each, *both in spoken]
        compared |= bool(answers)
        if any(not answer for _, answer in answers):
            continue  # of several entries for several places it is one of them
        for declared, answer in answers:
            key = (reference.path, reference.id, reference.region, declared.view.source.name + declared.id)
            if key not in seen:
                seen.add(key)
                yield from answer
    for unread in repository.unread if repository.declared else ():
        compared = True
        missing, site = repository.gap(unread)
        yield Undecided((missing,), at=site, message=f"where the models of {quoted(unread.path)} run")
    if not compared:
        yield Exempt()


def _can_be_compared(used: Reach, said: Reach) -> bool:
    return not (used.says_nothing or said.says_nothing)


def _reaches(repository: Repository, reference: ModelReference, declared: Declared) -> tuple[Reach, Reach]:
    """Return where a model may be processed by the file that names it, and by the manifest."""
    catalogue, as_of = repository.knowledge.catalogue, repository.knowledge.as_of
    # Two operators may call regions of two countries alike; who is silent means that of the manifest.
    operator = reference.host or declared.backend.get("operator")
    at = {"operator": operator, "region": reference.region}
    # An id that is a variable says nothing of itself; what a name of a deployment stands for may say less.
    written, followed = (reach_of(catalogue, text, at, as_of) for text in (reference.id, reference.model))
    used = written._replace(
        countries=tuple(sorted({*written.countries, *followed.countries})),
        anywhere=written.anywhere or followed.anywhere,
        unknown=written.unknown or followed.unknown,
    )
    # An id that a file gives (`from`) is no word of the manifest: what it says of the place is its backend.
    said = "" if "from" in declared.entry.data else declared.entry.data["model"]
    return used, reach_of(catalogue, said, declared.backend, as_of)


def _compared(
    repository: Repository, reference: ModelReference, declared: Declared, used: Reach, said: Reach
) -> Iterator[Breach | Undecided]:
    if said.anywhere:
        return
    word = "from" if "from" in declared.entry.data else "model"
    document, pointer = declared.entry.document, (*declared.entry.pointer, word)
    where = (f"declared here, as model {quoted(declared.id)}", document.place(document.locate(pointer)))
    site = repository.site(reference, declared.id)._replace(related=(where,))
    unknown = [each for each in (used.unknown, said.unknown) if each]
    if unknown:
        remedy = "Correct the region, or renew Holdfast's catalogue."
        missing = tuple(Missing("countries", each, remedy) for each in unknown)
        yield Undecided(missing, at=site, message=f"where {shown(reference)} may be processed")
    elif used.anywhere or not _within(repository, used, said):
        there = "anywhere" if used.anywhere else f"in {_listed(repository, used.countries)}"
        allowed = _listed(repository, said.countries)
        message = f"{shown(reference)} may be processed {there}, and the manifest says {allowed}"
        yield Breach(message, at=site)


def _within(repository: Repository, used: Reach, said: Reach) -> bool:
    """Tell whether all countries are declared; where only a region is, its operator may use the whole EEA."""
    countries = set(said.countries)
    eea = set(expand(repository.knowledge.catalogue, ("eea",), repository.knowledge.as_of))
    if said.by_region and countries <= eea:
        countries = eea
    return set(used.countries) <= countries


def _listed(repository: Repository, countries: Sequence[str]) -> str:
    known = repository.knowledge
    for group in ("eu", "eea"):
        if set(countries) == set(expand(known.catalogue, (group,), known.as_of)):
            return f"the {group.upper()}"
    more = len(countries) - _MOST_COUNTRIES
    listed = ", ".join(countries[:_MOST_COUNTRIES])
    return f"{listed} and {more} more" if more > 0 else listed
