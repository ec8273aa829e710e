"""Parameter values that a configuration sets, held against the policies that declare them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from holdfast.errors import ConfigError, UserErrors
from holdfast.model.location import Pointer
from holdfast.model.policy import Policy
from holdfast.model.settings import Settings


def checked_params(settings: Settings, policies: Iterable[Policy]) -> None:
    """Raise UserErrors for a rule or parameter that does not exist, or a value of the wrong type."""
    declared = {policy.rule.id: policy.params for policy in policies}
    errors: list[ConfigError] = []
    for rule, values in settings.params.items():
        if rule not in declared:
            errors.append(_unknown(settings, ("params", rule), f"there is no rule `{rule}`", list(declared)))
            continue
        for name, value in values.items():
            pointer = ("params", rule, name)
            if name not in declared[rule]:
                message = f"rule `{rule}` has no parameter `{name}`"
                errors.append(_unknown(settings, pointer, message, list(declared[rule])))
            elif (wrong := _wrong(value, declared[rule][name])) is not None:
                errors.append(_error(settings, pointer, f"parameter `{name}` of `{rule}`: {wrong}.", ""))
    if errors:
        raise UserErrors(errors)


def _wrong(value: Any, schema: Any) -> str | None:
    import jsonschema

    error = next(iter(jsonschema.Draft202012Validator(schema).iter_errors(value)), None)
    return None if error is None else f"it must be {_wanted(schema)}"


def _wanted(schema: Any) -> str:
    said = [f"of type {schema['type']}"]
    said += [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "at least"), ("maximum", "at most"))
        if key in schema
    ]
    if "enum" in schema:
        said.append("one of " + ", ".join(map(str, schema["enum"])))
    return ", ".join(said)


def _unknown(settings: Settings, pointer: Pointer, message: str, known: Sequence[str]) -> ConfigError:
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(str(pointer[-1]), sorted(known), 1)
    listed = ", ".join(f"`{name}`" for name in sorted(known)) or "none"
    hint = f"Did you mean `{near[0]}`?" if near else f"There are: {listed}."
    return _error(settings, pointer, f"{message}.", hint)


def _error(settings: Settings, pointer: Pointer, message: str, hint: str) -> ConfigError:
    location = settings.document.locate_key(pointer) if settings.document else None
    return ConfigError(message, location=location, hint=hint)
