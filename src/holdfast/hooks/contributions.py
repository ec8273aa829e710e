"""What the plugins of a run add: each is asked by name, so that one that fails is named."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from holdfast.errors import PluginError
from holdfast.hooks.blame import MEND, blamed, guarded_check, guarded_format, guarded_function
from holdfast.model.function import Function
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Check, Rule, Scope, Severity

T = TypeVar("T")

BUILTIN = "holdfast"
"""The name that our own plugin goes by."""

NAME = "[a-z0-9][a-z0-9-]*"
"""How packs, rules, formats and detectors are named."""


def _none() -> Sequence[Any]:
    """Return no detectors."""
    return ()


class Contributions(NamedTuple):
    """All that the plugins of a run add, in the plugins' order of name; ours comes first.

    `detectors` asks them for their detectors, which raises PluginError where one fails: only a search for
    models needs them, and what finds them need not load for anything else.
    """

    policy_packs: tuple[Path, ...]
    checks: tuple[Check, ...]
    cel_functions: tuple[Function, ...]
    output_formats: Mapping[str, OutputFormat]
    facts: tuple[Path, ...]
    detectors: Callable[[], Sequence[Any]] = _none


DETECTORS = "detectors"
"""The hook that only a search for models asks."""

HOOKS = tuple(sorted(Contributions._fields))
"""The names of the hooks that there are."""


class Implementation(NamedTuple):
    """A plugin's function for a hook."""

    plugin: str
    hook: str
    function: Callable[[], object]


def built_in(builtin: object) -> tuple[Implementation, ...]:
    """Return what our own plugin implements: its functions that are called as hooks."""
    return tuple(
        Implementation(BUILTIN, hook, getattr(builtin, hook)) for hook in HOOKS if hasattr(builtin, hook)
    )


def contributions(implementations: Iterable[Implementation]) -> Contributions:
    """Ask every plugin for what it adds, but detectors; PluginError where one fails or misfits."""
    asked = ordered(implementations)
    packs = collect(asked, "policy_packs", Path, _refuse_relative)
    checks = collect(asked, "checks", Check, _refuse_malformed)
    functions = collect(asked, "cel_functions", Function)
    formats = collect(asked, "output_formats", OutputFormat)
    facts = collect(asked, "facts", Path, _refuse_relative)
    refuse_taken(packs, "pack", lambda path: path.name, NAME)
    refuse_taken(checks, "check", lambda check: check.rule.id, f"{NAME}/{NAME}")
    refuse_taken(functions, "CEL function", lambda function: function.name, "[A-Za-z_][A-Za-z0-9_]*")
    refuse_taken(formats, "output format", lambda output_format: output_format.name, NAME)
    return Contributions(
        policy_packs=tuple(path for _, path in packs),
        checks=guarded(checks, guarded_check),
        cel_functions=guarded(functions, guarded_function),
        output_formats={item.name: item for item in guarded(formats, guarded_format)},
        facts=tuple(path for _, path in facts),
    )


def ordered(implementations: Iterable[Implementation]) -> list[Implementation]:
    """Return them in the plugins' order of name; ours comes first."""
    # One at a time, each with its name: pluggy would end its call at the first failure, without a name.
    return sorted(implementations, key=lambda each: (each.plugin != BUILTIN, each.plugin))


def collect(
    implementations: Sequence[Implementation],
    hook: str,
    kind: type[T],
    refuse: Callable[[str, str, T], None] | None = None,
) -> list[tuple[str, T]]:
    """Return what the hook yields, each with its plugin; PluginError where one fails."""
    found = []
    for plugin, name, function in implementations:
        if name != hook:
            continue
        for item in _items(plugin, hook, kind, function):
            if refuse is not None:
                refuse(plugin, hook, item)
            found.append((plugin, item))
    return found


def _items(plugin: str, hook: str, kind: type[T], implementation: Callable[[], object]) -> list[T]:
    with blamed(plugin, f"failed in its hook `{hook}`"):
        returned = implementation()
        items = list(returned) if isinstance(returned, Iterable) and not isinstance(returned, str) else None
    if items is None:
        said = _a(returned)
    else:
        wrong = [item for item in items if not isinstance(item, kind)]
        if not wrong:
            return items
        said = f"{_a(returned)} with {_a(wrong[0])} in it"
    raise PluginError(
        f"plugin `{plugin}` returned {said} from its hook `{hook}`.",
        hint=f"The hook returns an iterable of {kind.__name__}. {MEND}",
    )


def _a(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _refuse_relative(plugin: str, hook: str, path: Path) -> None:
    """Refuse what would be looked up in the folder of the run, which may be a stranger's."""
    if not path.is_absolute():
        raise PluginError(
            f"plugin `{plugin}` returned the relative path `{path}` from its hook `{hook}`.",
            hint="Build the path from `Path(__file__).parent`.",
        )


def _refuse_malformed(plugin: str, hook: str, check: Check) -> None:
    """Refuse a check that would only fail where it is evaluated or shown."""
    rule = check.rule
    fits = isinstance(rule, Rule) and isinstance(rule.severity, Severity) and isinstance(rule.scope, Scope)
    if not fits or not callable(check.evaluate):
        raise PluginError(
            f"plugin `{plugin}` returned a malformed Check from its hook `{hook}`.",
            hint="It is made of a Rule, with a Severity and a Scope, and of a function.",
        )


def refuse_taken(items: list[tuple[str, T]], what: str, name_of: Callable[[T], str], pattern: str) -> None:
    """Refuse a name that is written unlike its kind, or that an earlier plugin has."""
    owners: dict[str, str] = {}
    for plugin, item in items:
        name = name_of(item)
        if plugin != BUILTIN and (not isinstance(name, str) or not re.fullmatch(pattern, name)):
            raise PluginError(
                f"plugin `{plugin}` adds the {what} `{name}`, which is no name for one.",
                hint=f"The name has to match {pattern}.",
            )
        if name in owners:
            raise PluginError(
                f"plugin `{plugin}` adds the {what} `{name}`, which plugin `{owners[name]}` adds already.",
                hint="Rename one of the two, or uninstall a plugin.",
            )
        owners[name] = plugin


def guarded(items: list[tuple[str, T]], guard: Callable[[str, T], T]) -> tuple[T, ...]:
    """Return the items, those of other plugins with their failures named."""
    # A failure of our own is a bug in Holdfast, and is to be seen as one.
    return tuple(item if plugin == BUILTIN else guard(plugin, item) for plugin, item in items)
