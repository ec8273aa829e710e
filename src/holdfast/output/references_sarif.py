"""The models that a repository names as SARIF 2.1.0: a note at each place, its rule by how sure that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from holdfast.model.finding import fingerprint_of
from holdfast.model.location import Location, Place
from holdfast.model.policy import Rule, Scope, Severity
from holdfast.model.reference import Detection, Grade, LibraryUse, ModelReference, Role
from holdfast.model.report import EXIT_CLEAN, EXIT_NOTHING
from holdfast.output.references_words import facts_of, said_of
from holdfast.output.sarif import fitted
from holdfast.output.strings import safe

if TYPE_CHECKING:
    import sarif_om as om

AUTOMATION = "holdfast-detect/"
"""What an upload belongs to: code scanning replaces one of the same tool and kind, and a check is another."""

_WHY = (
    "What an organisation builds on has to be known before it can be judged. "
    "The manifest should say of each model that is used where it runs, and for what."
)
_WHAT_TO_DO = (
    "See that `ai-manifest.yaml` declares the model and the backend that it runs on, "
    "or that the file no longer names it."
)


def _rule(name: str, title: str, what: str) -> Rule:
    return Rule(f"detect/{name}", title, Severity.INFO, Scope.MODEL, f"{what} {_WHY}", _WHAT_TO_DO)


LIBRARY = _rule(
    "model-library",
    "A library that uses models",
    "The repository depends on a library that models are used through, and the place does not say which.",
)
CHOICE = _rule(
    "model-choice",
    "A model to choose from",
    "A list from which somebody chooses has this model: it may be used.",
)
BY_GRADE = {
    Grade.DECLARED: _rule(
        "declared-model", "A declared model", "A field that is made to name a model names this one."
    ),
    Grade.INFERRED: _rule(
        "inferred-model",
        "An inferred model",
        "An argument, a constant or a default is the id of a model.",
    ),
    Grade.HINT: _rule("hinted-model", "A hint of a model", "A name or a value suggests a model."),
}
_PRECISION = {
    BY_GRADE[Grade.DECLARED]: "very-high",
    BY_GRADE[Grade.INFERRED]: "high",
    LIBRARY: "medium",
    BY_GRADE[Grade.HINT]: "low",
    CHOICE: "low",
}
"""The rules from the surest on, in the words of code scanning, which shows what is surer first."""

_RULES = sorted(_PRECISION)


class _Note(NamedTuple):
    """One result before it is written in SARIF; `subject` is what is named, a model's id or a library."""

    location: Location
    rule: Rule
    subject: str
    message: str
    tags: Sequence[str]
    facts: Mapping[str, object]


def render(detection: Detection) -> str:
    """Return `detection` as one SARIF run, in ASCII with a final newline.

    No line of a file is shown, nor a hash of one: a key may stand in it. Code scanning hashes lines itself.
    """
    named = (*detection.references, *detection.choices)
    notes = [*map(_of_reference, named), *map(_of_use, detection.uses)]
    return fitted(lambda most: _log(detection, notes, most), len(notes))


def _of_reference(reference: ModelReference) -> _Note:
    start = reference.column
    facts = {name: value for name, value in facts_of(reference).items() if value is not None}
    known = ", ".join(said_of(reference))
    return _Note(
        Location(reference.path, reference.line, start, reference.line, start + reference.width),
        CHOICE if reference.role is Role.CHOICE else BY_GRADE[reference.grade],
        reference.id,
        f"{reference.id} is named here: {known}",
        _tags(reference),
        {"id": reference.id, **facts},
    )


def _tags(reference: ModelReference | LibraryUse) -> list[str]:
    tags = ["unresolved"] if isinstance(reference, ModelReference) and reference.unresolved else []
    return tags if reference.production else [*tags, "not-production"]


def _of_use(use: LibraryUse) -> _Note:
    return _Note(
        Location(use.path, use.line, use.column, use.line, use.column + use.width),
        LIBRARY,
        use.library,
        f"Models are used through {use.library}, and the place does not say which",
        _tags(use),
        {"library": use.library, "production": use.production},
    )


def _log(detection: Detection, notes: Sequence[_Note], most: int) -> om.SarifLog:
    # sarif-om takes 70 ms to import.
    from holdfast.output import sarif_log
    from holdfast.output.sarif_rules import descriptor

    numbered = [*zip(_fingerprints(notes), notes, strict=True)]
    surest = list(_PRECISION)
    kept = sorted(numbered, key=lambda each: surest.index(each[1].rule))[:most]
    kept.sort(key=lambda each: (each[1].location, each[1].rule.id, each[1].subject))
    said = sarif_log.left_out(len(kept), len(notes), "surest")
    said += [sarif_log.notification("note", "note", sarif_log.sentence(note)) for note in detection.notes]
    return sarif_log.log_of(
        detection.version,
        [descriptor(rule, precision=_PRECISION[rule]) for rule in _RULES],
        [_result(note, fingerprint) for fingerprint, note in kept],
        sarif_log.invocation(EXIT_CLEAN if detection.searched else EXIT_NOTHING, said),
        {"searched": detection.searched},
        automation=AUTOMATION,
    )


def _fingerprints(notes: Iterable[_Note]) -> Iterator[str]:
    """Yield what is the same of each note from run to run: never of the line, so that it may move."""
    times: Counter[tuple[str, str, str]] = Counter()
    for note in notes:
        identity = (note.rule.id, note.location.path, note.subject)
        times[identity] += 1
        yield fingerprint_of(*identity, str(times[identity]))


def _result(note: _Note, fingerprint: str) -> om.Result:
    import sarif_om as om

    from holdfast.output import sarif_log

    return om.Result(
        rule_id=note.rule.id,
        rule_index=_RULES.index(note.rule),
        level="note",
        message=om.Message(text=sarif_log.sentence(note.message)),
        locations=[sarif_log.location_of(Place(note.location))],
        partial_fingerprints={"holdfast/v1": fingerprint},
        properties={
            **({"tags": list(note.tags)} if note.tags else {}),
            **{key: safe(value) if isinstance(value, str) else value for key, value in note.facts.items()},
        },
    )
