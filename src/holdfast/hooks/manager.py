"""Loading the plugins that are installed; imported where there is one, because pluggy is slow to import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from inspect import Parameter, isfunction, signature

import pluggy

from holdfast.errors import PluginError
from holdfast.hooks import PROJECT, specs
from holdfast.hooks.blame import MEND, blamed
from holdfast.hooks.contributions import BUILTIN, HOOKS, Implementation, built_in
from holdfast.model.spelling import nearest


def load_plugins(
    builtin: object, installed: Iterable[EntryPoint] | None = None
) -> tuple[Implementation, ...]:
    """Return what our own plugin implements, and those that are installed (entry point group `holdfast`).

    `installed` replaces the entry points that the environment has. Raises PluginError, naming the
    plugin, where one does not load, implements no hook, or one that does not exist.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(specs)
    manager.register(builtin, BUILTIN)  # nobody else has its name; its functions carry no mark of pluggy's
    found = entry_points(group=PROJECT) if installed is None else installed
    for entry in sorted(found, key=lambda entry: (entry.name, entry.value)):
        _register(manager, entry)
    theirs = (
        Implementation(each.plugin_name, hook, each.function)
        for hook in HOOKS
        for each in getattr(manager.hook, hook).get_hookimpls()
    )
    return (*built_in(builtin), *theirs)


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
        near = nearest(hook, HOOKS)
        hint = f"Did you mean `{near}`?" if near else f"There are {_listed(HOOKS)}."
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


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
