"""Models that are declared and not used, or used and not declared; and uses without any manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from holdfast.evaluate.repository import (
    Declared,
    Likes,
    Repository,
    leads_nowhere,
    place_of,
    some_of,
    surest_first,
)
from holdfast.facts.host import host_of
from holdfast.facts.operator import backend_facts
from holdfast.model.escape import quoted
from holdfast.model.fact import Fact
from holdfast.model.finding import Missing
from holdfast.model.location import Location, Place
from holdfast.model.placeholder import is_placeholder
from holdfast.model.policy import Breach, Exempt, Site, Undecided
from holdfast.model.reference import Grade, LibraryUse, ModelReference, Role

Answers = Iterator[Breach | Undecided | Exempt]

_REST_ON_FILES = ("drift/undeclared-backend", "drift/region-mismatch")
"""The rules that cannot tell of a file either where nobody knows which models it names."""

MOST_CHOICES = 3
"""So many of the models of a menu are named."""

MOST_DOUBTS = 5
"""So many of the places that leave a model open are named."""

_SAY = "Write the model where it can be read, or have this waived for as long as somebody knows which it is."


def undeclared_model(names: Mapping[str, Any]) -> Answers:
    """Yield each model, once for each file, that no manifest declares, or of which that is not known."""
    repository: Repository = names["repository"]
    if not repository.has_manifest:
        yield Exempt()
        return
    menus: dict[str, list[ModelReference]] = {}
    for first, *more in _by_file(repository.judged):
        answer = _undeclared(repository, first)
        if isinstance(answer, Breach) and first.role is Role.CHOICE:
            menus.setdefault(first.path, []).append(first)
        elif answer is not None:
            yield answer._replace(at=repository.site(first, first.id, related=more))
    for first, *more in menus.values():
        yield Breach(_may_be_chosen((first, *more)), at=repository.site(first, "choices", related=more))
    for unread in repository.unread:
        missing, site = repository.gap(unread)
        said = f"which models {quoted(unread.path)} names, on which hosts, and where they run"
        yield Undecided((missing,), at=site, message=said, stands_for=_REST_ON_FILES)


def _by_file(references: Iterable[ModelReference]) -> Iterable[list[ModelReference]]:
    """Return the references to one id in one file together, the surest first, in the order of the files."""
    found: dict[tuple[str, str], list[ModelReference]] = {}
    for each in references:
        found.setdefault((each.path, each.id), []).append(each)
    return map(surest_first, found.values())


def _may_be_chosen(references: Sequence[ModelReference]) -> str:
    """Return what is to be said of the models of a menu that nobody declares."""
    more = len(references) - MOST_CHOICES
    named = ", ".join(map(shown, references[:MOST_CHOICES])) + (f" and {more:,} more" if more > 0 else "")
    them = "it" if len(references) == 1 else "them"
    return f"{named} may be chosen here, and no manifest of the repository declares {them}"


def _undeclared(repository: Repository, reference: ModelReference) -> Breach | Undecided | None:
    if repository.is_name(reference):
        return None
    if reference.unresolved:
        missing = Missing(quoted(reference.id), reference.unresolved, _SAY)
        return Undecided((missing,), message=f"which model is used here: {quoted(reference.id)}")
    likes = repository.likes(reference)
    if likes.same:
        return None
    if likes.unsure:
        return Undecided((_unsure(reference, likes),), message=f"whether {shown(reference)} is declared")
    if astray := repository.astray.get(reference.path):
        said, remedy = "its `from` leads to no model of this file", "Correct the name behind the `#`."
        doubts = tuple(Missing(f"model {quoted(each.id)}", said, remedy) for each in astray)
        return Undecided(doubts, message=f"whether {shown(reference)} is declared")
    if repository.unknown_manifests:
        return Undecided(repository.unknown_manifests, message=f"whether {shown(reference)} is declared")
    return Breach(f"{shown(reference)} is used here, and no manifest of the repository declares it")


def _unsure(reference: ModelReference, likes: Likes) -> Missing:
    declared = ", ".join(sorted({quoted(each.id) for each in likes.unsure}))
    return Missing(
        quoted(reference.id),
        f"its host lets its user choose the name, so it may be {declared} or another model",
        f"If it is, declare it by that name: `model: {reference.id}`.",
    )


def shown(reference: ModelReference) -> str:
    """Return how people call what a reference names."""
    stands_for = reference.model if reference.model not in ("", reference.id) else ""
    return f"{quoted(reference.id)} ({stands_for})" if stands_for else quoted(reference.id)


def unused_model(names: Mapping[str, Any]) -> Answers:
    """Yield each declared model that no file names, or of which that is not known."""
    repository: Repository = names["repository"]
    named = _named(repository)
    seen = set()
    for each in repository.declared:
        key = (each.entry.document.path, each.entry.pointer)
        own = each.entry.document is each.view.source.document
        if key in seen or not (own or each.entry.document.path in repository.survey.paths):
            continue  # shared by a pack, for others to use
        if leads_nowhere(each):
            continue  # which `manifest/source` says
        seen.add(key)
        if key not in named.same:
            yield _unused(repository, each, named)
    if not seen:
        yield Exempt()


class _Named:
    """The places in their files of the models that are named, or may be."""

    def __init__(self) -> None:
        self.same: set[tuple[Any, ...]] = set()
        self.unsure: dict[tuple[Any, ...], ModelReference] = {}


def _named(repository: Repository) -> _Named:
    found = _Named()
    for reference in repository.references:
        likes = repository.likes(reference)
        found.same.update((each.entry.document.path, each.entry.pointer) for each in likes.same)
        for each in likes.unsure:
            found.unsure.setdefault((each.entry.document.path, each.entry.pointer), reference)
    return found


def _unused(repository: Repository, declared: Declared, named: _Named) -> Breach | Undecided:
    document, pointer = declared.entry.document, (*declared.entry.pointer, "model")
    operator = declared.backend.get("operator")
    site = Site(
        subject=f"{declared.view.source.name}/models/{declared.id}",
        place=document.place(document.locate(pointer)),
        looked_at="@".join(filter(None, (str(declared.entry.data["model"]), str(operator or "")))),
        pointer=pointer,
    )
    doubts = list(_doubts(repository, declared, named))
    if doubts:
        more = len(doubts) - MOST_DOUBTS
        rest = [Missing("and more", f"{more:,} other places", "")] if more > 0 else []
        said = f"whether a file of the repository names model {quoted(declared.id)}"
        return Undecided((*doubts[:MOST_DOUBTS], *rest), at=site, message=said)
    return Breach(f"model {quoted(declared.id)} is declared, and no file of the repository names it", at=site)


def _doubts(repository: Repository, declared: Declared, named: _Named) -> Iterator[Missing]:
    if is_placeholder(declared.entry.data["model"]):
        said, remedy = "the manifest does not say which model it is", "Write the model as your files name it."
        yield Missing(f"model {quoted(declared.id)}", said, remedy)
        return
    unsure = named.unsure.get((declared.entry.document.path, declared.entry.pointer))
    if unsure:
        reason = f"at {place_of(unsure).location} its host lets its user choose the name, so it may be this"
        yield Missing(quoted(unsure.id), reason, f"If it is, declare it by that name: `model: {unsure.id}`.")
    for reference in repository.references:
        if reference.unresolved and reference.production and _may_be(repository, reference, declared):
            reason = f"{reference.unresolved}, at {place_of(reference).location}"
            yield Missing(quoted(reference.id), reason, _SAY)
    for unread in repository.survey.unread:
        if unread.production:
            yield repository.gap(unread)[0]


def _may_be(repository: Repository, reference: ModelReference, declared: Declared) -> bool:
    """Tell whether a model that nobody can tell may be `declared`: not where another host serves it."""
    knowledge = repository.knowledge
    host = host_of(knowledge.catalogue, reference.host, knowledge.as_of) if reference.host else None
    owner = backend_facts(knowledge.catalogue, declared.backend, knowledge.as_of)["operatorParent"]
    return host is None or not host.owner or not isinstance(owner, Fact) or owner.value == host.owner


def ai_use_without_manifest(names: Mapping[str, Any]) -> Answers:
    """Yield where a repository without a manifest uses a model; once, with some of the other places."""
    repository: Repository = names["repository"]
    if repository.has_manifest:
        return
    if not repository.survey.paths:
        yield Exempt()
        return
    found = sorted(_signs(repository), key=lambda sign: (sign[0], sign[2].location))
    if found:
        is_hint, said, place = found[0]
        site = Site(
            subject=repository.survey.label,
            place=place,
            related=some_of([(what, where) for _, what, where in found[1:]]),
            warns=is_hint,
        )
        yield Breach(f"the repository uses AI models and has no manifest: {said}", at=site)
        return
    for unread in repository.unread:
        missing, site = repository.gap(unread)
        yield Undecided((missing,), at=site, message="whether the repository uses AI models")


def _signs(repository: Repository) -> Iterator[tuple[bool, str, Place]]:
    """Yield what shows that models are used: whether that is only a hint, what it is, and where."""
    for each in repository.judged:
        is_hint = each.grade is Grade.HINT or each.role is Role.CHOICE
        yield is_hint, f"{shown(each)} is named here", place_of(each)
    for use in repository.survey.uses:
        if use.production and repository.survey.looks_at(use.path):
            yield False, f"{quoted(use.library)} is a dependency here", _place_of_use(use)


def _place_of_use(use: LibraryUse) -> Place:
    return Place(Location(use.path, use.line, use.column, use.line, use.column))
