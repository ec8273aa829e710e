"""What a run checks: settings and packs to requirements that are ready to be evaluated."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.errors import ConfigError, PluginError, UserErrors
from holdfast.evaluate.compile import compile_studied
from holdfast.evaluate.engine import Requirement, rule_of
from holdfast.hooks.contributions import Contributions
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.config import is_folder
from holdfast.load.packs import PackFiles, pack_folders, pack_of, read_pack
from holdfast.load.params import checked_params
from holdfast.load.reading import is_inside
from holdfast.load.rules import BUILT_IN_RULES, PACK, RULES
from holdfast.model.policy import BUILT_IN_PACKS, Check, Pack, Rule
from holdfast.model.report import PackInfo
from holdfast.model.selection import refuse_unknown, selected
from holdfast.model.settings import Settings
from holdfast.prepared import Prepared, prepare

NO_PACKS = Settings(packs=())
"""The settings of nobody: they name no pack."""


class Requirements(NamedTuple):
    """What is checked, and the packs that it comes from; the pack `manifest` is among them.

    `left_out` are the ids of rules of these packs that `select` and `ignore` keep from being checked.
    """

    packs: tuple[PackInfo, ...]
    items: tuple[Requirement, ...]
    left_out: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the run, sorted by id."""
        rules = (*RULES, *(rule_of(item) for item in self.items))
        return tuple(sorted(rules, key=lambda rule: rule.id))


def load_requirements(settings: Settings, installed: Contributions, cache: Cache = NO_CACHE) -> Requirements:
    """Load and compile what is to be checked, all of it before anything is evaluated.

    Raises UserError for a pack, a rule, a parameter or an expression that is wrong.
    """
    functions = installed.cel_functions
    prepared = _loaded(
        settings.packs, installed, settings.root, lambda source: prepare(source, functions, cache)
    )
    packs = [each.pack for each in prepared]
    policies = [policy for pack in packs for policy in pack.policies]
    checks = _checks(packs, installed)
    rules = [policy.rule for policy in policies] + [check.rule for check in checks]
    _refuse_repeated([*BUILT_IN_RULES, *rules])
    chosen = _chosen([*BUILT_IN_RULES, *rules], settings)
    kept = [policy for policy in policies if policy.rule.id in chosen]
    errors = [error for each in prepared for policy in kept for error in each.errors.get(policy.rule.id, ())]
    if errors:
        raise UserErrors(errors)
    studied = {rule: found for each in prepared for rule, found in each.studied.items()}
    compiled = compile_studied(kept, functions, studied)
    checked_params(settings, policies)
    taking_part = [PackInfo(pack.id, pack.version) for pack in packs if _is_chosen(pack, chosen)]
    infos = sorted([*taking_part, PACK], key=lambda pack: pack.id)
    items: tuple[Requirement, ...] = (*compiled, *(check for check in checks if check.rule.id in chosen))
    left_out = sorted(rule.id for rule in rules if rule.id not in chosen)
    return Requirements(tuple(infos), items, tuple(left_out))


def load_packs(named: Sequence[str], installed: Contributions, root: Path | None = None) -> tuple[Pack, ...]:
    """Load the packs that are named by id or folder; ConfigError for one that does not exist.

    With `root`, folders must lie in it: a checked tree names no files elsewhere.
    """
    prepared = _loaded(named, installed, root, lambda source: Prepared(pack_of(source)))
    return tuple(each.pack for each in prepared)


def _loaded(
    named: Sequence[str], installed: Contributions, root: Path | None, load: Callable[[PackFiles], Prepared]
) -> tuple[Prepared, ...]:
    shipped = {folder.name: folder for folder in installed.policy_packs}
    packs: dict[str, Prepared] = {}
    for name in named:
        for folder in _folders(name, shipped):
            is_shipped = folder in shipped.values()
            prepared = load(read_pack(folder, None if is_shipped else _bound(name, folder, root)))
            pack = prepared.pack
            if is_shipped and pack.id != folder.name:
                raise PluginError(f"the installed pack {folder.name} calls itself `{pack.id}`.")
            if packs.setdefault(pack.id, prepared).pack != pack:
                raise ConfigError(
                    f"there are two packs `{pack.id}` with different content.", hint="Rename one of the two."
                )
    return tuple(packs.values())


def existing_rules(installed: Contributions, configured: Settings = NO_PACKS) -> list[Rule]:
    """Return every rule of the installed packs and checks, and of the packs that are configured, by id."""
    shipped = load_packs([folder.name for folder in installed.policy_packs], installed)
    own = load_packs(configured.packs, installed, configured.root)
    policies = [policy.rule for pack in (*shipped, *own) for policy in pack.policies]
    rules = {
        rule.id: rule for rule in (*BUILT_IN_RULES, *policies, *(each.rule for each in installed.checks))
    }
    return [rules[rule_id] for rule_id in sorted(rules)]


def _folders(name: str, shipped: Mapping[str, Path]) -> tuple[Path, ...]:
    if not is_folder(name) and name in shipped:
        return (shipped[name],)
    found = pack_folders(Path(name))
    if not found:
        known = ", ".join(f"`{pack}`" for pack in sorted(shipped))
        raise ConfigError(
            f"there is no pack `{name}`.",
            hint=f"Installed packs are {known}; a folder needs a pack.yaml, in it or in its subfolders.",
        )
    return found


def _bound(name: str, folder: Path, root: Path | None) -> Path | None:
    if root is not None and not is_inside(root, folder.resolve()):
        raise ConfigError(
            f"the pack folder {Path(name).name} is outside the repository whose configuration names it.",
            hint="Copy it into the repository, or name it on the command line with --policies.",
        )
    return root


def _checks(packs: Iterable[Pack], installed: Contributions) -> list[Check]:
    """Return the Python checks to run: those of a named pack, and those that belong to no pack.

    A check is written as part of a pack by its id, `<pack>/<name>`. One without a pack folder is on
    wherever its plugin is installed: nobody could name it.
    """
    named = {pack.id for pack in packs}
    folders = {folder.name for folder in installed.policy_packs}
    return [check for check in installed.checks if check.rule.pack in named or check.rule.pack not in folders]


def _refuse_repeated(rules: Iterable[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen or (rule.pack in BUILT_IN_PACKS and rule not in BUILT_IN_RULES):
            raise ConfigError(
                f"the rule `{rule.id}` is there twice, or is in a pack that is built in.",
                hint="Rename the one that a plugin or a pack of yours brings.",
            )
        seen.add(rule.id)


def _is_chosen(pack: Pack, chosen: frozenset[str]) -> bool:
    return any(policy.rule.id in chosen for policy in pack.policies)


def _chosen(rules: Sequence[Rule], settings: Settings) -> frozenset[str]:
    for pattern in settings.enforcement:
        refuse_unknown(pattern, [rule.id for rule in rules])
        if (pack := pattern.partition("/")[0]) in BUILT_IN_PACKS:
            raise ConfigError(
                f"the pack `{pack}` is always enforced; `{pattern}` cannot be set otherwise.",
                location=settings.document.locate_key(("enforcement", pattern))
                if settings.document
                else None,
                hint="Remove the line.",
            )
    # A pack that is built in may be named, and is on whether it is or not.
    return selected(rules, settings.select, settings.ignore)
