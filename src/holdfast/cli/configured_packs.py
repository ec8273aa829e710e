"""The packs of the configuration here, as a lock would hold them."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from holdfast.cli.options import add_config, add_org_config
from holdfast.cli.parser import Parser
from holdfast.errors import UsageError

if TYPE_CHECKING:
    from holdfast.model.lock import Lock, LockedPack
    from holdfast.model.settings import BoundedPath, Settings
    from holdfast.requirements import MetPack

INSTALLED = "installed"
"""The source of a pack that ships with Holdfast or a plugin."""


class ConfiguredPacks(NamedTuple):
    """Packs by id, sorted; their configuration, None where there is none; and its lock, None likewise."""

    packs: Mapping[str, LockedPack]
    config: BoundedPath | None
    lock: Lock | None


def add_configs(parser: Parser) -> None:
    """Add the options that name configurations, which `configured_packs` reads."""
    add_config(parser)
    add_org_config(parser, ": the packs that it names, and the lock beside it.")


def configured_packs(arguments: Namespace) -> ConfiguredPacks:
    """Return the packs of the configuration that holds in the current folder. Raises UserError.

    Packs from git are fetched where they are not in the cache.
    """
    from holdfast.load.lock import load_lock, lock_names

    config, settings = _configured(arguments)
    lock = next((load_lock(path, *lock_names(by, path)) for by, path in settings.locks.items()), None)
    base = config.path.parent if config else Path()
    packs = {pack.id: pack for pack in _packs(settings, base)}
    return ConfiguredPacks(dict(sorted(packs.items())), config, lock)


def _configured(arguments: Namespace) -> tuple[BoundedPath | None, Settings]:
    """Return a configuration, and what it sets; without one the defaults."""
    from holdfast.cli.plugins import installed
    from holdfast.load.config import find_config, load_config
    from holdfast.load.homes import homes
    from holdfast.load.organisation import load_organisation
    from holdfast.model.layers import merged
    from holdfast.model.settings import BoundedPath, Settings

    if arguments.org_config is not None:
        if arguments.config is not None:
            said = "`--config` and `--org-config` exclude each other here: each has a lock of its own."
            raise UsageError(said, hint="Leave one of them out.")
        return BoundedPath(arguments.org_config), load_organisation(arguments.org_config, [Path()]).settings
    config = BoundedPath(arguments.config) if arguments.config is not None else find_config([Path()])
    if config is None:
        return None, Settings()
    return config, merged(load_config(config, [Path()], homes(installed().policy_packs)))


def _packs(settings: Settings, base: Path) -> Iterator[LockedPack]:
    from holdfast.cli.plugins import installed
    from holdfast.load.lock import locked_pack
    from holdfast.requirements import meet_packs

    plugins = installed()
    for met in meet_packs(settings, plugins):
        source = INSTALLED if met.folder in plugins.policy_packs else _source(met, base)
        yield locked_pack(met.pack, met.folder, met.root, source)


def _source(met: MetPack, base: Path) -> str:
    """Return where a pack came from; a folder relative to its configuration, the same on every machine."""
    from holdfast.model.git_source import is_git

    if is_git(met.name.name):
        return met.name.name
    relative = Path(os.path.relpath(met.folder, base)).as_posix()
    return relative if relative.startswith(".") else f"./{relative}"
