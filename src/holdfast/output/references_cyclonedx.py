"""The models that a repository names as an ML-BOM: CycloneDX 1.6, the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.lifecycle import LifecyclePhase, PredefinedLifecycle
from cyclonedx.model.service import Service
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6

from holdfast.model.reference import Detection, LibraryUse, ModelReference, Role
from holdfast.output.references_words import said_of
from holdfast.output.strings import safe, to_json

_NAMESPACE = uuid5(NAMESPACE_URL, "https://holdfast.dev/detect/cyclonedx")
_PREFIX = "holdfast:"
_HEAD = ("$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata")

_Key = tuple[str, str, str]


def render(detection: Detection) -> str:
    """Return `detection` as a CycloneDX 1.6 BOM in JSON, in ASCII with a final newline.

    A component is a model of one vendor, wherever it is named; what is unresolved is one for each file,
    since nobody knows whether it is the same elsewhere. What somebody may only choose is optional. A service
    is a host, and depends on the models that it serves. There is no time in it, and its serial number follows
    from all else.
    """
    by_model = _grouped((*detection.references, *detection.choices))
    models = {key: _model(key, found) for key, found in by_model.items()}
    services, dependencies = _services(by_model, models)
    bom = Bom(
        components=[*models.values(), *_libraries(detection.uses)],
        services=services,
        dependencies=dependencies,
        metadata=_metadata(detection),
    )
    written = json.loads(JsonV1Dot6(bom).output_as_string())
    del written["metadata"]["timestamp"], written["serialNumber"]
    for component in written.get("components", ()):
        # The library has no order for those without a reference of their own.
        component["evidence"]["occurrences"].sort(key=_place)
    written["serialNumber"] = uuid5(_NAMESPACE, json.dumps(written, sort_keys=True)).urn
    return to_json({key: written[key] for key in dict.fromkeys((*_HEAD, *sorted(written)))})


def _place(occurrence: Mapping[str, Any]) -> tuple[Any, ...]:
    return (occurrence["location"], occurrence["line"], occurrence["additionalContext"])


def _metadata(detection: Detection) -> BomMetaData:
    holdfast = Component(
        type=ComponentType.APPLICATION,
        name="holdfast",
        version=detection.version or None,
        bom_ref="holdfast",
    )
    said = [("filesSearched", str(detection.searched)), *(("note", note) for note in detection.notes)]
    return BomMetaData(
        tools=ToolRepository(components=[holdfast]),
        lifecycles=[PredefinedLifecycle(phase=LifecyclePhase.PRE_BUILD)],
        properties=_properties(said),
    )


def _grouped(references: Iterable[ModelReference]) -> Mapping[_Key, Sequence[ModelReference]]:
    """Return the references by what they stand for: a vendor and a model, or an id in a file; sorted."""
    ordered = sorted(references, key=lambda each: (_key(each), each.path, each.line, each.column))
    return {key: tuple(found) for key, found in groupby(ordered, _key)}


def _key(reference: ModelReference) -> _Key:
    if reference.model:
        return (reference.vendor, reference.model, "")
    return ("", reference.id, reference.path)


def _model(key: _Key, references: Sequence[ModelReference]) -> Component:
    vendor, name, _ = key
    return Component(
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=_ref("model", *key),
        group=safe(vendor) or None,
        name=safe(name) or "(empty)",
        scope=ComponentScope.OPTIONAL if all(each.role is Role.CHOICE for each in references) else None,
        evidence=ComponentEvidence(occurrences=map(_occurrence, references)),
        properties=_properties(said for each in references for said in _said(each)),
    )


def _said(reference: ModelReference) -> Iterator[tuple[str, str]]:
    if reference.id != reference.model:
        yield "id", reference.id
    yield "family", reference.family
    yield "host", reference.host
    yield "region", reference.region
    yield "grade", reference.grade
    yield "role", reference.role or ""
    yield "production", "true" if reference.production else "false"
    yield "unresolved", reference.unresolved


def _occurrence(reference: ModelReference) -> Occurrence:
    known = ", ".join(said_of(reference))
    return Occurrence(
        location=safe(reference.path),
        line=reference.line,
        additional_context=safe(f"column {reference.column}: {reference.id} ({known})"),
    )


def _libraries(uses: Iterable[LibraryUse]) -> Iterator[Component]:
    """Yield the libraries by which models are used that nobody names."""
    ordered = sorted(uses, key=lambda use: (use.library, use.path, use.line, use.column))
    for library, found in groupby(ordered, lambda use: use.library):
        places = tuple(found)
        yield Component(
            type=ComponentType.LIBRARY,
            bom_ref=_ref("library", library),
            name=safe(library) or "(empty)",
            evidence=ComponentEvidence(
                occurrences=[
                    Occurrence(
                        location=safe(use.path), line=use.line, additional_context=f"column {use.column}"
                    )
                    for use in places
                ]
            ),
            properties=_properties(("production", "true" if use.production else "false") for use in places),
        )


def _services(
    by_model: Mapping[_Key, Sequence[ModelReference]], models: Mapping[_Key, Component]
) -> tuple[Sequence[Service], Sequence[Dependency]]:
    """Return a service for each host, and on which models it depends."""
    served: dict[str, dict[_Key, Sequence[ModelReference]]] = {}
    for key, references in by_model.items():
        for host in {each.host for each in references if each.host}:
            served.setdefault(host, {})[key] = [each for each in references if each.host == host]
    services, dependencies = [], []
    for host, of_models in sorted(served.items()):
        regions = (("region", each.region) for found in of_models.values() for each in found)
        service = Service(name=safe(host), bom_ref=_ref("host", host), properties=_properties(regions))
        services.append(service)
        on = [Dependency(ref=models[key].bom_ref) for key in of_models]
        dependencies.append(Dependency(ref=service.bom_ref, dependencies=on))
    return services, dependencies


def _ref(kind: str, *identity: str) -> str:
    """Return what is the same of a part from run to run; made of a digest, for any text may be in it."""
    digest = sha256("\0".join(identity).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{digest[:32]}"


def _properties(said: Iterable[tuple[str, Any]]) -> Sequence[Property]:
    known = sorted({(name, safe(value)) for name, value in said if value})
    return [Property(name=f"{_PREFIX}{name}", value=value) for name, value in known]
