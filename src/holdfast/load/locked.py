"""What an organisation locks, held against the rules of its packs: a lock of nothing protects nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from holdfast.errors import ConfigError, UserErrors
from holdfast.model.escape import quoted
from holdfast.model.location import Pointer
from holdfast.model.organisation import Organisation
from holdfast.model.policy import Policy, Rule
from holdfast.model.selection import matches
from holdfast.model.spelling import did_you_mean, listed

_NAME_THE_PACK = "Only rules of the packs that this file names can be locked: they are always on."


def checked_locks(organisation: Organisation, bound: Sequence[Rule], policies: Iterable[Policy]) -> None:
    """Raise UserErrors for a lock that names no rule or parameter of the organisation's packs.

    `bound` are the rules of these packs, `policies` those of them, and others, that are in CEL.
    """
    ids = {rule.id for rule in bound}
    own = [policy for policy in policies if policy.rule.id in ids]
    errors = [*_unknown_rules(organisation, bound), *_unknown_params(organisation, own)]
    if errors:
        raise UserErrors(errors)


def _unknown_rules(organisation: Organisation, bound: Sequence[Rule]) -> Iterator[ConfigError]:
    locked = organisation.locked
    names = sorted({*(rule.id for rule in bound), *(rule.pack for rule in bound)})
    for key, patterns in (("rules", locked.rules), ("enforcement", locked.enforcement)):
        for index, pattern in enumerate(patterns):
            if any(matches(pattern, rule.id) for rule in bound):
                continue
            said = f"{quoted(pattern)} names no rule of the organisation's packs"
            hint = did_you_mean(pattern, names) + _NAME_THE_PACK
            yield _error(organisation, (key, index), said, hint)


def _unknown_params(organisation: Organisation, own: Sequence[Policy]) -> Iterator[ConfigError]:
    for target, names in organisation.locked.params.items():
        meant = [policy for policy in own if target in (policy.rule.id, policy.rule.pack)]
        if not meant:
            known = sorted({each for policy in own for each in (policy.rule.id, policy.rule.pack)})
            said = f"{quoted(target)} is no rule or pack of the organisation"
            yield _error(organisation, ("params", target), said, did_you_mean(target, known) + _NAME_THE_PACK)
            continue
        declared = sorted({name for policy in meant for name in policy.params})
        for index, name in enumerate(names):
            if name not in declared:
                said = f"{quoted(target)} has no parameter {quoted(name)}"
                hint = did_you_mean(name, declared) or f"There are: {listed(declared) or 'none'}."
                yield _error(organisation, ("params", target, index), said, hint)


def _error(organisation: Organisation, pointer: Pointer, said: str, hint: str) -> ConfigError:
    location = organisation.document.locate_key(("locked", *pointer))
    return ConfigError(f"{said}.", location=location, hint=hint.strip())
