"""`holdfast check`: check manifests against the policies."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from holdfast.cli.files import write_atomically
from holdfast.cli.options import Day, today
from holdfast.cli.plugins import installed
from holdfast.errors import ConfigError
from holdfast.model.output import OutputFormat
from holdfast.model.policy import Severity
from holdfast.model.report import EXIT_NOTHING, Report
from holdfast.run import Request, run

STANDARD_OUTPUT = "-"


class OutputError(Exception):
    """Standard output cannot be written, say because the disk is full; the text says why."""


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option(
    "--format",
    "format_name",
    default="text",
    metavar="NAME",
    help="Format of standard output: text (default), json, sarif, or a plugin's.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=PATH",
    help="Write FORMAT to PATH too; `-` is standard output. Repeatable.",
)
@click.option(
    "--policies",
    "packs",
    multiple=True,
    metavar="PATH|PACK",
    help="Check these packs instead of the configured ones. Repeatable.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Check only these rules: a pack, an id, or a pattern with *. Repeatable.",
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out. Repeatable.")
@click.option(
    "--fail-on",
    type=click.Choice([str(item) for item in reversed(Severity)]),
    help="Least severity that ends the run with exit code 1 (default: low).",
)
@click.option(
    "--config", type=click.Path(path_type=Path), help="Configuration in place of the nearest .holdfast.yaml."
)
@click.option("--no-config", is_flag=True, help="Read no configuration.")
@click.option("--as-of", type=Day(), help="The day that facts and dates are judged by (default: today, UTC).")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where findings alone would give 1.")
def check(
    targets: tuple[str, ...],
    format_name: str,
    outputs: tuple[str, ...],
    packs: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    config: Path | None,
    no_config: bool,  # noqa: FBT001  # click passes options by name
    as_of: date | None,
    exit_zero: bool,  # noqa: FBT001  # click passes options by name
) -> int:
    """Check manifests against policies.

    TARGET is a repository folder, a manifest, or several of them, judged as one portfolio; without
    one it is the current folder.

    \b
    Exit codes:
      0   clean
      1   findings
      2   the run is wrong, or a policy could not be evaluated
      3   nothing to check
      70  a bug in Holdfast

    \b
    Examples:
      holdfast check
      holdfast check shop/ billing/ --format json
      holdfast check -o sarif=holdfast.sarif --fail-on high
      holdfast check --policies ./policies --as-of 2027-04-01
    """  # noqa: D301  # click reads the backspace as: keep these lines as they are
    if any(not target for target in targets):
        raise click.UsageError("a TARGET is empty; is a variable of your script unset?")
    if config is not None and no_config:
        raise click.UsageError("--config and --no-config exclude each other.")
    plugins = installed()
    destinations = _destinations(format_name, outputs, plugins.output_formats)
    report = run(
        Request(
            targets=tuple(map(Path, targets)) or (Path(),),
            as_of=as_of or today(),
            packs=packs,
            select=select,
            ignore=ignore,
            fail_on=Severity(fail_on) if fail_on else None,
            config=config,
            no_config=no_config,
            exit_zero=exit_zero,
            installed=plugins,
        )
    )
    for output_format, path in destinations:
        _write(output_format, path, report)
    if report.exit_code == EXIT_NOTHING:
        click.echo("holdfast: there is no ai-manifest.yaml here, so nothing was checked.", err=True)
        click.echo("  = help: Name a folder that holds one, or write one; the README shows how.", err=True)
    return report.exit_code


def _destinations(
    format_name: str, outputs: tuple[str, ...], formats: Mapping[str, OutputFormat]
) -> list[tuple[OutputFormat, str]]:
    """Return what to write and where; standard output has `--format` unless an `-o` claims it."""
    wanted = [_split(output) for output in outputs]
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
        write_atomically(Path(path), output_format.render(report))
        return
    in_colour = output_format.render_in_colour
    text = in_colour(report) if in_colour and _colour_wanted() else output_format.render(report)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from error


def _colour_wanted() -> bool:
    """NO_COLOR wins, then FORCE_COLOR, then whether a terminal is there (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
