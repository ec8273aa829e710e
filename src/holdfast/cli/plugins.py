"""What our own plugin and the installed ones add, collected once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from holdfast import builtin
from holdfast.hooks.contributions import Contributions, Implementation, built_in, contributions
from holdfast.hooks.presence import may_have_plugins

if TYPE_CHECKING:
    from holdfast.model.reference import Detector


@cache
def installed() -> Contributions:
    """Return what all plugins of this environment add. Raises PluginError."""
    return contributions(_implementations())


def installed_detectors() -> tuple[Detector, ...]:
    """Return the detectors of all plugins of this environment. Raises PluginError."""
    from holdfast.hooks.detectors import detectors

    return detectors(_implementations())


def _implementations() -> tuple[Implementation, ...]:
    if not may_have_plugins():
        return built_in(builtin)
    from holdfast.hooks.manager import load_plugins

    return load_plugins(builtin)
