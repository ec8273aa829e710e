"""`holdfast detect`: list the models that a repository names."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module
from pathlib import Path

from holdfast.cli.options import AS_OF, NO_CACHE, add_format, cache_of, day, target_paths, today
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import PluginError
from holdfast.model.report import EXIT_CLEAN, EXIT_NOTHING

FORMATS = ("text", "json", "sarif")

HELP = """\
List the models that files of a repository name: configurations of gateways and
applications, deployments, code. Each with its place, family and vendor, host
and region, and how sure it is. What only a running system knows is listed as
unresolved.

TARGET is a repository folder, a file, or several of them; without one it is the
current folder. Only files that git tracks or would track are read. Nothing is
run, rendered or fetched, and no value beside an id is shown.

What reads the formats comes with Holdfast's folder `plugins/detect`.

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
    add_format(parser, FORMATS)
    return parser


def run_command(arguments: Namespace) -> int:
    """Search the targets and list what they name."""
    from holdfast.cli.plugins import installed, installed_detectors
    from holdfast.detection import Search, detect

    detectors = installed_detectors()
    if not detectors:
        raise PluginError(
            "no plugin that detects models is installed.",
            hint="Install ours, from a clone of Holdfast: pip install ./plugins/detect",
        )
    targets = target_paths(arguments.arguments) or (Path(),)
    search = Search(
        targets=targets,
        detectors=detectors,
        facts=installed().facts,
        as_of=arguments.as_of or today(),
        cache=cache_of(arguments, targets),
    )
    detection = detect(search)
    renderer = import_module(f"holdfast.output.references_{arguments.format}")
    say(renderer.render(detection))
    return EXIT_CLEAN if detection.searched else EXIT_NOTHING
