"""What is known beside the manifests: facts, the manifest's vocabulary and the day."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeVar

from holdfast import facts
from holdfast.evaluate.known import Facts
from holdfast.evaluate.shapes import Schema, Shape
from holdfast.model.catalogue import Catalogue, Contradiction
from holdfast.model.empty import EMPTY
from holdfast.model.fact import Fact, Gap
from holdfast.model.manifest import Entry, Manifest

MOST_ANSWERS = 4096
"""So many answers of a kind are remembered, so that memory does not grow with the portfolio."""

_OF_MODEL = ("model", "derivedFrom", "facts")
_OF_BACKEND = ("operator", "region", "regionScope", "country")
_OF_OPERATOR = ("operator", "operatorCountry")

_ONLY_DECLARED = (
    "only the manifest's `facts` say it, and they do not count where the organisation locks a rule"
)
_NOT_HERE = "Ask those who answer for the organisation's configuration: it may come from the catalogue only."

_Answer = TypeVar("_Answer")


class _Question(NamedTuple):
    """All that facts are asked about: what is not here cannot have a part in the answer.

    `key` is the same for questions that are the same.
    """

    key: Hashable
    model: Mapping[str, Any]
    backend: Mapping[str, Any] | None


class Knowledge:
    """What is known beside the manifests: the catalogue, the manifest's schema and the day.

    Many manifests name one model on one backend: what is known of it is worked out once. `stated` is
    what the organisation says of itself: it goes before what the metadata of a manifest says.
    """

    def __init__(
        self, catalogue: Catalogue, schema: Schema, as_of: date, stated: Mapping[str, Any] = EMPTY
    ) -> None:
        self.catalogue = catalogue
        self.schema = schema
        self.as_of = as_of
        self.stated = stated
        self._facts: dict[Hashable, Facts] = {}
        self._contradictions: dict[Hashable, tuple[Contradiction, ...]] = {}
        self._operators: dict[Hashable, Facts] = {}
        self._others: dict[Hashable, bool] = {}
        self._places: dict[Hashable, tuple[str, ...]] = {}

    def model_facts(
        self, model: Mapping[str, Any], backend: Mapping[str, Any] | None
    ) -> Mapping[str, Fact | Gap]:
        """Return what is known of one model of a manifest, each fact of FACT_NAMES or its gap."""
        return facts.model_facts(self.catalogue, model, backend, self.as_of)

    def without_declared(self) -> "Knowledge":
        """Return the same without what a manifest declares of its models under `facts`."""
        return _CatalogueOnly(self)

    def facts_of(self, manifest: Manifest) -> Mapping[str, Facts]:
        """Return what is known of each model of `manifest`, by its id."""
        return {
            name: _remembered(self._facts, asked.key, partial(self._known_of, asked))
            for name, asked in _questions(manifest)
        }

    def _known_of(self, asked: _Question) -> Facts:
        return Facts(self.model_facts(asked.model, asked.backend))

    def backend_facts(self, backend: Mapping[str, Any]) -> Facts:
        """Return what is known of one backend of a manifest, each fact of BACKEND_FACTS or its gap."""
        asked = _part(backend, _OF_OPERATOR)
        return _remembered(
            self._operators,
            repr(asked),
            lambda: Facts(facts.backend_facts(self.catalogue, asked, self.as_of)),
        )

    def is_somebody_else(self, operator: str) -> bool:
        """Tell whether `operator` is, or may be, a party of the catalogue."""
        return _remembered(self._others, operator, lambda: facts.is_somebody_else(self.catalogue, operator))

    def party_ids(self, names: Iterable[str]) -> list[str]:
        """Return the ids of parties and of their owners, as facts have vendors."""
        return facts.party_ids(self.catalogue, names, self.as_of)

    def contradictions_of(self, manifest: Manifest) -> Mapping[str, tuple[Contradiction, ...]]:
        """Return what each model of `manifest`, by its id, says and is known to be otherwise."""
        return {
            name: _remembered(self._contradictions, asked.key, partial(self._contradicted, asked))
            # What says nothing of itself contradicts nothing.
            for name, asked in (_questions(manifest) if _says_something(manifest) else ())
        }

    def _contradicted(self, asked: _Question) -> tuple[Contradiction, ...]:
        return facts.contradicted(self.catalogue, asked.model, asked.backend, self.as_of)

    def expand(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the countries of the groups; ValueError for a name that is neither."""
        return _remembered(
            self._places, tuple(names), lambda: facts.expand(self.catalogue, names, self.as_of)
        )

    @cached_property
    def shape(self) -> Shape:
        """What the schema says of a manifest."""
        return Shape(self.schema, self.schema.get("$defs", {}))

    def entry_shape(self, kind: str) -> Shape:
        """Return the shape of one entry of the top-level list `kind`."""
        listed = self.shape.field(kind)
        assert listed is not None  # noqa: S101  # a list of the schema
        return listed.items


def _says_something(manifest: Manifest) -> bool:
    return any("facts" in entry.data or "derivedFrom" in entry.data for entry in manifest.models.values())


class _CatalogueOnly(Knowledge):
    """What others know of models: nothing that a manifest declares of them is a fact."""

    def __init__(self, known: Knowledge) -> None:
        super().__init__(known.catalogue, known.schema, known.as_of, known.stated)
        self._known = known

    def model_facts(
        self, model: Mapping[str, Any], backend: Mapping[str, Any] | None
    ) -> Mapping[str, Fact | Gap]:
        """Return what is known of one model; `model` declares nothing."""
        return self._known.model_facts(model, backend)

    def facts_of(self, manifest: Manifest) -> Mapping[str, Facts]:
        """Return what is known of each model of `manifest`, by its id."""
        found = super().facts_of(manifest._replace(models=_undeclared(manifest.models)))
        return {model: _explained(facts, manifest.models[model].data) for model, facts in found.items()}


def _undeclared(models: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """Return the entries without their facts, also those that others are derived from."""
    return {
        name: entry._replace(data={key: value for key, value in entry.data.items() if key != "facts"})
        for name, entry in models.items()
    }


def _explained(facts: Facts, model: Mapping[str, Any]) -> Facts:
    """Return the facts of `model`, whose gaps do not advise what would not help."""
    declared = model.get("facts", {})
    return Facts(
        {
            name: Gap(name, _ONLY_DECLARED if name in declared else fact.reason, _NOT_HERE)
            if isinstance(fact, Gap)
            else fact
            for name, fact in facts.items()
        }
    )


def _questions(manifest: Manifest) -> Iterator[tuple[str, _Question]]:
    backends = {name: _part(entry.data, _OF_BACKEND) for name, entry in manifest.backends.items()}
    written = {name: repr(backend) for name, backend in backends.items()}
    models = facts.with_bases({name: entry.data for name, entry in manifest.models.items()})
    for name, model in models.items():
        named = model["backend"]
        asked = _part(model, _OF_MODEL)
        says = asked["model"] if len(asked) == 1 else repr(asked)
        key = (len(asked) == 1, says, written.get(named))
        yield name, _Question(key, asked, backends.get(named))


def _part(entry: Mapping[str, Any], names: Sequence[str]) -> Mapping[str, Any]:
    return {name: entry[name] for name in names if name in entry}


def _remembered(answers: dict[Hashable, _Answer], key: Hashable, answer: Callable[[], _Answer]) -> _Answer:
    if key not in answers:
        if len(answers) >= MOST_ANSWERS:
            answers.clear()
        answers[key] = answer()
    return answers[key]
