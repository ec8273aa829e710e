"""Loading plugins, and asking each of them by name, so that one that fails is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

import pluggy

from holdfast.errors import PluginError
from holdfast.hooks import PROJECT, specs
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Breach, Check, Undecided

T = TypeVar("T")

BUILTIN = "holdfast"
"""The name that our own plugin goes by."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """All that the plugins of a run add, in the plugins' order of name; ours comes first."""

    policy_packs: tuple[Path, ...]
    checks: tuple[Check, ...]
    cel_functions: tuple[Any, ...]
    output_formats: Mapping[str, OutputFormat]
    facts: tuple[Path, ...]


def load_plugins(builtin: object, installed: Iterable[EntryPoint] | None = None) -> pluggy.PluginManager:
    """Register our own plugin and those that are installed (entry point group `holdfast`).

    `installed` replaces the entry points that the environment has. Raises PluginError, naming the
    plugin, where one does not load or implements a hook that does not exist.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(specs)
    manager.register(builtin, BUILTIN)
    found = entry_points(group=PROJECT) if installed is None else installed
    for entry in sorted(found, key=lambda entry: (entry.name, entry.value)):
        _register(manager, entry)
    return manager


def contributions(manager: pluggy.PluginManager) -> Contributions:
    """Ask every plugin for what it adds; PluginError where one fails or returns something else."""
    formats = _unique(_collect(manager, "output_formats", OutputFormat), "output format", lambda item: item.name)
    functions = _unique(_collect(manager, "cel_functions", object), "CEL function", lambda item: item.name)
    checks = _unique(_collect(manager, "checks", Check), "check", lambda item: item.rule.id)
    return Contributions(
        policy_packs=tuple(path for _, path in _collect(manager, "policy_packs", Path)),
        checks=tuple(_guarded(plugin, check) for plugin, check in checks),
        cel_functions=tuple(function for _, function in functions),
        output_formats={item.name: item for _, item in formats},
        facts=tuple(path for _, path in _collect(manager, "facts", Path)),
    )


def _register(manager: pluggy.PluginManager, entry: EntryPoint) -> None:
    hint = "Mend it or uninstall it; Holdfast does not check less than it was told to."
    try:
        manager.register(entry.load(), entry.name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        known = ", ".join(f"`{name}`" for name in sorted(_hook_names()))
        raise PluginError(
            f"plugin `{entry.name}` does not fit: {' '.join(str(error).split())}",
            hint=f"There are the hooks {known}. {hint}",
        ) from error
    except (Exception, SystemExit) as error:
        raise PluginError(f"plugin `{entry.name}` does not load: {_said(error)}", hint=hint) from error


def _hook_names() -> Iterator[str]:
    return (name for name, value in vars(specs).items() if hasattr(value, f"{PROJECT}_spec"))


def _collect(manager: pluggy.PluginManager, hook: str, kind: type[T]) -> list[tuple[str, T]]:
    # pluggy calls the last registered first, and one failure ends its call without a name.
    implementations = getattr(manager.hook, hook).get_hookimpls()
    ordered = sorted(implementations, key=lambda item: (item.plugin_name != BUILTIN, item.plugin_name))
    return [
        (implementation.plugin_name, item)
        for implementation in ordered
        for item in _items(implementation, hook, kind)
    ]


def _items(implementation: Any, hook: str, kind: type[T]) -> list[T]:
    name = implementation.plugin_name
    try:
        items = list(implementation.function())
    except (Exception, SystemExit) as error:
        raise PluginError(f"plugin `{name}` failed in its hook `{hook}`: {_said(error)}") from error
    for item in items:
        if not isinstance(item, kind):
            raise PluginError(
                f"plugin `{name}` returned {type(item).__name__} from its hook `{hook}`.",
                hint=f"The hook returns an iterable of {kind.__name__}.",
            )
    return items


def _unique(items: list[tuple[str, T]], what: str, name_of: Callable[[T], str]) -> list[tuple[str, T]]:
    owners: dict[str, str] = {}
    for plugin, item in items:
        name = name_of(item)
        if name in owners:
            raise PluginError(
                f"plugin `{plugin}` adds the {what} `{name}`, which plugin `{owners[name]}` has already.",
                hint="Uninstall one of the two, or rename it.",
            )
        owners[name] = plugin
    return items


def _guarded(plugin: str, check: Check) -> Check:
    """Return the check with its failures named: a check that fails must not pass for one that found nothing."""

    def evaluate(names: Mapping[str, Any]) -> list[Breach | Undecided]:
        try:
            said = list(check.evaluate(names))
        except (Exception, SystemExit) as error:
            raise PluginError(f"plugin `{plugin}` failed in its check `{check.rule.id}`: {_said(error)}") from error
        for item in said:
            if not isinstance(item, Breach | Undecided):
                raise PluginError(
                    f"plugin `{plugin}` yielded {type(item).__name__} from its check `{check.rule.id}`.",
                    hint="A check yields Breach or Undecided.",
                )
        return said

    return replace(check, evaluate=evaluate)


def _said(error: BaseException) -> str:
    """Return the error's class and its first line; the whole may hold anything."""
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
