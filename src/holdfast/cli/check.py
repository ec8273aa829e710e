"""`holdfast check`: check manifests against the policies."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace, _ArgumentGroup
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.options import (
    AS_OF,
    NO_CACHE,
    add_config,
    add_jobs,
    add_no_config,
    add_org_config,
    cache_of,
    day,
    one_of,
    target_paths,
    today,
)
from holdfast.cli.parser import Parser
from holdfast.cli.streams import complain, say
from holdfast.errors import ConfigError, UsageError
from holdfast.model.escape import quoted
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Severity
from holdfast.model.report import EXIT_NOTHING, Report

if TYPE_CHECKING:
    from holdfast.run import Request

STANDARD_OUTPUT = "-"
_DEFAULT_FORMAT = "text"

HELP = """\
Check manifests against policies.

TARGET is a repository folder, a manifest, or several of them, judged as one
portfolio; without one it is the current folder.

Exit codes:
  0   clean
  1   findings
  2   the run is wrong, or a policy could not be evaluated
  3   nothing to check
  70  a bug in Holdfast

Examples:
  holdfast check
  holdfast check shop/ billing/ --format json
  holdfast check -o sarif=holdfast.sarif --fail-on high
  holdfast check --format github -o markdown=summary.md -o junit=holdfast.xml
  holdfast check --policies ./policies --as-of 2027-04-01
"""
NOTHING_TO_CHECK = """\
holdfast: there is no ai-manifest.yaml here, so nothing was checked; what git ignores is not searched.
  = help: `holdfast init` writes one. Or name a folder that holds one, or a file.
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast check`."""
    parser = Parser(command, "[TARGET]...", description=HELP)
    add_what_is_checked(parser)
    _add_output(parser)
    _add_how_it_ends(parser)
    return parser


def add_what_is_checked(parser: Parser) -> None:
    """Add the options that say what is checked, which `request_of` reads."""
    parser.add_argument("--no-cache", action="store_true", help=NO_CACHE)
    checked = parser.add_argument_group("what is checked")
    checked.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help=AS_OF)
    add_jobs(checked)
    policies = parser.add_argument_group("policies")
    policies.add_argument(
        "--policies",
        action="append",
        default=[],
        metavar="PATH|PACK",
        help="Check these packs instead of the configured ones. Repeatable.",
    )
    policies.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="RULE",
        help="Check only these rules: a pack, an id, or a pattern with *. Repeatable.",
    )
    policies.add_argument(
        "--ignore", action="append", default=[], metavar="RULE", help="Leave these rules out. Repeatable."
    )
    add_config(policies)
    add_no_config(policies)
    add_org_config(policies, "; what it locks holds whatever else is said.")


def _add_output(parser: Parser) -> None:
    output = parser.add_argument_group("output")
    output.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="NAME",
        help="Format of standard output: text (default), github, gitlab, json, junit, markdown, sarif, or a "
        "plugin's.",
    )
    output.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FORMAT=PATH",
        help="Write FORMAT to PATH too; `-` is standard output. Repeatable.",
    )
    output.add_argument(
        "--show-suppressed",
        action="store_true",
        help="Show what is waived or in the baseline in github, gitlab and sarif too, which leave it out.",
    )
    output.add_argument(
        "--rule-pages",
        type=_address,
        metavar="URL",
        help="Where docs/rules of Holdfast can be read; sarif leads from each rule to its page there.",
    )


def add_fail_on(parser: Parser) -> _ArgumentGroup:
    """Add the option on the threshold, and return its group."""
    severities = [str(item) for item in reversed(Severity)]
    ending = parser.add_argument_group("how it ends")
    ending.add_argument(
        "--fail-on",
        type=one_of("severity", severities),
        metavar="SEVERITY",
        help=f"Least severity that ends the run with exit code 1: {', '.join(severities)} (default: low).",
    )
    return ending


def _add_how_it_ends(parser: Parser) -> None:
    ending = add_fail_on(parser)
    ending.add_argument(
        "--exit-zero", action="store_true", help="Exit with 0 where findings alone would give 1."
    )
    ending.add_argument(
        "--baseline",
        type=Path,
        metavar="PATH",
        help="Only failures that this baseline does not hold end the run with 1.",
    )


def run_command(arguments: Namespace) -> int:
    """Check the targets and write the report; return the exit code that it says."""
    request = request_of(arguments)
    from holdfast.cli.progress import run

    destinations = _destinations(arguments.format, arguments.output, request.installed.output_formats)
    fail_on = Severity(arguments.fail_on) if arguments.fail_on else None
    report = run(
        request._replace(
            fail_on=fail_on,
            exit_zero=arguments.exit_zero,
            baseline=arguments.baseline,
            show_suppressed=arguments.show_suppressed,
            rule_pages=arguments.rule_pages or "",
            line_hashes=any(output_format.asks_for_line_hashes for output_format, _ in destinations),
        )
    )
    for output_format, path in destinations:
        _write(output_format, path, report)
    if report.exit_code == EXIT_NOTHING:
        complain(NOTHING_TO_CHECK)
    return report.exit_code


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s#?]+", text):
        raise UsageError(
            f"{quoted(text)} is no address.",
            hint="Write one such as https://git.example.com/acme/holdfast/blob/main/docs/rules.",
        )
    return text


def request_of(arguments: Namespace) -> Request:
    """Return what the options of `add_what_is_checked` ask for, of the targets. Raises UsageError."""
    targets = target_paths(arguments.arguments) or (Path(),)
    if arguments.config is not None and arguments.no_config:
        raise UsageError("`--config` and `--no-config` exclude each other.", hint="Leave one of them out.")
    from holdfast.cli.plugins import installed
    from holdfast.run import Request

    return Request(
        targets=targets,
        as_of=arguments.as_of or today(),
        packs=tuple(arguments.policies),
        select=tuple(arguments.select),
        ignore=tuple(arguments.ignore),
        config=arguments.config,
        no_config=arguments.no_config,
        org_config=arguments.org_config,
        jobs=arguments.jobs,
        installed=installed(),
        cache=cache_of(arguments, targets),
    )


def _destinations(
    format_names: Sequence[str], outputs: Sequence[str], formats: Mapping[str, OutputFormat]
) -> list[tuple[OutputFormat, str]]:
    """Return what to write and where; standard output has `--format` unless an `-o` claims it."""
    wanted = [_split(output) for output in outputs]
    format_name, *more = format_names or (_DEFAULT_FORMAT,)
    if more:
        raise ConfigError(
            "standard output has one format, and `--format` stands there more than once.",
            hint=f"Write the others to files: `-o {more[0]}=PATH`.",
        )
    paths = [os.path.normpath(path) for _, path in wanted]
    if STANDARD_OUTPUT not in paths:
        wanted.append((format_name, STANDARD_OUTPUT))
    for path in paths:
        if paths.count(path) > 1:
            raise ConfigError(f"two outputs go to `{path}`.", hint="Give each output a path of its own.")
    return [(_format(name, formats), path) for name, path in wanted]


def _split(output: str) -> tuple[str, str]:
    name, separator, path = output.partition("=")
    if not separator or not path:
        raise ConfigError(
            f"`{output}` is not an output.", hint="Write FORMAT=PATH, such as sarif=holdfast.sarif."
        )
    return name, path


def _format(name: str, formats: Mapping[str, OutputFormat]) -> OutputFormat:
    if name not in formats:
        known = ", ".join(f"`{item}`" for item in sorted(formats))
        raise ConfigError(f"there is no format `{name}`.", hint=f"Formats are {known}.")
    return formats[name]


def _write(output_format: OutputFormat, path: str, report: Report) -> None:
    if path != STANDARD_OUTPUT:
        from holdfast.cli.files import write_atomically

        write_atomically(Path(path), output_format.render(report))
        return
    in_colour = output_format.render_in_colour
    say(in_colour(report) if in_colour and _colour_wanted() else output_format.render(report))


def _colour_wanted() -> bool:
    """NO_COLOR wins, then FORCE_COLOR, then whether a terminal is there (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
