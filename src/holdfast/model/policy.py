"""What a policy is made of, as its author wrote it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from holdfast.model.empty import EMPTY
from holdfast.model.location import Location, Place


class Severity(StrEnum):
    """How bad a failure is. Members compare by weight: `Severity.LOW < Severity.HIGH`."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """0 for `info` to 4 for `critical`."""
        return list(Severity).index(self)

    def __lt__(self, other: str) -> bool:
        return self.weight < Severity(other).weight

    def __le__(self, other: str) -> bool:
        return self.weight <= Severity(other).weight

    def __gt__(self, other: str) -> bool:
        return self.weight > Severity(other).weight

    def __ge__(self, other: str) -> bool:
        return self.weight >= Severity(other).weight


class Enforcement(StrEnum):
    """What a failure does where the pack is used: end the run with 1, warn, or only be recorded."""

    DENY = "deny"
    WARN = "warn"
    AUDIT = "audit"


class Scope(StrEnum):
    """The kind of thing that a policy looks at."""

    PORTFOLIO = "portfolio"
    MANIFEST = "manifest"
    APPLICATION = "application"
    USE = "use"
    MODEL = "model"
    BACKEND = "backend"
    CONTRACT = "contract"
    REPOSITORY = "repository"
    """What is beside the manifests; for checks in Python only."""


POLICY_SCOPES = tuple(scope for scope in Scope if scope is not Scope.REPOSITORY)
"""What a policy in CEL can look at."""


MANIFEST_PACK = "manifest"
"""The pack of what reading manifests finds: always on, always enforced."""

EXCEPTIONS_PACK = "exceptions"
"""The pack of what is wrong with waivers and the baseline: always on, always enforced."""

BUILT_IN_PACKS = (EXCEPTIONS_PACK, MANIFEST_PACK)
"""What no configuration leaves out or weakens, and nobody can waive or baseline."""


class Reference(NamedTuple):
    """A control of a framework that a rule serves, e.g. `eu-ai-act` `art-10`."""

    framework: str
    control: str
    url: str = ""


class Rule(NamedTuple):
    """What people see of a requirement, whether CEL or Python decides it.

    `id` is `<pack>/<name>`, also the SARIF rule id.
    """

    id: str
    title: str
    severity: Severity
    scope: Scope
    rationale: str = ""
    remediation: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def pack(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]


class Stretch(NamedTuple):
    """A piece of a source that stands in its file as it is, up to the next one: where it begins.

    `line` and `column` count in the source, `file_line` and `file_column` in the file; all from 1.
    """

    line: int
    column: int
    file_line: int
    file_column: int


class Expression(NamedTuple):
    """CEL source and where it was written.

    `place` is the whole value in its file. `stretches` say where each piece of the source stands in
    it; empty where that is not known.
    """

    source: str
    place: Place
    stretches: tuple[Stretch, ...] = ()

    def locate(self, line: int, column: int) -> Location:
        """Return the place in the file of 1-based `line` and `column` of the source."""
        if not self.stretches:
            return self.place.location
        after = bisect_right(self.stretches, (line, column), key=lambda each: (each.line, each.column))
        stretch = self.stretches[max(after, 1) - 1]
        into = max(0, column - stretch.column) if line == stretch.line else 0
        at, at_column = stretch.file_line, stretch.file_column + into
        return Location(self.place.location.path, at, at_column, at, at_column + 1)


class Definition(NamedTuple):
    """A named expression: an entry of `variables` or of `matchConditions`."""

    name: str
    expression: Expression


class Validation(NamedTuple):
    """One assertion of a policy; `expression` is true when compliant.

    `field_path` says where to point, relative to the subject: a dotted path, `""` for the subject.
    `field_path_at` is the same with its place in the file, None where nobody wrote it.
    """

    name: str
    expression: Expression
    message: str = ""
    message_expression: Expression | None = None
    field_path: str = ""
    severity: Severity | None = None
    effective_from: date | None = None
    effective_from_expression: Expression | None = None
    field_path_at: Expression | None = None


class Policy(NamedTuple):
    """One requirement in CEL. `params` maps each parameter to its JSON Schema with a `default`.

    `for_each_at` is `for_each` with its place in the file, None where nobody wrote it.
    """

    rule: Rule
    validations: tuple[Validation, ...]
    place: Place
    params: Mapping[str, Mapping[str, Any]] = EMPTY
    match_conditions: tuple[Definition, ...] = ()
    variables: tuple[Definition, ...] = ()
    for_each: str = ""
    for_each_at: Expression | None = None


class PolicyNote(NamedTuple):
    """Something to be said of a policy, and where it was written.

    `kind` is empty for an error, else which warning it is: one of those of `holdfast.cel.notes`.
    """

    message: str
    location: Location
    kind: str = ""


class Pack(NamedTuple):
    """A versioned folder of policies. `page` is where they are described, see `PackInfo`; "" if nowhere.

    `checks` are the names of its rules that a plugin decides in Python.
    """

    id: str
    version: str
    title: str
    description: str
    policies: tuple[Policy, ...]
    page: str = ""
    checks: tuple[str, ...] = ()


class Site(NamedTuple):
    """Where a check of a repository points: at a place of any file, which is not in its subject.

    `subject` is the logical path of what is judged there, `shop/files/app.py/gpt-4o`, which a waiver
    names; it holds no line. `looked_at`, `pointer` and `related` (message and place) are those of a
    finding. `warns`: it does not count, only warns.
    """

    subject: str
    place: Place
    looked_at: str = ""
    pointer: tuple[str | int, ...] = ()
    related: tuple[tuple[str, Place], ...] = ()
    warns: bool = False


class Breach(NamedTuple):
    """What a Python check yields where its subject does not comply.

    `field_path` says where, relative to the subject (`"models.0.ref"`, `""` for the subject). `name`
    tells the breaches of one check apart, as the name of a validation does: it is part of a
    finding's fingerprint. `at` says where in place of `field_path`, for what is in another file.
    """

    message: str
    field_path: str = ""
    name: str = ""
    at: Site | None = None


class Undecided(NamedTuple):
    """What a Python check yields where it cannot tell.

    `missing` are the `Unknown`s that it met, or `Missing`s of its own; never empty. `field_path` and
    `at` are those of `Breach`. `message` says of what it cannot tell; else the rule's title does.
    `stands_for` are the ids of other rules: where they cannot tell of the same subject either, this
    says it for them.
    """

    missing: tuple[Any, ...]
    field_path: str = ""
    at: Site | None = None
    message: str = ""
    stands_for: tuple[str, ...] = ()


class Exempt(NamedTuple):
    """What a Python check yields, alone, where its rule does not concern its subject."""


class Check(NamedTuple):
    """A rule that CEL cannot say.

    `evaluate` is called once for each subject of the rule's scope, with the names that CEL sees in
    that scope (`app`, `model`, `portfolio`, `now` …); it yields nothing when the subject complies.
    """

    rule: Rule
    evaluate: Callable[[Mapping[str, Any]], Iterable[Breach | Undecided | Exempt]]
