"""`holdfast inventory`: what is there, and what is known of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.check import NOTHING_TO_CHECK, add_what_is_checked, request_of
from holdfast.cli.files import write_atomically
from holdfast.cli.options import one_of
from holdfast.cli.parser import Parser
from holdfast.cli.streams import complain, say
from holdfast.model.report import EXIT_NOTHING, EXIT_WRONG_RUN

if TYPE_CHECKING:
    from holdfast.model.choice import Choice
    from holdfast.model.inventory import Inventory

FORMATS = ("text", "markdown", "csv", "json")
SORTS = ("criticality", "application", "manifest", "owner", "risk", "vendor", "verdict")

_WORDS = {
    "criticality": ("low", "medium", "high", "critical", "unknown"),
    "lifecycle": ("experimental", "pilot", "production", "deprecated", "retired"),
    "risk": ("prohibited", "high", "transparency", "minimal", "unclassified", "unknown"),
}
_CHOSEN = {
    "criticality": "Only applications that are so critical.",
    "data": "Only applications that see data of this class.",
    "family": "Only applications that use a model of this family.",
    "hosting": "Only applications with a model that is hosted so.",
    "lifecycle": "Only applications at this point of their life.",
    "owner": "Only applications of this owner: group:web, or web.",
    "risk": "Only applications of this risk class (AI Act).",
    "vendor": "Only applications that use a model of this vendor.",
}

HELP = """\
List the applications with their models: owner, criticality, data, family and
vendor, hosting path, countries, contract, migration path, risk class, and what
the policies say of each.

TARGET is as for `holdfast check`: several of them are one portfolio. What nobody
knows is listed as unknown, with the reason. Of options that choose applications,
each may be repeated for one value or another; several must all hold. The value
`unknown` chooses those of which nobody knows it.

Exit codes:
  0   the list is complete; what the policies say does not change that
  1   a manifest could not be read, so the list is not complete
  2   the run is wrong, or a policy could not be evaluated
  3   nothing to list

Examples:
  holdfast inventory
  holdfast inventory shop/ billing/ --format csv -o inventory.csv
  holdfast inventory --criticality critical --failing --sort verdict
  holdfast inventory --vendor openai --vendor unknown --format markdown
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast inventory`."""
    parser = Parser(command, "[TARGET]...", description=HELP)
    choosing = parser.add_argument_group("which applications")
    for field, meaning in _CHOSEN.items():
        words = _WORDS.get(field)
        choosing.add_argument(
            f"--{field}",
            action="append",
            default=[],
            type=one_of(field, words) if words else str,
            metavar="WORD",
            help=f"{meaning[:-1]}: {', '.join(words)}." if words else meaning,
        )
    choosing.add_argument(
        "--failing", action="store_true", help="Only applications with findings that make a check fail."
    )
    choosing.add_argument(
        "--incomplete", action="store_true", help="Only applications of which something is not known."
    )
    output = parser.add_argument_group("output")
    output.add_argument(
        "--sort",
        type=one_of("order", SORTS),
        default=SORTS[0],
        metavar="WORD",
        help=f"What comes first: {', '.join(SORTS)} (default: criticality). Unknown comes before all.",
    )
    output.add_argument(
        "--format",
        type=one_of("format", FORMATS),
        default=FORMATS[0],
        metavar="NAME",
        help=f"Format of the list: {', '.join(FORMATS)} (default: text).",
    )
    output.add_argument(
        "-o", "--output", type=Path, metavar="PATH", help="Write the list to PATH, not to standard output."
    )
    add_what_is_checked(parser)
    return parser


def run_command(arguments: Namespace) -> int:
    """List the applications."""
    request = request_of(arguments)
    from holdfast.cli.progress import shown
    from holdfast.inventory import inventory
    from holdfast.model.choice import Choice, chosen

    choice = Choice(
        arguments.sort,
        {field: wanted for field in _CHOSEN if (wanted := getattr(arguments, field))},
        arguments.failing,
        arguments.incomplete,
    )
    with shown(request) as watched:
        whole = inventory(watched)
    listed = chosen(whole, choice)
    text = _renderer(arguments.format)(listed)
    if arguments.output:
        write_atomically(arguments.output, text)
    else:
        say(text)
    complain("".join(f"holdfast: {line}\n" for line in (*_unmet(whole, choice), *_warnings(listed))))
    if listed.exit_code == EXIT_NOTHING:
        complain(NOTHING_TO_CHECK)
    return listed.exit_code


def _renderer(name: str) -> Callable[[Inventory], str]:
    from importlib import import_module

    renderer: Callable[[Inventory], str] = import_module(f"holdfast.output.inventory_{name}").render
    return renderer


def _unmet(inventory: Inventory, choice: Choice) -> Iterator[str]:
    """Say which values no application has: a misspelt one chooses nothing."""
    from holdfast.model.choice import UNKNOWN, has_value, values_of
    from holdfast.model.escape import quoted
    from holdfast.model.spelling import did_you_mean

    for field, wanted in choice.values.items():
        for value in wanted:
            if value != UNKNOWN and not has_value(inventory.rows, field, value):
                near = did_you_mean(value, values_of(inventory.rows, field))
                yield f"no application has the {field} {quoted(value)}. {near}".rstrip()


def _warnings(inventory: Inventory) -> Iterator[str]:
    from holdfast.output.strings import count

    if inventory.unreadable:
        manifests = count(len(inventory.unreadable), "manifest")
        yield f"{manifests} could not be read, so the list is not complete; `holdfast check` says why."
    if inventory.exit_code == EXIT_WRONG_RUN:
        yield "a policy could not be evaluated; `holdfast check` says why."
