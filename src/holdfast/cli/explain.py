"""`holdfast explain`: why a rule is there, and why it fails where it does."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.options import AS_OF, NO_CACHE, cache_of, day, target_paths, today
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import UsageError
from holdfast.model.escape import quoted
from holdfast.model.finding import Outcome, Suppression
from holdfast.model.policy import Rule
from holdfast.model.report import EXIT_CLEAN

if TYPE_CHECKING:
    from holdfast.evaluate.explain import Explanation

MOST_INDENT = 8

HELP = """\
Say what RULE asks for, why, and what to do where it does not hold.

With a TARGET, a repository folder or a manifest, say why RULE fails or is
undecided there: its expressions with their values.

Exit codes:
  0   the rule is explained
  2   the run is wrong, or there is no such rule

Examples:
  holdfast explain inventory/owner
  holdfast explain inventory/owner shop/ --as-of 2027-04-01
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast explain`."""
    parser = Parser(command, "RULE [TARGET]...", description=HELP)
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help=AS_OF)
    parser.add_argument("--no-cache", action="store_true", help=NO_CACHE)
    return parser


def run_command(arguments: Namespace) -> int:
    """Explain a rule, in general or where it fails."""
    rule, *targets = arguments.arguments
    if targets:
        said = _explained_there(rule, target_paths(targets), arguments)
    else:
        said = _explained_in_general(rule)
    say(f"{said}\n")
    return EXIT_CLEAN


def _explained_in_general(rule: str) -> str:
    from holdfast.cli.rules import all_rules
    from holdfast.model.selection import refuse_unknown

    found = {item.id: item for item in all_rules()}
    if rule not in found:
        refuse_unknown(rule, list(found))
        raise _several(rule)
    return _page(found[rule])


def _explained_there(rule: str, targets: tuple[Path, ...], arguments: Namespace) -> str:
    from holdfast.cli.plugins import installed
    from holdfast.run import Request, run

    found: list[Explanation] = []
    as_of, cache = arguments.as_of or today(), cache_of(arguments, targets)
    report = run(Request(targets, as_of, installed(), select=(rule,), cache=cache), found.append)
    if rule not in [item.id for item in report.rules]:
        raise _several(rule)
    found = [item for item in found if item.finding.rule.id == rule]
    outcomes = Counter({count.outcome: count.subjects for count in report.counts if count.rule == rule})
    marks = {finding.sort_key(): finding.suppression for finding in report.findings}
    lines = []
    for item in sorted(found, key=lambda item: item.finding.sort_key()):
        lines += [*_explained(item), *_let_off(marks.get(item.finding.sort_key())), ""]
    lines.append(f"{rule}: {', '.join(f'{count} {outcome}' for outcome, count in sorted(outcomes.items()))}.")
    if not found and (outcomes[Outcome.FAIL] or outcomes[Outcome.UNKNOWN]):
        lines.append("No expression decides this rule; `holdfast check` says what it found.")
    return "\n".join(lines)


def _several(rule: str) -> UsageError:
    return UsageError(
        f"{quoted(rule)} names several rules.", hint="Name one by its full id; `holdfast rules` lists them."
    )


def _explained(item: Explanation) -> list[str]:
    """Return where and what, the expression as written, and below it the values of what tells."""
    from holdfast.output.strings import prose, safe

    finding = item.finding
    lines = [f"{safe(str(finding.place.location))}: {finding.outcome}: {prose(finding.message)}", ""]
    lines += [f"    {safe(line)}" for line in item.source.splitlines()]
    lines += [f"    is {safe(item.value)}"]
    for depth, value, source in item.lines:
        lines.append(f"      {'  ' * min(depth, MOST_INDENT)}where {safe(value)} = {safe(source)}")
    return lines + ([f"      and {item.more:,} more"] if item.more else [])


def _let_off(suppression: Suppression | None) -> list[str]:
    from holdfast.output.text import let_off

    return ["", "    {}: {}".format(*let_off(suppression))] if suppression else []


def _page(rule: Rule) -> str:
    import textwrap

    lines = [f"{rule.id} ({rule.severity}, by {rule.scope})", "", rule.title + "."]
    for heading, text in (("Why", rule.rationale), ("What to do", rule.remediation)):
        if text:
            lines += ["", heading, *textwrap.wrap(text, 88, initial_indent="  ", subsequent_indent="  ")]
    if rule.references:
        lines += ["", "References"]
        lines += [f"  {item.framework} {item.control} {item.url}".rstrip() for item in rule.references]
    return "\n".join(lines)
