"""The built-in plugin: our packs, functions, formats and facts enter by the public hooks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from holdfast.cel import Function
from holdfast.evaluate.drift_rules import CHECKS
from holdfast.evaluate.functions import FUNCTIONS
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Check
from holdfast.model.report import Report

PACKAGE = Path(__file__).parent


def packs_folder() -> Path:
    """Return where our packs are: beside the modules in a wheel, at the top of a source checkout."""
    shipped = PACKAGE / "policies"
    return shipped if shipped.is_dir() else PACKAGE.parents[1] / "policies"


def policy_packs() -> Iterable[Path]:
    """Return our packs."""
    return sorted(folder for folder in packs_folder().iterdir() if (folder / "pack.yaml").is_file())


def checks() -> Iterable[Check]:
    """Return our rules that CEL cannot say."""
    return CHECKS


def cel_functions() -> Iterable[Function]:
    """Return the functions of the policy language beside CEL's own."""
    return FUNCTIONS


def output_formats() -> Iterable[OutputFormat]:
    """Return our formats. The modules are imported when they render: sarif-om alone costs 100 ms."""
    return (
        OutputFormat("text", _text, "for people, with source excerpts", partial(_text, colour=True)),
        OutputFormat("json", _json, "for programs; versioned, with a published schema"),
        OutputFormat("sarif", _sarif, "for code scanning (SARIF 2.1.0)", asks_for_line_hashes=True),
        OutputFormat("github", _github, "for a GitHub Actions job, as annotations"),
        OutputFormat("markdown", _markdown, "for a job's summary or a comment, at most 60 kB"),
        OutputFormat("junit", _junit, "for CI servers that show tests"),
        OutputFormat("gitlab", _gitlab, "for merge requests of GitLab (Code Quality)"),
    )


def facts() -> Iterable[Path]:
    """Return the catalogue."""
    return (PACKAGE / "facts" / "data",)


def _text(report: Report, *, colour: bool = False) -> str:
    from holdfast.output import text

    return text.render(report, colour=colour)


def _json(report: Report) -> str:
    from holdfast.output import json

    return json.render(report)


def _sarif(report: Report) -> str:
    from holdfast.output import sarif

    return sarif.render(report)


def _github(report: Report) -> str:
    from holdfast.output import github

    return github.render(report)


def _markdown(report: Report) -> str:
    from holdfast.output import markdown

    return markdown.render(report)


def _junit(report: Report) -> str:
    from holdfast.output import junit

    return junit.render(report)


def _gitlab(report: Report) -> str:
    from holdfast.output import gitlab

    return gitlab.render(report)
