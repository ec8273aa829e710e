"""`holdfast baseline`: accept the failures that there are."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.check import NOTHING_TO_CHECK, add_what_is_checked, request_of
from holdfast.cli.files import write_atomically
from holdfast.cli.parser import Parser
from holdfast.cli.streams import complain, say
from holdfast.model.report import EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOTHING, EXIT_WRONG_RUN

if TYPE_CHECKING:
    from holdfast.model.settings import BoundedPath
    from holdfast.triage.acceptance import Acceptance

MOST_REFUSED = 10

HELP = """\
Accept the failures that there are, so that only new ones fail.

Write them to a baseline, which `holdfast check --baseline` or `baseline` in the
configuration then holds findings against. One that exists loses what is mended,
and takes in nothing new, unless --grow says so. What is undecided, waived or not
enforced is never accepted.

Exit codes:
  0   the baseline holds all that it can
  1   there are new failures, which were not accepted
  2   the run is wrong, or a policy could not be evaluated
  3   nothing to check

Examples:
  holdfast baseline
  holdfast baseline shop/ -o shop/.holdfast-baseline.json
  holdfast baseline --grow
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast baseline`."""
    parser = Parser(command, "[TARGET]...", description=HELP)
    add_what_is_checked(parser)
    output = parser.add_argument_group("output")
    output.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        help="Where the baseline is (default: as configured, else .holdfast-baseline.json here).",
    )
    output.add_argument("--grow", action="store_true", help="Take new failures in too.")
    return parser


def run_command(arguments: Namespace) -> int:
    """Check the targets and write what is accepted of it."""
    request = request_of(arguments)
    from holdfast.cli.progress import run
    from holdfast.load.baseline import BASELINE_FILE, load_baseline
    from holdfast.load.upwards import shown_path
    from holdfast.model.settings import BoundedPath
    from holdfast.output.baseline import render
    from holdfast.run import configured_by
    from holdfast.triage.acceptance import accept
    from holdfast.triage.locks import limits_of

    configured = configured_by(request)
    found = configured.settings.baseline or BoundedPath(Path(BASELINE_FILE))
    source = BoundedPath(arguments.output) if arguments.output else found
    shown = shown_path(source.path, request.targets)
    exists = os.path.lexists(source.path)
    previous = load_baseline(source, shown) if exists else None
    report = run(request._replace(baseline=source.path if exists else None, no_baseline=not exists))
    if report.exit_code == EXIT_NOTHING:
        complain(NOTHING_TO_CHECK)
        return EXIT_NOTHING
    limits = limits_of(*configured)
    acceptance = accept(report.findings, report.stale, previous, limits, grow=arguments.grow)
    write_atomically(source.path, render(acceptance.entries))
    is_used = configured.settings.baseline is not None and _is_same(source, configured.settings.baseline)
    say("".join(f"{line}\n" for line in _said(shown, acceptance, is_used=is_used)))
    if report.exit_code == EXIT_WRONG_RUN:
        complain("holdfast: a policy could not be evaluated; `holdfast check` says why.\n")
        return EXIT_WRONG_RUN
    return EXIT_FINDINGS if acceptance.refused else EXIT_CLEAN


def _is_same(one: BoundedPath, other: BoundedPath) -> bool:
    return os.path.realpath(one.path) == os.path.realpath(other.path)


def _said(shown: str, acceptance: Acceptance, *, is_used: bool) -> Iterator[str]:
    from holdfast.output.strings import count, prose, safe

    total = sum(entry.times for entry in acceptance.entries)
    change = f"{len(acceptance.added):,} added, {acceptance.removed:,} removed"
    yield f"{safe(shown)}: {count(total, 'failure')} accepted ({change})."
    if acceptance.left_out:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(acceptance.left_out.items()))
        yield f"Never accepted: {kinds}."
    if acceptance.refused:
        new = count(len(acceptance.refused), "new failure")
        yield f"Not accepted, because a baseline only shrinks: {new}; --grow would add:"
        for finding in acceptance.refused[:MOST_REFUSED]:
            yield f"  {safe(str(finding.place.location))}: {safe(finding.rule.id)}: {prose(finding.message)}"
        if len(acceptance.refused) > MOST_REFUSED:
            yield f"  and {len(acceptance.refused) - MOST_REFUSED:,} more"
    if acceptance.entries and not is_used:
        named = f"name it in .holdfast.yaml as `baseline: {safe(shown)}`"
        yield f"Not used yet: {named}, or pass `--baseline` to a check."
