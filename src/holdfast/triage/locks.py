"""What a repository and the command line may not loosen: there the organisation's settings hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from holdfast.model.empty import EMPTY
from holdfast.model.escape import quoted
from holdfast.model.exceptions import WaiverLimits
from holdfast.model.location import Pointer
from holdfast.model.organisation import Organisation
from holdfast.model.params import PER_APPLICATION, Terms, value_of
from holdfast.model.policy import Enforcement, Policy, Rule, Scope, Severity
from holdfast.model.problem import Problem
from holdfast.model.selection import matches, selected
from holdfast.model.settings import PackName, Settings
from holdfast.triage.enforcement import STRICTNESS, enforcement_of
from holdfast.triage.wording import holds, listed, shown

LOCKED_SETTING_RULE = "exceptions/locked-setting"

ATTEMPT_RULES = (LOCKED_SETTING_RULE, "exceptions/forbidden-baseline", "exceptions/forbidden-waiver")
"""What they find counts whatever threshold a repository sets."""


class Held(NamedTuple):
    """What holds in a run once the organisation's locks are applied to its settings.

    `chosen` are the rules to evaluate. `enforcement` and `thresholds` are the weakest of a rule that
    can hold, by its id; `fail_on` is the threshold of all others. `whole` are rules on the portfolio
    that are judged although it is called a part of one. `locked_params` are rule and name of parameters.
    `organisation` is the file of the locks, "" where there is none. `attempts` are what a file sets and
    does not hold, `notes` are on what the command line does.
    """

    chosen: frozenset[str]
    terms: Terms
    fail_on: Severity
    waivers: WaiverLimits
    organisation: str = ""
    enforcement: Mapping[str, Enforcement] = EMPTY
    thresholds: Mapping[str, Severity] = EMPTY
    whole: frozenset[str] = frozenset()
    locked_params: frozenset[tuple[str, str]] = frozenset()
    attempts: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Known(NamedTuple):
    """The rules of a run: all of them, the policies among them, and those of the organisation's packs.

    `displaced` are packs that have the id of one of these packs, with that id.
    """

    rules: Sequence[Rule]
    policies: Sequence[Policy]
    bound: Sequence[Rule] = ()
    displaced: Sequence[tuple[PackName, str]] = ()


def hold(settings: Settings, organisation: Organisation | None, known: Known) -> Held:
    """Return what holds of `settings`, which are those of all layers and the command line.

    Raises ConfigError where no rule is left to check.
    """
    if organisation is None:
        chosen = selected(known.rules, settings.select, settings.ignore)
        return Held(chosen, terms_of(settings, known.policies), settings.fail_on, settings.waivers)
    return _Holding(settings, organisation, known).held()


def limits_of(settings: Settings, organisation: Organisation | None) -> WaiverLimits:
    """Return what waivers may do: the organisation's limits hold beside those of `settings`."""
    if organisation is None:
        return settings.waivers
    limits, own = settings.waivers, organisation.settings.waivers
    days = [each.max_days for each in (limits, own) if each.max_days is not None]
    barred = dict.fromkeys((*limits.unwaivable, *organisation.locked.rules))
    # A waiver has an owner and an end; a baseline has neither, so it would switch a rule off for good.
    return WaiverLimits(min(days, default=None), tuple(barred), organisation.locked.enforcement)


def terms_of(settings: Settings, policies: Iterable[Policy]) -> Terms:
    """Return the values that are set for each policy, and for those of one application."""
    policies = tuple(policies)
    params = {policy.rule.id: _values(settings, policy, "") for policy in policies}
    applications = {
        application: {
            policy.rule.id: _values(settings, policy, application)
            for policy in policies
            if policy.params and policy.rule.scope in PER_APPLICATION
        }
        for application in settings.applications
    }
    return Terms({rule: values for rule, values in params.items() if values}, applications)


def _values(settings: Settings, policy: Policy, application: str) -> dict[str, Any]:
    found = ((name, value_of(settings, policy.rule.id, name, application)) for name in policy.params)
    return {name: value.value for name, value in found if value is not None}


class _Loosened(NamedTuple):
    """A value that does not hold: of which parameter, and by rule what holds instead."""

    name: str
    wanted: Any
    held: dict[str, Any]


class _Holding:
    """The settings of a run beside those of its organisation alone, compared point by point."""

    def __init__(self, settings: Settings, organisation: Organisation, known: Known) -> None:
        self.settings = settings
        self.own = organisation.settings
        self.organisation = organisation
        self.known = known
        bound = known.bound
        locked = organisation.locked
        self.locked = frozenset(_matching(bound, locked.rules))
        self.on = self.locked | frozenset(_matching(bound, locked.enforcement))
        self.bound = {rule.id: rule for rule in bound}
        self.locked_params = frozenset(self._locked_params())
        self.attempts: list[Problem] = []
        self.notes: list[str] = []

    def held(self) -> Held:
        """Apply every lock."""
        organisation, settings = self.organisation, self.settings
        chosen = selected(self.known.rules, settings.select, settings.ignore, self.on)
        self._packs()
        self._selection()
        self._portfolio()
        enforcement = {rule: self._enforcement(rule) for rule in sorted(self.on)}
        self._weaker(enforcement)
        terms = self._terms()
        fail_on = min(self.own.fail_on, settings.fail_on) if organisation.locked.fail_on else settings.fail_on
        self._threshold()
        self._waivers()
        thresholds = dict.fromkeys(self.on, min(self.own.fail_on, settings.fail_on))
        thresholds |= dict.fromkeys(ATTEMPT_RULES, Severity.INFO)
        whole = [] if self.own.part else [rule for rule in self.on if self._is_of_portfolio(rule)]
        undeclared = frozenset() if organisation.trusts_declared_facts else self.locked
        return Held(
            chosen,
            terms._replace(undeclared=undeclared),
            fail_on,
            limits_of(settings, organisation),
            organisation.document.path,
            enforcement,
            thresholds,
            frozenset(whole),
            self.locked_params,
            tuple(sorted(self.attempts, key=lambda problem: problem.order)),
            tuple(self.notes),
        )

    def _packs(self) -> None:
        for pack, taken in self.known.displaced:
            what = f"puts {quoted(pack.shown)} in the place of the pack {quoted(taken)}"
            self._refuse(("packs", pack.name), what, "its own pack holds")

    def _selection(self) -> None:
        """Keep locked rules from being left out."""
        settings = self.settings
        for pattern in settings.ignore:
            left_out = [rule for rule in self.on if matches(pattern, rule)]
            if left_out:
                self._refuse(("ignore", pattern), f"leaves out {listed(left_out)}", "checked all the same")
        if settings.select:
            kept = (rule for pattern in settings.select for rule in self.on if matches(pattern, rule))
            left_out = sorted(self.on.difference(kept))
            if left_out:
                self._refuse(("select",), f"leaves out {listed(left_out)}", "checked all the same")

    def _portfolio(self) -> None:
        if not self.settings.part or self.own.part:
            return
        unjudged = [rule for rule in self.on if self._is_of_portfolio(rule)]
        if unjudged:
            self._refuse(("portfolio",), f"leaves {listed(unjudged)} unjudged", "judged all the same")

    def _is_of_portfolio(self, rule: str) -> bool:
        return self.bound[rule].scope is Scope.PORTFOLIO

    def _enforcement(self, rule: str) -> Enforcement:
        """Return how the organisation enforces `rule`."""
        return enforcement_of(rule, self.own.enforcement)[0]

    def _weaker(self, floor: Mapping[str, Enforcement]) -> None:
        """Refuse each pattern that makes a locked rule weaker than the organisation has it."""
        by_pattern: dict[str, list[str]] = {}
        for rule, least in floor.items():
            wanted, pattern = enforcement_of(rule, self.settings.enforcement)
            if STRICTNESS.index(wanted) < STRICTNESS.index(least):
                by_pattern.setdefault(pattern, []).append(rule)
        for pattern, weakened in by_pattern.items():
            wanted = self.settings.enforcement[pattern]
            what = f"weakens {listed(weakened)} to {quoted(wanted)}"
            self._refuse(("enforcement", pattern), what, "enforced as the organisation says")

    def _threshold(self) -> None:
        least, wanted = self.own.fail_on, self.settings.fail_on
        if wanted <= least:
            return
        if self.organisation.locked.fail_on:
            self._refuse(("failOn",), f"raises the threshold to {quoted(wanted)}", holds(least))
            return
        silenced = [rule for rule in self.on if least <= self.bound[rule].severity < wanted]
        if silenced:
            what = f"keeps {listed(silenced)} from counting"
            self._refuse(("failOn",), what, f"counted from {quoted(least)} on all the same")

    def _waivers(self) -> None:
        wanted, own = self.settings.waivers.max_days, self.own.waivers.max_days
        if wanted is not None and own is not None and wanted > own:
            self._refuse(("waivers", "maxDays"), f"lets waivers live for {wanted} days", holds(own))

    def _locked_params(self) -> Iterator[tuple[str, str]]:
        """Yield rule and name of every parameter whose value is locked."""
        locked = self.organisation.locked.params
        for policy in self.known.policies:
            rule = policy.rule
            if rule.id not in self.bound:
                continue
            for name in policy.params:
                named = (*locked.get(rule.id, ()), *locked.get(rule.pack, ()))
                if rule.id in self.on or name in named:
                    yield rule.id, name

    def _terms(self) -> Terms:
        """Return the values that hold: of a locked parameter those of the organisation, or stricter ones."""
        terms = terms_of(self.settings, self.known.policies)
        params = {rule: dict(values) for rule, values in terms.params.items()}
        applications = {
            application: {rule: dict(values) for rule, values in by_rule.items()}
            for application, by_rule in terms.applications.items()
        }
        refused: dict[Pointer, _Loosened] = {}
        for policy, name, application in self._locked_values():
            rule, schema = policy.rule.id, policy.params[name]
            wanted = value_of(self.settings, rule, name, application)
            own = value_of(self.own, rule, name, application)
            held = own.value if own else schema["default"]
            if wanted is None or _keeps(schema, wanted.value, held):
                continue
            target = applications[application] if application else params
            target.setdefault(rule, {})[name] = held
            loosened = refused.setdefault(wanted.key, _Loosened(name, wanted.value, {}))
            loosened.held.setdefault(rule, held)
        for key, loosened in refused.items():  # each once, for however many rules and applications
            what = f"sets {quoted(loosened.name)} of {listed(loosened.held)} to {shown(loosened.wanted)}"
            values = list(map(shown, loosened.held.values()))
            ending = f"{values[0]} holds" if len(set(values)) == 1 else "what it says of each holds"
            self._refuse(key, what, ending)
        return Terms(params, applications)

    def _locked_values(self) -> Iterator[tuple[Policy, str, str]]:
        """Yield policy, parameter and application for each value that is locked; "" for all applications."""
        for policy in self.known.policies:
            own_scope = policy.rule.scope in PER_APPLICATION
            for name in policy.params:
                if (policy.rule.id, name) in self.locked_params:
                    yield policy, name, ""
                    for application in self.settings.applications if own_scope else ():
                        yield policy, name, application

    def _refuse(self, key: Pointer, what: str, ending: str) -> None:
        """Say that what `key` sets does not hold: of a file as a finding, of the command line as a note."""
        origin = self.settings.origin(key)
        said = f"{what}, which the organisation locks: {ending}"
        place = origin.place
        if place is None:
            self.notes.append(f"`{_OPTIONS.get(str(key[0]), str(key[0]))}` {said}.")
            return
        self.attempts.append(
            Problem(
                LOCKED_SETTING_RULE,
                f"{quoted(key[0])} {said}",
                place,
                origin.pointer,
                "/".join(("settings", *map(str, key))),
                f"Remove it: {quoted(self.organisation.document.path)} of the organisation goes before.",
            )
        )


def _matching(rules: Iterable[Rule], patterns: Sequence[str]) -> Iterator[str]:
    for rule in rules:
        if any(matches(pattern, rule.id) for pattern in patterns):
            yield rule.id


def _keeps(schema: Mapping[str, Any], wanted: Any, held: Any) -> bool:
    """Tell whether a value is what is held, or asks for more in the direction that its schema names."""
    if wanted == held:
        return True
    direction = schema.get("stricter")
    if direction == "lower":
        return bool(wanted < held)
    if direction == "higher":
        return bool(wanted > held)
    if direction == "subset":
        return all(item in held for item in wanted)
    if direction == "superset":
        return all(item in wanted for item in held)
    return False


_OPTIONS = {"packs": "--policies", "ignore": "--ignore", "select": "--select", "failOn": "--fail-on"}
