"""`holdfast policy lint`: what weakens policies although they may run."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from holdfast.cli.options import add_format
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.model.report import EXIT_CLEAN, EXIT_FINDINGS

if TYPE_CHECKING:
    from holdfast.kit.lint import LintReport
    from holdfast.kit.lints import LintFinding
    from holdfast.model.location import Location

FORMATS = ("text", "json")
VERSION = 1
"""Of the JSON output, as `schemas/lint-v1.schema.json` describes it."""

HELP = """\
Say what weakens policies: mistakes in expressions, what is never read, texts
and cases that are missing, rules that are there twice.

PACK is a folder, or the id of an installed pack. Without one it is the folders
that .holdfast.yaml names, or else all installed packs.

Exit codes:
  0   no findings
  1   findings
  2   a file cannot be read, or there is no such pack

Examples:
  holdfast policy lint policies/acme
  holdfast policy lint policies --format json
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast policy lint`."""
    parser = Parser(command, "[PACK]...", description=HELP)
    add_format(parser, FORMATS)
    return parser


def run_command(arguments: Namespace) -> int:
    """Lint the packs that are named, and show what is found."""
    from holdfast.cli.packs import named_packs
    from holdfast.cli.plugins import installed
    from holdfast.kit.lint import lint
    from holdfast.kit.sources import read_pack_sources

    plugins = installed()
    packs = read_pack_sources(named_packs(arguments.arguments, plugins.policy_packs))
    report = lint(packs, plugins.cel_functions)
    say(_as_json(report) if arguments.format == "json" else _as_text(report))
    return EXIT_FINDINGS if report.findings else EXIT_CLEAN


def _as_text(report: LintReport) -> str:
    from holdfast.output.strings import count, safe

    lines = [line for finding in report.findings for line in [*_block(finding), ""]]
    packs = f"{count(len(report.packs), 'pack')} ({', '.join(map(safe, report.packs))})"
    found = count(len(report.findings), "finding") if report.findings else "no findings"
    code = EXIT_FINDINGS if report.findings else EXIT_CLEAN
    verdict = f"{count(report.policies, 'policy', 'policies')} of {packs} linted: {found} (exit code {code})."
    return "".join(f"{line}\n" for line in [*lines, verdict])


def _block(finding: LintFinding) -> Iterator[str]:
    from holdfast.output.excerpt import excerpt, gutter
    from holdfast.output.strings import prose, safe, wrap
    from holdfast.output.style import BOLD, Style

    place = finding.place
    indent = " " * gutter(place)
    yield f"lint[{finding.lint.id}]: {prose(finding.message)}"
    yield f"{indent}--> {safe(str(place.location))}"
    yield from excerpt(place, Style(colour=False), BOLD)
    if finding.related:
        what, where = finding.related
        yield from wrap(" = where: ", f"{safe(str(where))}: {prose(what)}", indent)
    yield from wrap(" = help: ", prose(finding.lint.remedy), indent)


def _as_json(report: LintReport) -> str:
    from holdfast.output.strings import to_json

    return to_json(
        {
            "version": VERSION,
            "packs": report.packs,
            "policies": report.policies,
            "findings": [
                {
                    "lintId": finding.lint.id,
                    "rule": finding.rule,
                    "message": finding.message,
                    "location": _location(finding.place.location),
                    "related": _related(finding.related),
                    "remedy": finding.lint.remedy,
                }
                for finding in report.findings
            ],
        }
    )


def _related(related: tuple[str, Location] | None) -> list[dict[str, Any]]:
    return [{"message": related[0], "location": _location(related[1])}] if related else []


def _location(location: Location) -> dict[str, Any]:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }
