"""`holdfast rules` and `holdfast explain`: what is checked, and why."""

from __future__ import annotations

import textwrap
from collections import Counter
from datetime import date
from pathlib import Path

import click

from holdfast.cli.options import Day, today
from holdfast.cli.plugins import installed
from holdfast.evaluate.explain import Explanation
from holdfast.load.rules import RULES
from holdfast.model.finding import Outcome
from holdfast.model.policy import Rule
from holdfast.model.selection import refuse_unknown
from holdfast.output.strings import prose, safe
from holdfast.requirements import load_packs
from holdfast.run import Request, run

MOST_INDENT = 8


@click.command()
def rules() -> None:
    """List every rule of the installed packs: id, severity and title."""
    found = _all_rules()
    width = max(len(rule.id) for rule in found)
    for rule in found:
        click.echo(f"{rule.id:{width}}  {rule.severity:8}  {rule.title}")


@click.command(short_help="Say what RULE asks for, why, and what to do.")
@click.argument("rule")
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--as-of", type=Day(), help="The day that facts and dates are judged by (default: today, UTC).")
def explain(rule: str, targets: tuple[str, ...], as_of: date | None) -> None:
    """Say what RULE asks for, why, and what to do where it does not hold.

    With a TARGET, say why RULE fails or is undecided there: its expressions with their values.
    """
    if targets:
        _explain_there(rule, targets, as_of or today())
        return
    found = {item.id: item for item in _all_rules()}
    if rule not in found:
        refuse_unknown(rule, list(found))
        raise click.UsageError(f"`{rule}` names several rules; name one by its full id.")
    click.echo(_page(found[rule]))


def _explain_there(rule: str, targets: tuple[str, ...], as_of: date) -> None:
    found: list[Explanation] = []
    request = Request(tuple(map(Path, targets)), as_of, installed(), select=(rule,))
    report = run(request, found.append)
    if rule not in [item.id for item in report.rules]:
        raise click.UsageError(f"`{rule}` names several rules; name one by its full id.")
    found = [item for item in found if item.finding.rule.id == rule]
    outcomes = Counter(result.outcome for result in report.results if result.rule == rule)
    for item in sorted(found, key=lambda item: item.finding.sort_key()):
        click.echo("\n".join([*_explained(item), ""]))
    click.echo(f"{rule}: {', '.join(f'{count} {outcome}' for outcome, count in sorted(outcomes.items()))}.")
    if not found and (outcomes[Outcome.FAIL] or outcomes[Outcome.UNKNOWN]):
        click.echo("No expression decides this rule; `holdfast check` says what it found.")


def _explained(item: Explanation) -> list[str]:
    """Return where and what, the expression as written, and below it the values of what tells."""
    finding = item.finding
    lines = [f"{safe(str(finding.place.location))}: {finding.outcome}: {prose(finding.message)}", ""]
    lines += [f"    {safe(line)}" for line in item.source.splitlines()]
    lines += [f"    is {safe(item.value)}"]
    for depth, value, source in item.lines:
        lines.append(f"      {'  ' * min(depth, MOST_INDENT)}where {safe(value)} = {safe(source)}")
    return lines + ([f"      and {item.more:,} more"] if item.more else [])


def _all_rules() -> list[Rule]:
    plugins = installed()
    packs = load_packs([path.name for path in plugins.policy_packs], plugins)
    policies = [policy.rule for pack in packs for policy in pack.policies]
    return sorted([*RULES, *policies, *(check.rule for check in plugins.checks)], key=lambda rule: rule.id)


def _page(rule: Rule) -> str:
    lines = [f"{rule.id} ({rule.severity}, by {rule.scope})", "", rule.title + "."]
    for heading, text in (("Why", rule.rationale), ("What to do", rule.remediation)):
        if text:
            lines += ["", heading, *textwrap.wrap(text, 88, initial_indent="  ", subsequent_indent="  ")]
    if rule.references:
        lines += ["", "References"]
        lines += [f"  {item.framework} {item.control} {item.url}".rstrip() for item in rule.references]
    return "\n".join(lines)
