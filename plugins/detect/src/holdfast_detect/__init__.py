"""Detectors for Holdfast: one module in `formats` for each format."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast import Detector, hookimpl


@hookimpl
def detectors() -> Iterable[Detector]:
    """Add the detector of each module in `formats`, by name."""
    # Here and not above: this module is imported for every command, the formats only for a search.
    from importlib import import_module
    from pkgutil import iter_modules

    from holdfast_detect import formats

    names = sorted(module.name for module in iter_modules(formats.__path__))
    return [import_module(f"{formats.__name__}.{name}").DETECTOR for name in names]
