"""What our own plugin and the installed ones add, collected once."""

from __future__ import annotations

from functools import cache

from holdfast import builtin
from holdfast.hooks.contributions import Contributions, built_in, contributions
from holdfast.hooks.presence import may_have_plugins


@cache
def installed() -> Contributions:
    """Return what all plugins of this environment add. Raises PluginError."""
    if not may_have_plugins():
        return contributions(built_in(builtin))
    from holdfast.hooks.manager import load_plugins

    return contributions(load_plugins(builtin))
