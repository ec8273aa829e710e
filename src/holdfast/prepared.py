"""Packs that are read, resolved and checked: once, and from the cache afterwards."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from holdfast import cel
from holdfast.errors import PluginError, PolicyError
from holdfast.evaluate.compile import Studied, study_policies
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.packs import PackFiles, pack_of
from holdfast.load.plain import Codec, Word
from holdfast.load.schema import manifest_schema, schema_text
from holdfast.model import location, policy
from holdfast.model.empty import EMPTY
from holdfast.model.function import Function


class Prepared(NamedTuple):
    """A pack, and what was found out of each of its policies, by rule: it is `studied`, or has `errors`."""

    pack: policy.Pack
    studied: Mapping[str, Studied] = EMPTY
    errors: Mapping[str, tuple[PolicyError, ...]] = EMPTY


def codec(functions: Sequence[Function]) -> Codec:
    """Return what writes packs that have no errors; `functions` are those that their expressions may call.

    Functions are written by name, as types and words are: no entry brings one along.
    """
    nouns = (
        *(Prepared, Studied, location.Location, location.Place, policy.Definition, policy.Expression),
        *(policy.Pack, policy.Policy, policy.PolicyNote, policy.Reference, policy.Rule, policy.Stretch),
        policy.Validation,
    )
    name = attrgetter("name")
    words: dict[type, Word] = {
        policy.Scope: (str, policy.Scope),
        policy.Severity: (str, policy.Severity),
        cel.Uint: (int, cel.Uint),
        cel.Type: (name, cel.Type),
        cel.Builtin: (name, cel.BUILTINS.__getitem__),
        Function: (name, {function.name: function for function in functions}.__getitem__),
    }
    return Codec((*nouns, cel.Resolved, *cel.NODES), words, by_part={Prepared: ("studied",)})


def prepare(source: PackFiles, functions: Sequence[Function], cache: Cache = NO_CACHE) -> Prepared:
    """Return the pack of these files, with every expression of it resolved and checked.

    Raises PolicyError for a pack that cannot be read; one that can, but has mistakes, is not kept.
    """
    name = f"pack-{source.folder}"
    made_from = [*_parts(source), *map(schema_text, ("manifest", "pack", "policy")), *map(_face, functions)]
    writer = codec(functions)
    found = cache.find(name, made_from, writer)
    if isinstance(found, Prepared):
        return found
    _refuse_standard(functions)
    pack = pack_of(source)
    made = Prepared(pack, *study_policies(pack.policies, functions, manifest_schema()))
    if not made.errors:
        cache.keep(name, made_from, writer, made)
    return made


def _refuse_standard(functions: Sequence[Function]) -> None:
    """A function that replaced one of the language would change what every policy means."""
    for function in functions:
        if function.name in cel.standard_names():
            raise PluginError(
                f"a plugin adds the CEL function `{function.name}`, which the language has already.",
                hint="Rename it, or uninstall the plugin.",
            )


def _parts(source: PackFiles) -> list[str | bytes]:
    return [source.folder, *(part for file in source.files.items() for part in file)]


def _face(function: Function) -> str:
    """Return what expressions are checked against: what the function does is its own business."""
    return repr((function.name, function.parameters, function.result, function.optional))
