"""What a run checks: settings and packs to requirements that are ready to be evaluated."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from holdfast.errors import ConfigError, PluginError, UserErrors
from holdfast.evaluate.compile import compile_studied
from holdfast.evaluate.engine import Requirement, rule_of
from holdfast.hooks.contributions import Contributions
from holdfast.load.cache import NO_CACHE, Cache
from holdfast.load.homes import named_folders
from holdfast.load.packs import PackFiles, pack_of, read_pack
from holdfast.load.reading import is_inside
from holdfast.load.rules import BUILT_IN_RULES, PACK, RULES
from holdfast.model.empty import EMPTY
from holdfast.model.git_source import is_git
from holdfast.model.layers import is_folder
from holdfast.model.location import Location
from holdfast.model.organisation import Organisation
from holdfast.model.policy import BUILT_IN_PACKS, Check, Pack, Rule
from holdfast.model.report import PackInfo
from holdfast.model.selection import matches, refuse_unknown
from holdfast.model.settings import BoundedPath, PackName, Settings, Source
from holdfast.prepared import Prepared, prepare
from holdfast.triage.locks import Held, Known, hold

_LOCKED_WITH = dict.fromkeys((Source.DEFAULT, Source.EXTENDED), Source.CONFIGURATION)
"""Packs of which nobody says anything, and those of what a configuration extends, are in its lock."""

NO_PACKS = Settings(packs=())
"""The settings of nobody: they name no pack."""


class Requirements(NamedTuple):
    """What is checked, and the packs that it comes from; the pack `manifest` is among them.

    `held` is what holds of the settings. `homes` are the folders that files of packs can be included
    from. `left_out` are the ids of rules that `select` and `ignore` keep from being checked.
    """

    packs: tuple[PackInfo, ...]
    items: tuple[Requirement, ...]
    held: Held
    homes: Mapping[str, Path] = EMPTY
    left_out: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the run, sorted by id."""
        rules = (*RULES, *(rule_of(item) for item in self.items))
        return tuple(sorted(rules, key=lambda rule: rule.id))


class _Loaded(NamedTuple):
    """The packs of a run, and their folders, by id.

    `own` are those of the organisation, `displaced` those that would have taken their place.
    """

    packs: Mapping[str, Prepared]
    folders: Mapping[str, Path]
    own: frozenset[str] = frozenset()
    displaced: tuple[tuple[PackName, str], ...] = ()


def load_requirements(
    settings: Settings,
    installed: Contributions,
    organisation: Organisation | None = None,
    cache: Cache = NO_CACHE,
) -> Requirements:
    """Load and compile what is to be checked, all of it before anything is evaluated.

    `settings` are those of all layers and the command line. Raises UserError for a pack, a rule, a
    parameter or an expression that is wrong.
    """
    functions = installed.cel_functions
    loaded = _loaded(
        settings,
        installed,
        lambda source: prepare(source, functions, cache),
        _holding(settings.locks),
    )
    prepared = tuple(loaded.packs.values())
    packs = [each.pack for each in prepared]
    policies = [policy for pack in packs for policy in pack.policies]
    checks = _checks(packs, installed)
    _refuse_absent(packs, checks)
    rules = [policy.rule for policy in policies] + [check.rule for check in checks]
    _refuse_repeated([*BUILT_IN_RULES, *rules])
    _refuse_unknown(settings, [rule.id for rule in (*BUILT_IN_RULES, *rules)], installed)
    # A check that belongs to no pack is on wherever it is installed, so an organisation can lock it.
    always = {check.rule.id for check in _without_pack(installed)}
    bound = [rule for rule in rules if rule.pack in loaded.own or rule.id in always]
    if settings.params or settings.applications:
        from holdfast.load.params import checked_params  # few runs set any

        checked_params(settings, policies)
    if organisation:
        from holdfast.load.locked import checked_locks  # few runs have an organisation

        checked_locks(organisation, bound, policies)
    # A pack that is built in may be named, and is on whether it is or not.
    known = Known([*BUILT_IN_RULES, *rules], policies, bound, loaded.displaced)
    held = hold(settings, organisation, known)
    kept = [policy for policy in policies if policy.rule.id in held.chosen]
    errors = [error for each in prepared for policy in kept for error in each.errors.get(policy.rule.id, ())]
    if errors:
        raise UserErrors(errors)
    studied = {rule: each.studied[rule] for each in prepared for rule in held.chosen & each.studied.keys()}
    compiled = compile_studied(kept, functions, studied)
    taking_part = [
        PackInfo(pack.id, pack.version, pack.page) for pack in packs if _is_chosen(pack, held.chosen)
    ]
    infos = sorted([*taking_part, PACK], key=lambda pack: pack.id)
    return Requirements(
        packs=tuple(infos),
        items=(*compiled, *(check for check in checks if check.rule.id in held.chosen)),
        held=held,
        homes={**loaded.folders, **{folder.name: folder for folder in installed.policy_packs}},
        left_out=tuple(sorted(rule.id for rule in rules if rule.id not in held.chosen)),
    )


class MetPack(NamedTuple):
    """A pack, how it was named and by whom, the folder that it lies in, and what bounds that."""

    name: PackName
    named_by: Source
    pack: Pack
    folder: Path
    root: Path | None


def meet_packs(settings: Settings, installed: Contributions) -> tuple[MetPack, ...]:
    """Return the packs of `settings`, each with its folder; UserError as for `load_packs`."""
    found: dict[str, MetPack] = {}
    _loaded(
        settings,
        installed,
        lambda source: Prepared(pack_of(source)),
        lambda met: found.setdefault(met.pack.id, met),
    )
    return tuple(found.values())


def load_packs(named: Sequence[PackName], installed: Contributions) -> tuple[Pack, ...]:
    """Load the packs that are named by id, folder or git URL; ConfigError for one that does not exist."""
    return tuple(met.pack for met in meet_packs(Settings(packs=tuple(named)), installed))


def _loaded(
    settings: Settings,
    installed: Contributions,
    load: Callable[[PackFiles], Prepared],
    meet: Callable[[MetPack], object],
) -> _Loaded:
    """Load the packs of `settings`; where one of the organisation has an id, no other can have it."""
    shipped = {folder.name: folder for folder in installed.policy_packs}
    packs: dict[str, Prepared] = {}
    folders: dict[str, Path] = {}
    own: set[str] = set()
    displaced: list[tuple[PackName, str]] = []
    for name in settings.packs:
        if name.name in packs and not is_folder(name.name):
            continue  # the id of one that somebody names by its folder
        origin = settings.origin(("packs", name.name))
        for folder in _folders(name, shipped, origin.location):
            is_shipped = folder in shipped.values()
            bound = None if is_shipped else _bound(name, folder)
            prepared = load(read_pack(folder, bound))
            pack = prepared.pack
            meet(MetPack(name, origin.source, pack, folder, bound))
            if is_shipped and pack.id != folder.name:
                raise PluginError(f"the installed pack {folder.name} calls itself `{pack.id}`.")
            folders.setdefault(pack.id, folder)
            is_own = origin.source is Source.ORGANISATION
            if packs.setdefault(pack.id, prepared).pack == pack:
                own.update([pack.id] if is_own else ())
            elif pack.id in own and not is_own:
                displaced.append((name, pack.id))
            else:
                raise ConfigError(
                    f"there are two packs `{pack.id}` with different content.",
                    location=origin.location,
                    hint="Rename one of the two.",
                )
    return _Loaded(packs, folders, frozenset(own), tuple(displaced))


def existing_rules(installed: Contributions, configured: Settings = NO_PACKS) -> list[Rule]:
    """Return every rule of the installed packs and checks, and of the packs that are configured, by id."""
    shipped = load_packs([PackName(folder.name) for folder in installed.policy_packs], installed)
    own = [met.pack for met in meet_packs(configured, installed)]
    policies = [policy.rule for pack in (*shipped, *own) for policy in pack.policies]
    rules = {
        rule.id: rule for rule in (*BUILT_IN_RULES, *policies, *(each.rule for each in installed.checks))
    }
    return [rules[rule_id] for rule_id in sorted(rules)]


def _holding(locks: Mapping[Source, BoundedPath]) -> Callable[[MetPack], object]:
    """Return what holds packs against the locks beside the files that name them."""
    if not locks:
        return lambda _: None
    from holdfast.load.lock import load_lock, lock_names, locked_pack, refuse_difference

    read = {source: load_lock(path, *lock_names(source, path)) for source, path in locks.items()}

    def hold_pack(met: MetPack) -> None:
        lock = read.get(_LOCKED_WITH.get(met.named_by, met.named_by))
        if lock is not None:
            refuse_difference(lock, locked_pack(met.pack, met.folder, met.root, met.name.shown))

    return hold_pack


def _folders(pack: PackName, shipped: Mapping[str, Path], location: Location | None) -> tuple[Path, ...]:
    name = pack.name
    if not is_folder(name) and name in shipped:
        return (shipped[name],)
    found = named_folders(pack)
    if not found:
        known = ", ".join(f"`{each}`" for each in sorted(shipped))
        raise ConfigError(
            f"there is no pack `{pack.shown}`.",
            location=location,
            hint=f"Installed packs are {known}; a folder needs a pack.yaml, in it or in its subfolders.",
        )
    return found


def _bound(pack: PackName, folder: Path) -> Path | None:
    if is_git(pack.name):
        return folder
    if pack.root is not None and not is_inside(pack.root, folder.resolve()):
        raise ConfigError(
            f"the pack folder {Path(pack.name).name} is outside the repository whose configuration names it.",
            hint="Copy it into the repository, or name it on the command line with --policies.",
        )
    return pack.root


def _checks(packs: Iterable[Pack], installed: Contributions) -> list[Check]:
    """Return the Python checks to run: those of a named pack, and those that belong to no pack.

    A check is written as part of a pack by its id, `<pack>/<name>`. One without a pack folder is on
    wherever its plugin is installed: nobody could name it.
    """
    named = {pack.id for pack in packs}
    always = _without_pack(installed)
    return [check for check in installed.checks if check.rule.pack in named or check in always]


def _without_pack(installed: Contributions) -> list[Check]:
    folders = {folder.name for folder in installed.policy_packs}
    return [check for check in installed.checks if check.rule.pack not in folders]


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
    return any(rule in chosen for rule in _rules_of(pack))


def _rules_of(pack: Pack) -> list[str]:
    return [*(policy.rule.id for policy in pack.policies), *(f"{pack.id}/{name}" for name in pack.checks)]


def _refuse_absent(packs: Iterable[Pack], checks: Iterable[Check]) -> None:
    """A pack that is checked without one of its rules would be checked less than it says."""
    there = {check.rule.id for check in checks}
    for pack in packs:
        absent = [name for name in pack.checks if f"{pack.id}/{name}" not in there]
        if absent:
            raise ConfigError(
                f"the pack `{pack.id}` has the rule `{absent[0]}`, which no plugin adds.",
                hint="Install the plugin that the pack comes with, or remove it from `checks` in pack.yaml.",
            )


def _refuse_unknown(settings: Settings, rules: Sequence[str], installed: Contributions) -> None:
    """Refuse names of rules that do not exist, and an enforcement of what is always enforced."""

    def existing() -> list[str]:
        return [rule.id for rule in existing_rules(installed, settings)]

    written = [(("ignore", pattern), pattern) for pattern in settings.ignore]
    written += [(("enforcement", pattern), pattern) for pattern in settings.enforcement]
    for key, pattern in (*written, *((("select",), pattern) for pattern in settings.select)):
        refuse_unknown(pattern, rules, settings.origin(key).location, existing)
    for pattern in settings.waivers.unwaivable:
        if not any(matches(pattern, rule) for rule in rules):  # a rule that exists need not be checked here
            refuse_unknown(pattern, existing(), settings.origin(("waivers", "forbidden", pattern)).location)
    for pattern in settings.ignore:
        if (pack := pattern.partition("/")[0]) in BUILT_IN_PACKS:
            raise ConfigError(
                f"the pack `{pack}` is always checked; `{pattern}` cannot be left out.",
                location=settings.origin(("ignore", pattern)).location,
                hint="Remove the entry.",
            )
    for pattern in settings.enforcement:
        if (pack := pattern.partition("/")[0]) in BUILT_IN_PACKS:
            raise ConfigError(
                f"the pack `{pack}` is always enforced; `{pattern}` cannot be set otherwise.",
                location=settings.origin(("enforcement", pattern)).location,
                hint="Remove the line.",
            )
