"""What our own plugin and the installed ones add, collected once."""

from __future__ import annotations

from functools import cache

from holdfast import builtin
from holdfast.hooks.manager import Contributions, contributions, load_plugins


@cache
def installed() -> Contributions:
    """Return what all plugins of this environment add. Raises PluginError."""
    return contributions(load_plugins(builtin))
