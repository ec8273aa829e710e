"""Holdfast: policy as code for AI model stacks."""

# Nothing is imported here before it is asked for. `python -m holdfast` runs this file while the
# current folder, which may be a stranger's, is still on the import path (`__main__` takes it off):
# a `pluggy.py` or `typing.py` that lies there must not run.

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from holdfast.hooks.markers import hookimpl
    from holdfast.model.escape import escape
    from holdfast.model.finding import Finding, Missing, Outcome
    from holdfast.model.function import Function
    from holdfast.model.output import OutputFormat
    from holdfast.model.policy import (
        Breach,
        Check,
        Exempt,
        Reference,
        Rule,
        Scope,
        Severity,
        Site,
        Undecided,
    )
    from holdfast.model.reference import Detector, Grade, Mention, Role, Route, Use
    from holdfast.model.report import Report
    from holdfast.model.source import Node, Source
    from holdfast.model.unknown import Unknown

# What plugin authors build on. Everything else may change from one version to the next.
__all__ = [
    "Breach",
    "Check",
    "Detector",
    "Exempt",
    "Finding",
    "Function",
    "Grade",
    "Mention",
    "Missing",
    "Node",
    "Outcome",
    "OutputFormat",
    "Reference",
    "Report",
    "Role",
    "Route",
    "Rule",
    "Scope",
    "Severity",
    "Site",
    "Source",
    "Undecided",
    "Unknown",
    "Use",
    "__version__",
    "escape",
    "hookimpl",
]

_HOMES = {
    "hooks.markers": ("hookimpl",),
    "model.escape": ("escape",),
    "model.finding": ("Finding", "Missing", "Outcome"),
    "model.function": ("Function",),
    "model.output": ("OutputFormat",),
    "model.policy": (
        *("Breach", "Check", "Exempt", "Reference", "Rule", "Scope", "Severity", "Site", "Undecided"),
    ),
    "model.reference": ("Detector", "Grade", "Mention", "Role", "Route", "Use"),
    "model.report": ("Report",),
    "model.source": ("Node", "Source"),
    "model.unknown": ("Unknown",),
}


def __getattr__(name: str) -> object:
    """Import what a plugin author asks for from where it is."""
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
