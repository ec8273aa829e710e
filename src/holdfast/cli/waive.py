"""`holdfast waive`: write a waiver for what a rule finds."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.files import write_atomically
from holdfast.cli.options import AS_OF, add_org_config, day, target_paths, today
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import ConfigError, UsageError
from holdfast.model.escape import quoted
from holdfast.model.report import EXIT_CLEAN, Report

if TYPE_CHECKING:
    from holdfast.load.waiver_text import Draft
    from holdfast.model.exceptions import Waiver
    from holdfast.model.finding import Finding
    from holdfast.model.settings import BoundedPath
    from holdfast.run import Request

HELP = """\
Let RULE off for SUBJECT until a day, by a waiver in .holdfast-waivers.yaml.

RULE is the full id of a rule, and SUBJECT what it finds something on, as the
JSON output names it: the manifest's name and the path by ids. For a rule on the
whole portfolio it is `portfolio`. The finding must be there: TARGET is checked
first, as by `holdfast check`; without one it is the current folder.

The waiver is put behind those that are there; they stay as they are written. It
lies beside .holdfast.yaml, or at the top of the repository.

Exit codes:
  0   the waiver is written
  2   the run is wrong, or there is nothing that may be waived so

Example:
  holdfast waive inventory/owner shop/applications/chat --reason 'Team is new' \\
    --owner group:web --approver user:risk-officer --expires 2027-03-31
"""
REQUIRED = ("reason", "owner", "approver", "expires")
MOST_SUBJECTS = 5
_TO_DO = {
    "exceptions/expired-waiver": "Name a day with `--expires` that is not over.",
    "exceptions/forbidden-waiver": "Mend what the rule finds.",
}
"""What is to be done about a waiver that is not written yet, where that differs from one that is."""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast waive`."""
    parser = Parser(command, "RULE SUBJECT [TARGET]...", description=HELP)
    waiver = parser.add_argument_group("the waiver")
    waiver.add_argument("--reason", metavar="TEXT", help="Why it is let off. Required.")
    waiver.add_argument("--owner", metavar="WHO", help="Who mends it: group:x, user:x or a name. Required.")
    waiver.add_argument(
        "--approver", metavar="WHO", help="Who lets it off; somebody else than the owner. Required."
    )
    waiver.add_argument(
        "--expires", type=day, metavar="YYYY-MM-DD", help="The last day on which it holds. Required."
    )
    waiver.add_argument("--validation", metavar="NAME", default="", help="Only this validation of the rule.")
    checked = parser.add_argument_group("what is checked")
    checked.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help=AS_OF)
    checked.add_argument(
        "--policies",
        action="append",
        default=[],
        metavar="PATH|PACK",
        help="Check these packs instead of the configured ones. Repeatable.",
    )
    checked.add_argument(
        "--config",
        type=Path,
        metavar="PATH",
        help="Configuration in place of the nearest .holdfast.yaml; the waivers lie beside it.",
    )
    add_org_config(checked, ", whose limits hold for the waiver.")
    return parser


def run_command(arguments: Namespace) -> int:
    """Write the waiver, if there is what it waives and it may be as it is."""
    rule, subject, *targets = arguments.arguments
    for name in REQUIRED:
        value = getattr(arguments, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise UsageError(
                f"`holdfast waive` needs `--{name}`.",
                hint="Reason, owner, approver and expiry are required: a waiver is somebody's decision.",
            )
    from holdfast.cli.plugins import installed
    from holdfast.load.waiver_text import Draft
    from holdfast.run import Request, run

    request = Request(
        targets=target_paths(targets) or (Path(),),
        as_of=arguments.as_of or today(),
        installed=installed(),
        packs=tuple(arguments.policies),
        select=(rule,),
        config=arguments.config,
        org_config=arguments.org_config,
    )
    draft = Draft(
        rule=rule,
        subject=subject,
        reason=arguments.reason.strip(),
        owner=arguments.owner.strip(),
        approver=arguments.approver.strip(),
        expires=arguments.expires,
        validation=arguments.validation,
    )
    _prepared(request, draft)  # what may not be is refused before anything is checked
    found = _waived(run(request), draft)
    source, text, waiver = _prepared(request, draft._replace(looked_at=found[0].looked_at))
    write_atomically(source.path, text)
    number = "1 finding" if len(found) == 1 else f"{len(found):,} findings"
    until = draft.expires.isoformat()
    say(f"{waiver.place('rule').location}: waives {number} of {rule} until {until}.\n")
    return EXIT_CLEAN


def _waived(report: Report, draft: Draft) -> list[Finding]:
    """Return the findings that the waiver is for. Raises ConfigError where there is none."""
    from holdfast.model.finding import Outcome
    from holdfast.triage.suppression import subject_of

    if draft.rule not in [rule.id for rule in report.rules]:
        raise UsageError(
            f"{quoted(draft.rule)} names several rules.",
            hint="Name one by its full id; `holdfast rules` lists them.",
        )
    of_rule = [finding for finding in report.findings if finding.rule.id == draft.rule]
    if any(finding.outcome is Outcome.ERROR for finding in of_rule):
        raise ConfigError(
            f"{quoted(draft.rule)} could not be evaluated, which cannot be waived.",
            hint="Mend the policy; `holdfast check` says where.",
        )
    here = [finding for finding in of_rule if subject_of(finding) == draft.subject]
    if not here:
        raise _nothing(draft, sorted({subject_of(finding) for finding in of_rule}))
    found = [finding for finding in here if draft.validation in ("", finding.validation)]
    if not found:
        names = sorted({finding.validation for finding in here} - {""})
        raise ConfigError(
            f"nothing that {quoted(draft.rule)} finds there is of the validation {quoted(draft.validation)}.",
            hint=f"There is: {', '.join(map(quoted, names))}." if names else "Leave `--validation` out.",
        )
    return found


def _nothing(draft: Draft, subjects: Sequence[str]) -> ConfigError:
    from holdfast.model.spelling import did_you_mean, listed

    near = did_you_mean(draft.subject, subjects)
    there = (
        f"It finds something on {listed(subjects[:MOST_SUBJECTS])}" if subjects else "It finds nothing here"
    )
    more = f" and {len(subjects) - MOST_SUBJECTS:,} more" if len(subjects) > MOST_SUBJECTS else ""
    return ConfigError(
        f"{quoted(draft.rule)} finds nothing on {quoted(draft.subject)}, so there is nothing to waive.",
        hint=f"{near}{there}{more}.",
    )


def _prepared(request: Request, draft: Draft) -> tuple[BoundedPath, str, Waiver]:
    """Return the file, what it will hold, and the waiver as read from that. Raises ConfigError."""
    from holdfast.load.files import read_bounded
    from holdfast.load.upwards import shown_path
    from holdfast.load.waiver_text import with_waiver
    from holdfast.load.waivers import waiver_document, waivers_in
    from holdfast.run import configured_by
    from holdfast.triage.locks import limits_of
    from holdfast.triage.suppression import faults

    source = _source(request)
    shown = shown_path(source.path, request.targets)
    raw = None
    if os.path.lexists(source.path):
        raw = read_bounded(source.path, shown, ConfigError, source.root)
        _refuse_twice(waivers_in(waiver_document(raw, shown)), draft)
    text, waiver = with_waiver(raw, draft, shown)
    for fault in faults(waiver, limits_of(*configured_by(request)), request.as_of):
        raise ConfigError(f"{fault.message}.", hint=_TO_DO.get(fault.rule, fault.help))
    return source, text.decode("utf-8"), waiver


def _source(request: Request) -> BoundedPath:
    """Return where the waivers are, or are to be: beside the configuration, or at the top."""
    from holdfast.exceptions import waiver_source
    from holdfast.load.config import find_config
    from holdfast.load.upwards import repository_root
    from holdfast.load.waivers import WAIVERS_FILE
    from holdfast.model.settings import BoundedPath

    found = waiver_source(request.targets, request.config, no_config=False)
    if found:
        return found
    config = BoundedPath(request.config) if request.config else find_config(request.targets)
    if config:
        return BoundedPath(config.path.parent / WAIVERS_FILE, config.root)
    roots = {repository_root(target) for target in request.targets}
    if len(roots) > 1:
        raise ConfigError(
            "the targets are of several repositories, which have no configuration in common.",
            hint="Name one repository, or the configuration that the waivers shall lie beside (`--config`).",
        )
    root = roots.pop()
    return BoundedPath(root / WAIVERS_FILE, root)


def _refuse_twice(waivers: Sequence[Waiver], draft: Draft) -> None:
    for waiver in waivers:
        same = (waiver.rule, waiver.subject) == (draft.rule, draft.subject)
        if same and waiver.validation in ("", draft.validation):
            raise ConfigError(
                f"there is a waiver of {quoted(draft.rule)} for {quoted(draft.subject)} already.",
                location=waiver.place("rule").location,
                hint="Have that one approved anew: change its reason, approver and `expires`.",
            )
