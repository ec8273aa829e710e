"""Loading plugins, and asking each of them by name, so that one that fails is named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from inspect import Parameter, isfunction, signature
from pathlib import Path
from typing import NamedTuple, TypeVar

import pluggy

from holdfast.errors import PluginError
from holdfast.hooks import PROJECT, specs
from holdfast.hooks.blame import MEND, blamed, guarded_check, guarded_format, guarded_function
from holdfast.model.function import Function
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Check, Rule, Scope, Severity

T = TypeVar("T")

BUILTIN = "holdfast"
"""The name that our own plugin goes by."""

HOOKS = tuple(sorted(name for name, value in vars(specs).items() if hasattr(value, f"{PROJECT}_spec")))
"""The names of the hooks that there are."""

_NAME = "[a-z0-9][a-z0-9-]*"


class Contributions(NamedTuple):
    """All that the plugins of a run add, in the plugins' order of name; ours comes first."""

    policy_packs: tuple[Path, ...]
    checks: tuple[Check, ...]
    cel_functions: tuple[Function, ...]
    output_formats: Mapping[str, OutputFormat]
    facts: tuple[Path, ...]


def load_plugins(builtin: object, installed: Iterable[EntryPoint] | None = None) -> pluggy.PluginManager:
    """Register our own plugin and those that are installed (entry point group `holdfast`).

    `installed` replaces the entry points that the environment has. Raises PluginError, naming the
    plugin, where one does not load, implements no hook, or one that does not exist.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(specs)
    manager.register(builtin, BUILTIN)
    found = entry_points(group=PROJECT) if installed is None else installed
    for entry in sorted(found, key=lambda entry: (entry.name, entry.value)):
        _register(manager, entry)
    return manager


def contributions(manager: pluggy.PluginManager) -> Contributions:
    """Ask every plugin for what it adds; PluginError where one fails, or returns something else."""
    packs = _collect(manager, "policy_packs", Path, _refuse_relative)
    checks = _collect(manager, "checks", Check, _refuse_malformed)
    functions = _collect(manager, "cel_functions", Function)
    formats = _collect(manager, "output_formats", OutputFormat)
    facts = _collect(manager, "facts", Path, _refuse_relative)
    _refuse_taken(packs, "pack", lambda path: path.name, _NAME)
    _refuse_taken(checks, "check", lambda check: check.rule.id, f"{_NAME}/{_NAME}")
    _refuse_taken(functions, "CEL function", lambda function: function.name, "[A-Za-z_][A-Za-z0-9_]*")
    _refuse_taken(formats, "output format", lambda output_format: output_format.name, _NAME)
    return Contributions(
        policy_packs=tuple(path for _, path in packs),
        checks=_guarded(checks, guarded_check),
        cel_functions=_guarded(functions, guarded_function),
        output_formats={item.name: item for item in _guarded(formats, guarded_format)},
        facts=tuple(path for _, path in facts),
    )


def _register(manager: pluggy.PluginManager, entry: EntryPoint) -> None:
    name = entry.name
    if manager.has_plugin(name):
        raise PluginError(f"there are two plugins called `{name}`.", hint="Uninstall or rename one of them.")
    with blamed(name, "does not load"):
        plugin = entry.load()
        implemented = {each: manager.parse_hookimpl_opts(plugin, each) for each in sorted(dir(plugin))}
    known_as = manager.get_name(plugin)
    if known_as is not None:
        raise PluginError(
            f"the plugins `{known_as}` and `{name}` are one and the same.",
            hint=f"Name it once among the entry points `{PROJECT}`.",
        )
    marked = {each: options for each, options in implemented.items() if options is not None}
    for function, options in marked.items():
        _refuse_misfit(name, options.get("specname") or function, getattr(plugin, function))
        if options["wrapper"] or options["hookwrapper"]:
            raise PluginError(
                f"plugin `{name}` wraps the hook `{function}`.",
                hint=f"A hook returns what its plugin adds, and changes nothing else. {MEND}",
            )
    _refuse_unmarked(name, plugin, marked)
    with blamed(name, "does not load"):
        manager.register(plugin, name)


def _refuse_misfit(plugin: str, hook: str, function: Callable[..., object]) -> None:
    """Refuse a hook that does not exist, or that takes what nobody passes; pluggy's texts vary."""
    if hook not in HOOKS:
        near = difflib.get_close_matches(hook, HOOKS, 1)
        hint = f"Did you mean `{near[0]}`?" if near else f"There are {_listed(HOOKS)}."
        raise PluginError(f"plugin `{plugin}` implements the hook `{hook}`, which does not exist.", hint=hint)
    parameters = signature(function).parameters.values()
    arguments = [parameter.name for parameter in parameters if parameter.default is Parameter.empty]
    if arguments:
        raise PluginError(
            f"plugin `{plugin}` takes {_listed(arguments)} in its hook `{hook}`.",
            hint=f"The hook passes nothing: it returns what the plugin adds. {MEND}",
        )


def _refuse_unmarked(name: str, plugin: object, marked: Mapping[str, object]) -> None:
    """Refuse a hook that nobody would call: its author meant to add something."""
    unmarked = [each for each in HOOKS if each not in marked and isfunction(getattr(plugin, each, None))]
    mark = "from holdfast import hookimpl"
    if unmarked:
        raise PluginError(
            f"plugin `{name}` has a function `{unmarked[0]}` that is not marked as a hook.",
            hint=f"Write `@hookimpl` above it (`{mark}`), or give it another name.",
        )
    if not marked:
        raise PluginError(
            f"plugin `{name}` implements no hook.",
            hint=f"Its entry point names an object with functions marked `@hookimpl` (`{mark}`). "
            f"There are {_listed(HOOKS)}.",
        )


def _collect(
    manager: pluggy.PluginManager,
    hook: str,
    kind: type[T],
    refuse: Callable[[str, str, T], None] | None = None,
) -> list[tuple[str, T]]:
    # pluggy calls the last registered first, and one failure ends its call without a name.
    implementations = getattr(manager.hook, hook).get_hookimpls()
    ordered = sorted(implementations, key=lambda item: (item.plugin_name != BUILTIN, item.plugin_name))
    found = []
    for implementation in ordered:
        plugin = implementation.plugin_name
        for item in _items(plugin, hook, kind, implementation.function):
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


def _refuse_taken(items: list[tuple[str, T]], what: str, name_of: Callable[[T], str], pattern: str) -> None:
    """Refuse a name that is written unlike its kind, or that an earlier plugin has."""
    owners: dict[str, str] = {}
    for plugin, item in items:
        name = name_of(item)
        if not isinstance(name, str) or not re.fullmatch(pattern, name):
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


def _guarded(items: list[tuple[str, T]], guard: Callable[[str, T], T]) -> tuple[T, ...]:
    # A failure of our own is a bug in Holdfast, and is to be seen as one.
    return tuple(item if plugin == BUILTIN else guard(plugin, item) for plugin, item in items)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
