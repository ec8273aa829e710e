"""What is in force for a request, value by value, and where each comes from."""

from collections.abc import Iterator
from typing import Any

from holdfast.evaluate.compile import CompiledPolicy
from holdfast.load.discovery import refuse_missing
from holdfast.model.effective import Effective, EffectiveSetting
from holdfast.model.location import Pointer
from holdfast.model.organisation import Organisation
from holdfast.model.params import PER_APPLICATION, value_of
from holdfast.model.policy import BUILT_IN_PACKS, Enforcement, Policy
from holdfast.model.settings import Origin, Settings, Source
from holdfast.requirements import Requirements, load_requirements
from holdfast.run import Request, configured_by, settings_of
from holdfast.triage.enforcement import STRICTNESS, enforcement_of

_DEFAULT = Origin(Source.DEFAULT)


def effective(request: Request) -> Effective:
    """Return what is in force for `request`. Raises UserError where a check of it would."""
    refuse_missing(request.targets)
    configured = configured_by(request)
    settings = settings_of(request, configured)
    installed, organisation = request.installed, configured.organisation
    requirements = request.cache.lend(
        lambda cache: load_requirements(settings, installed, organisation, cache)
    )
    found = _Finder(settings, configured.organisation, requirements)
    held = requirements.held
    return Effective(tuple(found.all()), held.attempts, held.notes)


class _Finder:
    """Goes through what can be set, in the order in which it is shown."""

    def __init__(
        self, settings: Settings, organisation: Organisation | None, requirements: Requirements
    ) -> None:
        self._settings = settings
        self._organisation = organisation
        self._own = organisation.settings if organisation else Settings()
        self._requirements = requirements
        self._held = requirements.held

    def all(self) -> Iterator[EffectiveSetting]:
        yield from self._selection()
        yield from self._whole_run()
        yield from self._enforcement()
        policies = [item.policy for item in self._requirements.items if isinstance(item, CompiledPolicy)]
        for policy in sorted(policies, key=lambda policy: policy.rule.id):
            yield from self._params(policy, "")
        for application in self._settings.applications:
            for policy in sorted(policies, key=lambda policy: policy.rule.id):
                yield from self._params(policy, application)

    def _selection(self) -> Iterator[EffectiveSetting]:
        settings = self._settings
        own = self._own.packs if self._organisation else ()
        for pack in settings.packs:
            origin = settings.origin(("packs", pack.name))
            yield EffectiveSetting(("packs",), pack.shown, origin, is_locked=pack in own)
        for pattern in settings.select:
            yield EffectiveSetting(("select",), pattern, settings.origin(("select",)))
        for pattern in settings.ignore:
            yield EffectiveSetting(("ignore",), pattern, settings.origin(("ignore", pattern)))

    def _whole_run(self) -> Iterator[EffectiveSetting]:
        settings, held, own = self._settings, self._held, self._own
        is_held = held.fail_on != settings.fail_on
        origin = own.origin(("failOn",)) if is_held else settings.origin(("failOn",))
        locked = self._organisation.locked.fail_on if self._organisation else False
        yield EffectiveSetting(("failOn",), str(held.fail_on), origin, is_locked=locked)
        part = "part" if settings.part else "whole"
        yield EffectiveSetting(("portfolio",), part, settings.origin(("portfolio",)))
        if settings.baseline:
            origin = settings.origin(("baseline",))
            written = origin.document.data["baseline"] if origin.document else ""
            yield EffectiveSetting(("baseline",), written, origin)
        yield from self._waivers()
        yield from self._detectors()
        if self._organisation:
            document = self._organisation.document
            key = ("acceptDeclaredFacts",)
            origin = Origin(Source.ORGANISATION, document, key) if key[0] in document.data else _DEFAULT
            trusts = self._organisation.trusts_declared_facts
            yield EffectiveSetting(key, trusts, origin, is_locked=True)
            for name, value in self._organisation.stated.items():
                origin = Origin(Source.ORGANISATION, document, ("manifest", name))
                yield EffectiveSetting(("manifest", name), value, origin, is_locked=True)

    def _waivers(self) -> Iterator[EffectiveSetting]:
        limits, key = self._held.waivers, ("waivers", "maxDays")
        if limits.max_days is not None:
            is_own = limits.max_days == self._own.waivers.max_days
            origin = self._own.origin(key) if is_own else self._settings.origin(key)
            yield EffectiveSetting(key, limits.max_days, origin, is_locked=is_own)
        for pattern in limits.unwaivable:
            origin = self._settings.origins.get(("waivers", "forbidden", pattern)) or self._of_lock(pattern)
            locked = origin.source is Source.ORGANISATION
            yield EffectiveSetting(("waivers", "forbidden"), pattern, origin, is_locked=locked)

    def _detectors(self) -> Iterator[EffectiveSetting]:
        for detector in self._settings.detectors:
            key = ("detectors", detector.name)
            said = {name: value for name, value in detector._asdict().items() if value and name != "name"}
            origin = self._settings.origin(key)
            yield EffectiveSetting(key, said, origin, is_locked=origin.source is Source.ORGANISATION)

    def _of_lock(self, pattern: str) -> Origin:
        if self._organisation is None:
            return _DEFAULT
        index = self._organisation.locked.rules.index(pattern)
        return Origin(Source.ORGANISATION, self._organisation.document, ("locked", "rules", index))

    def _enforcement(self) -> Iterator[EffectiveSetting]:
        for rule in self._requirements.rules:
            key = ("enforcement", rule.id)
            if rule.pack in BUILT_IN_PACKS:
                yield EffectiveSetting(key, str(Enforcement.DENY), _DEFAULT, is_locked=True)
                continue
            value, pattern = enforcement_of(rule.id, self._settings.enforcement)
            origin = self._settings.origin(("enforcement", pattern))
            least = self._held.enforcement.get(rule.id)
            if least and STRICTNESS.index(value) < STRICTNESS.index(least):
                value, pattern = enforcement_of(rule.id, self._own.enforcement)
                origin = self._own.origin(("enforcement", pattern))
            yield EffectiveSetting(key, str(value), origin, is_locked=least is not None)

    def _params(self, policy: Policy, application: str) -> Iterator[EffectiveSetting]:
        if application and policy.rule.scope not in PER_APPLICATION:
            return
        rule, terms = policy.rule.id, self._held.terms
        head: Pointer = ("applications", application, "params") if application else ("params",)
        values = (terms.applications[application] if application else terms.params).get(rule, {})
        for name, schema in policy.params.items():
            wanted = value_of(self._settings, rule, name, application)
            if application and (wanted is None or wanted.key[0] != "applications"):
                continue  # it is what holds for all
            value = values.get(name, schema["default"])
            locked = (rule, name) in self._held.locked_params
            origin = self._origin(rule, name, application, value)
            yield EffectiveSetting((*head, rule, name), value, origin, is_locked=locked)

    def _origin(self, rule: str, name: str, application: str, value: Any) -> Origin:
        for settings in (self._settings, self._own):
            said = value_of(settings, rule, name, application)
            if said is not None and said.value == value:
                return settings.origin(said.key)
        return _DEFAULT
