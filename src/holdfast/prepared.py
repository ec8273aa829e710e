"""Packs that are read, parsed and checked: once, and from the cache afterwards."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from holdfast import cel
from holdfast.errors import PolicyError
from holdfast.evaluate.compile import Studied, study_policies
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.packs import PackFiles, pack_of
from holdfast.load.plain import Codec
from holdfast.load.schema import manifest_schema, schema_text
from holdfast.model import location, policy
from holdfast.model.empty import EMPTY
from holdfast.model.function import Function


class Prepared(NamedTuple):
    """A pack, and what was found out of each of its policies, by rule: it is `studied`, or has `errors`."""

    pack: policy.Pack
    studied: Mapping[str, Studied] = EMPTY
    errors: Mapping[str, tuple[PolicyError, ...]] = EMPTY


CODEC = Codec(
    (
        *(Prepared, Studied, location.Location, location.Place, policy.Definition, policy.Expression),
        *(
            policy.Pack,
            policy.Policy,
            policy.PolicyNote,
            policy.Reference,
            policy.Rule,
            policy.Stretch,
            policy.Validation,
        ),
        *cel.NODES,
    ),
    {policy.Scope: str, policy.Severity: str, cel.Uint: int},
)
"""Writes a pack that has no errors."""


def prepare(source: PackFiles, functions: Sequence[Function], cache: Cache = NO_CACHE) -> Prepared:
    """Return the pack of these files, with every expression of it parsed and checked.

    Raises PolicyError for a pack that cannot be read; one that can, but has mistakes, is not kept.
    """
    name = f"pack-{source.folder}"
    made_from = [*_parts(source), *map(schema_text, ("manifest", "pack", "policy")), *map(_face, functions)]
    found = cache.find(name, made_from, CODEC)
    if isinstance(found, Prepared):
        return found
    pack = pack_of(source)
    made = Prepared(pack, *study_policies(pack.policies, functions, manifest_schema()))
    if not made.errors:
        cache.keep(name, made_from, CODEC, made)
    return made


def _parts(source: PackFiles) -> list[str | bytes]:
    return [source.folder, *(part for file in source.files.items() for part in file)]


def _face(function: Function) -> str:
    """Return what expressions are checked against: what the function does is its own business."""
    return repr((function.name, function.parameters, function.result, function.optional))
