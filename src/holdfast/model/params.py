"""On which terms requirements are judged: the values of their parameters, and whose facts count."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from holdfast.model.empty import EMPTY
from holdfast.model.location import Pointer
from holdfast.model.policy import Scope
from holdfast.model.settings import Settings, Values

PER_APPLICATION = (Scope.APPLICATION, Scope.USE)
"""The scopes of rules whose subjects belong to one application, which may have values of its own."""


class Terms(NamedTuple):
    """How the requirements of a run are judged.

    `params` are the values that are set, by rule id; a parameter that is not named has its default.
    `applications` has, by id or by `<manifest name>/<id>`, those of the rules for which an application
    has values of its own. Rules in `undeclared` are judged without the facts that manifests declare.
    """

    params: Values = EMPTY
    applications: Mapping[str, Values] = EMPTY
    undeclared: frozenset[str] = frozenset()


NO_TERMS = Terms()
"""Every parameter has its default, and every fact counts."""


class Value(NamedTuple):
    """A value of a parameter, and the key of `Settings.origins` under which it is set."""

    value: Any
    key: Pointer


def value_of(settings: Settings, rule: str, name: str, application: str = "") -> Value | None:
    """Return the value that holds for a parameter of `rule`; None where nobody sets it.

    What is set for an application goes before what is set for all, and what is set for the rule before
    what is set for its pack. `application` is a key of `Settings.applications`; one with the name of
    its manifest goes before one without.
    """
    pack = rule.partition("/")[0]
    for head, values in _scopes(settings, application):
        for target in (rule, pack):
            if name in values.get(target, ()):
                return Value(values[target][name], (*head, target, name))
    return None


def _scopes(settings: Settings, application: str) -> Iterator[tuple[Pointer, Values]]:
    for key in dict.fromkeys((application, application.rpartition("/")[2])):
        if key in settings.applications:
            yield ("applications", key, "params"), settings.applications[key]
    yield ("params",), settings.params
