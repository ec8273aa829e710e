"""What our own plugin and the installed ones add, collected once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast import builtin
from holdfast.errors import ConfigError
from holdfast.hooks.contributions import Contributions, Implementation, built_in, contributions
from holdfast.hooks.presence import may_have_plugins

if TYPE_CHECKING:
    from holdfast.model.reference import Detector


@cache
def installed() -> Contributions:
    """Return what all plugins of this environment add. Raises PluginError."""
    implementations = _implementations()
    return contributions(implementations)._replace(detectors=partial(_detectors, implementations))


def detectors_in(folder: Path) -> Sequence[Detector]:
    """Return those of plugins, and of the configuration of `folder` if it can be read.

    Where it cannot, a check says why. Raises PluginError.
    """
    from holdfast.detect.own import with_own
    from holdfast.load.config import configured_layers
    from holdfast.model.layers import merged

    plugins = installed()
    found = plugins.detectors()
    try:
        layers = configured_layers([folder], None, plugins.policy_packs, (), no_config=False)
        return with_own(merged(layers), found)
    except ConfigError:
        return found


def _detectors(implementations: Sequence[Implementation]) -> Sequence[Detector]:
    from holdfast.hooks.detectors import detectors  # only a search for models asks

    return detectors(implementations)


def _implementations() -> tuple[Implementation, ...]:
    if not may_have_plugins():
        return built_in(builtin)
    from holdfast.hooks.manager import load_plugins

    return load_plugins(builtin)
