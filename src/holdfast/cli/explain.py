"""`holdfast explain`: why a rule is there, and why it fails where it does."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.cli.known_rules import add_policies, known_rules
from holdfast.cli.options import AS_OF, NO_CACHE, cache_of, day, target_paths, today
from holdfast.cli.parser import Parser
from holdfast.cli.streams import say
from holdfast.errors import UsageError
from holdfast.model.escape import quoted
from holdfast.model.finding import Outcome, Suppression
from holdfast.model.policy import Rule
from holdfast.model.report import EXIT_CLEAN

if TYPE_CHECKING:
    from holdfast.evaluate.watch import Explanation
    from holdfast.model.policy import Policy
    from holdfast.model.settings import Settings

MOST_INDENT = 8

HELP = """\
Say what RULE asks for, why, and what to do where it does not hold; its
parameters, with the values that they have here.

With a TARGET, a repository folder or a manifest, say why RULE fails or is
undecided there: its expressions with their values.

Exit codes:
  0   the rule is explained
  2   the run is wrong, or there is no such rule

Examples:
  holdfast explain inventory/owner
  holdfast explain inventory/owner shop/ --as-of 2027-04-01
  holdfast explain acme/pinned-models --policies policies/acme
"""


def build_parser(command: str) -> Parser:
    """Return what reads the command line of `holdfast explain`."""
    parser = Parser(command, "RULE [TARGET]...", description=HELP)
    parser.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help=AS_OF)
    parser.add_argument("--no-cache", action="store_true", help=NO_CACHE)
    add_policies(parser)
    return parser


def run_command(arguments: Namespace) -> int:
    """Explain a rule, in general or where it fails."""
    rule, *targets = arguments.arguments
    if targets:
        said = _explained_there(rule, target_paths(targets), arguments)
    else:
        said = _explained_in_general(rule, arguments)
    say(f"{said}\n")
    return EXIT_CLEAN


def _explained_in_general(rule: str, arguments: Namespace) -> str:
    from holdfast.model.selection import refuse_unknown

    known = known_rules(arguments)
    if rule not in known.rules:
        refuse_unknown(rule, list(known.rules))
        raise _several(rule)
    parameters = _parameters(known.policies[rule], known.settings) if rule in known.policies else ()
    return "\n".join([*_page(known.rules[rule]), *parameters])


def _explained_there(rule: str, targets: tuple[Path, ...], arguments: Namespace) -> str:
    from holdfast.cli.plugins import installed
    from holdfast.run import Request, run

    found: list[Explanation] = []
    request = Request(
        targets,
        arguments.as_of or today(),
        installed(),
        packs=tuple(arguments.policies),
        select=(rule,),
        config=arguments.config,
        org_config=arguments.org_config,
        no_config=arguments.no_config,
        cache=cache_of(arguments, targets),
    )
    report = run(request, found.append)
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


def _page(rule: Rule) -> Iterator[str]:
    from holdfast.output.strings import prose, safe

    yield from (f"{rule.id} ({rule.severity}, by {rule.scope})", "", f"{prose(rule.title)}.")
    for heading, text in (("Why", rule.rationale), ("What to do", rule.remediation)):
        if text:
            yield from ("", heading, *_wrapped(prose(text), "  "))
    if rule.references:
        yield from ("", "References")
        for item in rule.references:
            yield safe(f"  {item.framework} {item.control} {item.url}").rstrip()


def _parameters(policy: Policy, settings: Settings) -> Iterator[str]:
    """Yield each parameter with the value that it has, and where that was set."""
    from holdfast.model.params import value_of
    from holdfast.output.strings import prose, safe

    if policy.params:
        yield from ("", "Parameters")
    for name, schema in policy.params.items():
        default = _shown(schema["default"])
        given = value_of(settings, policy.rule.id, name)
        origin = settings.origin(given.key) if given else None
        if given and origin and origin.document:
            where = origin.document.locate(origin.pointer)
            yield f"  {name}: {_shown(given.value)}, set at {safe(str(where))}; the default is {default}"
        else:
            yield f"  {name}: {default}, the default"
        yield from _wrapped(prose(schema.get("description", "")), "    ")


def _shown(value: object) -> str:
    import json

    return json.dumps(value)


def _wrapped(text: str, indent: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 88, initial_indent=indent, subsequent_indent=indent)
