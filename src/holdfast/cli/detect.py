"""`holdfast detect`: list the models that a repository names."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from holdfast.cli.options import (
    AS_OF,
    NO_CACHE,
    add_config,
    add_format,
    add_jobs,
    add_no_config,
    add_org_config,
    cache_of,
    day,
    target_paths,
    today,
)
from holdfast.cli.parser import Parser
from holdfast.cli.streams import complain, say
from holdfast.errors import UsageError
from holdfast.model.report import EXIT_CLEAN, EXIT_NOTHING

if TYPE_CHECKING:
    from holdfast.model.reference import Detection

FORMATS = ("text", "cyclonedx", "json", "sarif")

NOTHING_TO_SEARCH = """\
holdfast: there is no file here that a detector looks at, so nothing was searched; what git ignores is not.
  = help: Name a folder that holds code, deployments or configurations, or a file.
"""

HELP = """\
List the models that files of a repository name: configurations of gateways and
applications, deployments, code. Each with its place, family and vendor, host
and region, and how sure it is. What only a running system knows is listed as
unresolved.

TARGET is a repository folder, a file, or several of them; without one it is the
current folder. Only files that git tracks or would track are read. Nothing is
run, rendered or fetched, and no value beside an id is shown.

What reads the formats comes with Holdfast's folder `plugins/detect`; formats of your
own are described in .holdfast.yaml, those of an organisation in its configuration.

Exit codes:
  0   the models are listed, also where there are none
  2   the run is wrong
  3   no file was searched

Examples:
  holdfast detect
  holdfast detect shop/ billing/ --format json
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast detect`."""
    parser = Parser(command, "[TARGET]...", description=HELP)
    parser.add_argument("--no-cache", action="store_true", help=NO_CACHE)
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help=AS_OF)
    add_jobs(parser)
    add_config(parser)
    add_no_config(parser)
    add_org_config(parser, "; its detectors are always there.")
    add_format(parser, FORMATS)
    return parser


def run_command(arguments: Namespace) -> int:
    """Search the targets and list what they name."""
    from holdfast.cli.plugins import installed
    from holdfast.detect.own import with_own
    from holdfast.detection import Search, detect
    from holdfast.hooks.detectors import required
    from holdfast.run import Request, configured_by

    render = _renderer(arguments.format)
    plugins = installed()
    request = Request(
        targets=target_paths(arguments.arguments) or (Path(),),
        as_of=arguments.as_of or today(),
        installed=plugins,
        config=arguments.config,
        no_config=arguments.no_config,
        org_config=arguments.org_config,
    )
    settings = configured_by(request).settings
    search = Search(
        targets=request.targets,
        detectors=required(with_own(settings, plugins.detectors())),
        facts=plugins.facts,
        as_of=request.as_of,
        cache=cache_of(arguments, request.targets),
        jobs=arguments.jobs,
        own=settings.own_detectors,
    )
    detection = detect(search)
    say(render(detection))
    if not detection.searched:
        complain(NOTHING_TO_SEARCH)
        return EXIT_NOTHING
    return EXIT_CLEAN


def _renderer(name: str) -> Callable[[Detection], str]:
    """Return what writes the format `name`. Raises UsageError where what it is written with is missing."""
    try:
        return cast("Callable[[Detection], str]", import_module(f"holdfast.output.references_{name}").render)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "cyclonedx":
            raise
        raise UsageError(
            f"`--format {name}` needs a library that is not installed.",
            hint="Install it: pip install cyclonedx-python-lib",
        ) from None
