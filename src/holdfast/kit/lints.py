"""The lints: what each finds, and what to do about it."""

from __future__ import annotations

from typing import NamedTuple

from holdfast.model.location import Location, Place


class Lint(NamedTuple):
    """A kind of weakness in a pack; `finds` and `remedy` are a clause and a sentence in Markdown."""

    id: str
    finds: str
    remedy: str


class LintFinding(NamedTuple):
    """One weakness, where it was written; `rule` is the id of the policy, or of the pack.

    `related` is another place that has to do with it, with what it is.
    """

    lint: Lint
    rule: str
    message: str
    place: Place
    related: tuple[str, Location] | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """What findings are sorted by: their place, then their words."""
        location = self.place.location
        return (location.path, location.line, location.column, self.lint.id, self.message)


EXPRESSION = Lint(
    "expression",
    "an expression that `holdfast check` would refuse: no CEL, an unknown name, unlike types",
    "Mend the expression; nothing is checked while a policy does not compile.",
)
EMPTY_ALL = Lint(
    "empty-all",
    "a validation that is `all()` of a list, and so true where it is empty, which no condition rules out",
    "Say what an empty list is worth: `x == [] || x.all(…)`, or a condition `x.size() > 0`.",
)
ABSENT = Lint(
    "absent",
    "`!=` with a field that may be absent: then it is unknown, not true, and no case expects `unknown`",
    "Ask `has()` first, or show in a case that `unknown` is meant.",
)
CONSTANT = Lint(
    "constant",
    "an expression, or a part of one, that is the same whatever it looks at",
    "Remove it, or let it read what it is about.",
)
UNUSED_VARIABLE = Lint(
    "unused-variable",
    "a variable that nothing reads which decides or is said",
    "Remove it, or read it as `variables.<name>`.",
)
UNUSED_PARAM = Lint(
    "unused-param",
    "a parameter that nothing reads which decides or is said: setting it changes nothing",
    "Remove it, or read it as `params.<name>`.",
)
PARAM_DESCRIPTION = Lint(
    "param-description",
    "a parameter without `description`",
    "Say in `description` what the parameter changes.",
)
TITLE = Lint(
    "title",
    "a title with a full stop at its end, or of several lines",
    "Write one sentence without a full stop: what holds where the policy is met.",
)
TODO = Lint("todo", "a text that still says `TODO`", "Write what is to be said there.")
NO_RATIONALE = Lint("no-rationale", "a policy without `rationale`", "Say in `rationale` why this matters.")
NO_REMEDIATION = Lint(
    "no-remediation",
    "a policy without `remediation`",
    "Say in `remediation` what to do where it does not hold.",
)
NO_REFERENCE = Lint(
    "no-reference",
    "a policy without `references`",
    "Name in `references` the control that asks for it: of a law, a standard, or your own handbook.",
)
VALIDATION_SEVERITY = Lint(
    "validation-severity",
    "a validation whose own severity is not below the policy's, which is the one that lists of rules show",
    "Give the policy the highest severity of its validations, and leave out what is the same.",
)
ID_STYLE = Lint(
    "id-style",
    "an id, or the name of a condition or validation, that is not in kebab case",
    "Write small letters and digits in words with one `-` between them, such as `pinned-models`.",
)
FILE_NAME = Lint(
    "file-name",
    "a file that is not called after its policy",
    "Name the file `<id>.yaml`.",
)
REPEATED_ID = Lint(
    "repeated-id",
    "two packs of one id, or one that takes the id of the built-in pack `manifest`",
    "Give the pack an id of its own.",
)
DUPLICATE_RULE = Lint(
    "duplicate-rule",
    "two policies of the same scope, parameters and expressions",
    "Remove one of the two, or let them differ.",
)
DUPLICATE_VALIDATION = Lint(
    "duplicate-validation",
    "two validations of a policy with the same expression",
    "Remove one of the two, or let them differ.",
)
MESSAGE_SUBJECT = Lint(
    "message-subject",
    "a message that does not name its subject",
    "Give a `messageExpression` that reads its name, such as `app.id + ' has no owner'`.",
)
NO_CASES = Lint(
    "no-cases",
    "a policy without a passing or without a failing case",
    "Add one to `<id>.cases.yaml`: a policy that nobody has seen pass and fail is a guess.",
)
STRAY_CASES = Lint(
    "stray-cases",
    "a file of cases beside which there is no such policy",
    "Name the file `<id>.cases.yaml` after its policy, or remove it.",
)
NO_DESCRIPTION = Lint(
    "no-description",
    "a pack without `description`",
    "Say in `description` what the pack is for, in a few sentences.",
)

LINTS = (
    ABSENT, CONSTANT, DUPLICATE_RULE, DUPLICATE_VALIDATION, EMPTY_ALL, EXPRESSION, FILE_NAME, ID_STYLE,
    MESSAGE_SUBJECT, NO_CASES, NO_DESCRIPTION, NO_RATIONALE, NO_REFERENCE, NO_REMEDIATION,
    PARAM_DESCRIPTION, REPEATED_ID, STRAY_CASES, TITLE, TODO, UNUSED_PARAM, UNUSED_VARIABLE,
    VALIDATION_SEVERITY,
)  # fmt: skip
"""Every lint, by id."""
