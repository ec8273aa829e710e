"""The rules that a command line may name: of installed packs, of the configuration's, or of `--policies`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from holdfast.cli.options import add_config, add_no_config, add_org_config
from holdfast.cli.parser import Parser
from holdfast.errors import UsageError

if TYPE_CHECKING:
    from holdfast.model.policy import Policy, Rule
    from holdfast.model.settings import Settings


class KnownRules(NamedTuple):
    """Rules by id, sorted; the policies among them; and the settings that hold here."""

    rules: Mapping[str, Rule]
    policies: Mapping[str, Policy]
    settings: Settings


def add_policies(parser: Parser) -> None:
    """Add the options that say which packs there are beside the installed ones."""
    policies = parser.add_argument_group("policies")
    policies.add_argument(
        "--policies",
        action="append",
        default=[],
        metavar="PATH|PACK",
        help="These packs too, instead of the configured ones. Repeatable.",
    )
    add_config(policies)
    add_no_config(policies)
    add_org_config(policies, "; its packs are always there.")


def known_rules(arguments: Namespace) -> KnownRules:
    """Return what is known in the current folder. Raises UserError.

    A pack that is named takes the place of an installed one with the same id, as in a check.
    """
    from holdfast.cli.plugins import installed
    from holdfast.load.rules import BUILT_IN_RULES
    from holdfast.model.settings import PackName
    from holdfast.requirements import load_packs

    plugins = installed()
    settings = _settings(arguments, plugins.policy_packs)
    named = load_packs(settings.packs, plugins)
    shipped = load_packs([PackName(path.name) for path in plugins.policy_packs], plugins)
    packs = {pack.id: pack for pack in (*shipped, *named)}
    policies = {policy.rule.id: policy for pack in packs.values() for policy in pack.policies}
    checks = [check.rule for check in plugins.checks]
    rules = [*BUILT_IN_RULES, *checks, *(policy.rule for policy in policies.values())]
    return KnownRules({rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}, policies, settings)


def _settings(arguments: Namespace, installed: Iterable[Path]) -> Settings:
    from holdfast.load.config import find_config, load_config
    from holdfast.load.homes import homes
    from holdfast.load.organisation import load_organisation
    from holdfast.model.layers import merged
    from holdfast.model.settings import BoundedPath, PackName

    if arguments.config is not None and arguments.no_config:
        raise UsageError("`--config` and `--no-config` exclude each other.", hint="Leave one of them out.")
    here = (Path(),)
    if arguments.config is not None:
        source: BoundedPath | None = BoundedPath(arguments.config)
    else:
        source = None if arguments.no_config else find_config(here)
    organisation = load_organisation(arguments.org_config, here) if arguments.org_config else None
    always = organisation.settings.packs if organisation else ()
    layers = [organisation.layer] if organisation else []
    if source:
        layers += load_config(source, here, homes(installed, always))
    settings = merged(layers)
    if arguments.policies:
        settings = settings._replace(packs=(*always, *map(PackName, arguments.policies)))
    return settings
