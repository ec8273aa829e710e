"""`holdfast rules` and `holdfast explain`: what is checked, and why."""

from __future__ import annotations

import textwrap

import click

from holdfast.cli.plugins import installed
from holdfast.load.rules import RULES
from holdfast.model.policy import Rule
from holdfast.model.selection import refuse_unknown
from holdfast.requirements import load_packs


@click.command()
def rules() -> None:
    """List every rule of the installed packs: id, severity and title."""
    found = _all_rules()
    width = max(len(rule.id) for rule in found)
    for rule in found:
        click.echo(f"{rule.id:{width}}  {rule.severity:8}  {rule.title}")


@click.command(short_help="Say what RULE asks for, why, and what to do.")
@click.argument("rule")
def explain(rule: str) -> None:
    """Say what RULE asks for, why, and what to do where it does not hold."""
    found = {item.id: item for item in _all_rules()}
    if rule not in found:
        refuse_unknown(rule, list(found))
        raise click.UsageError(f"`{rule}` names several rules; name one by its full id.")
    click.echo(_page(found[rule]))


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
