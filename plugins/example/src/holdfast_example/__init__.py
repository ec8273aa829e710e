"""The example plugin of Holdfast: every hook once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from holdfast import Check, Detector, Function, OutputFormat, hookimpl
from holdfast_example.csv_format import render
from holdfast_example.derivation import DERIVATION
from holdfast_example.months import add_months
from holdfast_example.registry import REGISTRY

HERE = Path(__file__).parent


@hookimpl
def policy_packs() -> Iterable[Path]:
    """Add the pack `example`."""
    return [HERE / "packs" / "example"]


@hookimpl
def checks() -> Iterable[Check]:
    """Add the rule `example/derivation`."""
    return [DERIVATION]


@hookimpl
def cel_functions() -> Iterable[Function]:
    """Add `addMonths(now, 6)`, which the pack's policy calls."""
    return [
        Function("addMonths", ("timestamp", "int"), "timestamp", add_months, summary="calendar months later")
    ]


@hookimpl
def output_formats() -> Iterable[OutputFormat]:
    """Add `--format csv`."""
    return [OutputFormat("csv", render, "for spreadsheets, one finding a row")]


@hookimpl
def facts() -> Iterable[Path]:
    """Add the models that we train ourselves."""
    return [HERE / "facts"]


@hookimpl
def detectors() -> Iterable[Detector]:
    """Find models in our registry of assistants."""
    return [REGISTRY]
