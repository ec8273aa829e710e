"""What the rules of packs say, field by field, and how that differs from what is locked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from holdfast.model.lock import Fields, LockedPack


class FieldChange(NamedTuple):
    """A field of a rule: what it said and what it says; "" where it says nothing."""

    name: str
    before: str
    after: str


class RuleChange(NamedTuple):
    """A rule of a pack: without `before` it is new, without `after` it is gone."""

    rule: str
    before: Fields | None
    after: Fields | None

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """What changed, in the order in which a rule says it."""
        before, after = self.before or {}, self.after or {}
        names = [*after, *(name for name in before if name not in after)]
        changes = (FieldChange(name, before.get(name, ""), after.get(name, "")) for name in names)
        return tuple(change for change in changes if change.before != change.after)


class FileChange(NamedTuple):
    """A file of a pack that differs: `word` is `new`, `gone` or `changed`."""

    path: str
    word: str


class PackChange(NamedTuple):
    """A pack whose content is another one: without `before` it is new, without `after` it is gone."""

    id: str
    before: LockedPack | None
    after: LockedPack | None

    @property
    def files(self) -> tuple[FileChange, ...]:
        """The files that differ, by path, but for those of which a rule or the version says it."""
        before = self.before.files if self.before else {}
        after = self.after.files if self.after else {}
        told = {f"{change.rule.partition('/')[2]}.yaml" for change in self.rules}
        if self.before and self.after and self.before.version != self.after.version:
            told.add("pack.yaml")
        return tuple(
            FileChange(path, "new" if path not in before else "changed" if path in after else "gone")
            for path in sorted({*before, *after})
            if before.get(path) != after.get(path) and path not in told
        )

    @property
    def rules(self) -> tuple[RuleChange, ...]:
        """The rules that differ, by id; none where only texts, or what the pack shares, do."""
        before = self.before.rules if self.before else {}
        after = self.after.rules if self.after else {}
        changes = (RuleChange(rule, before.get(rule), after.get(rule)) for rule in sorted({*before, *after}))
        return tuple(change for change in changes if change.before is None or change.fields)


def changes(before: Mapping[str, LockedPack], after: Mapping[str, LockedPack]) -> tuple[PackChange, ...]:
    """Return the packs that differ, by id: in their digest, their version or their source."""
    found = (PackChange(name, before.get(name), after.get(name)) for name in sorted({*before, *after}))
    return tuple(change for change in found if _face(change.before) != _face(change.after))


def _face(pack: LockedPack | None) -> tuple[str, ...]:
    return (pack.version, pack.source, pack.digest) if pack else ()
