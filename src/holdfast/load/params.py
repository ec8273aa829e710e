"""Parameter values that are set, held against the policies that declare them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from holdfast.errors import ConfigError, UserErrors
from holdfast.load.param_schema import wrong_value
from holdfast.model.location import Location, Pointer
from holdfast.model.params import PER_APPLICATION
from holdfast.model.policy import Policy
from holdfast.model.settings import Origin, Settings, Values
from holdfast.model.spelling import did_you_mean


def checked_params(settings: Settings, policies: Iterable[Policy]) -> None:
    """Raise UserErrors for what does not exist: a rule, a pack or a parameter; and for a wrong value.

    A value that is set for a pack has to fit every rule of it that declares the parameter. What is set
    for an application is for rules whose subjects belong to one.
    """
    policies = tuple(policies)
    errors = [*_errors(settings, policies, ("params",), settings.params)]
    for application, values in settings.applications.items():
        errors += _errors(settings, policies, ("applications", application, "params"), values)
    if errors:
        raise UserErrors(errors)


def _errors(
    settings: Settings, policies: Sequence[Policy], head: Pointer, values: Values
) -> Iterator[ConfigError]:
    for target, named in values.items():
        meant = [policy for policy in policies if target in (policy.rule.id, policy.rule.pack)]
        for name, value in named.items():
            origin = settings.origin((*head, target, name))
            if not meant:
                yield _unknown_target(settings, (*head, target, name), target, policies)
                break
            yield from _wrong_value(meant, target, name, value, origin, is_application=len(head) > 1)


def _wrong_value(
    meant: Sequence[Policy],
    target: str,
    name: str,
    value: Any,
    origin: Origin,
    *,
    is_application: bool,
) -> Iterator[ConfigError]:
    location = origin.location
    declaring = [policy for policy in meant if name in policy.params]
    if not declaring:
        known = sorted({each for policy in meant for each in policy.params})
        what = "rule" if "/" in target else "pack"
        has = "has no parameter" if "/" in target else "has no rule with a parameter"
        yield _unknown(f"{what} `{target}` {has} `{name}`", name, known, location)
        return
    if is_application:
        declaring = [policy for policy in declaring if policy.rule.scope in PER_APPLICATION]
        if not declaring:
            scope = next(policy.rule.scope for policy in meant if name in policy.params)
            yield ConfigError(
                f"`{name}` of `{target}` cannot be set for an application: it is judged by {scope}.",
                location=location,
                hint="Set it under `params`, for all.",
            )
    for policy in declaring:
        if wrong := wrong_value(value, policy.params[name]):
            document = origin.document
            place = document.locate((*origin.pointer, *wrong.pointer)) if document else location
            said = f"parameter `{name}` of `{policy.rule.id}` {wrong.message}."
            yield ConfigError(said, location=place, hint=wrong.hint)


def _unknown_target(settings: Settings, key: Pointer, target: str, policies: Sequence[Policy]) -> ConfigError:
    origin = settings.origin(key)
    document = origin.document
    location = document.locate_key(origin.pointer[:-1]) if document else None
    rules = [policy.rule.id for policy in policies]
    known = rules if "/" in target else [*rules, *(policy.rule.pack for policy in policies)]
    what = "rule" if "/" in target else "rule or pack"
    return _unknown(f"there is no {what} `{target}`", target, sorted(set(known)), location)


def _unknown(message: str, name: str, known: Sequence[str], location: Location | None) -> ConfigError:
    listed = ", ".join(f"`{each}`" for each in known) or "none"
    hint = did_you_mean(name, known).strip() or f"There are: {listed}."
    return ConfigError(f"{message}.", location=location, hint=hint)
