"""Policies to programs; every mistake of every policy is found before anything is evaluated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from holdfast import cel
from holdfast.cel import core
from holdfast.errors import PolicyError
from holdfast.evaluate.shapes import Schema
from holdfast.evaluate.subjects import COMMON_NAMES, NAMES, PORTFOLIO
from holdfast.model.empty import EMPTY
from holdfast.model.location import Location
from holdfast.model.policy import Definition, Expression, Policy, PolicyNote, Scope, Validation


class Step(NamedTuple):
    """One expression of a policy, compiled; `name` is empty for what has none."""

    name: str
    expression: Expression
    program: cel.Program


class Assertion(NamedTuple):
    """A validation with its programs."""

    validation: Validation
    step: Step
    message: Step | None
    effective_from: Step | None = None

    @property
    def steps(self) -> tuple[Step | None, ...]:
        """All that is evaluated of it."""
        return (self.step, self.message, self.effective_from)


class Studied(NamedTuple):
    """What is found out of a policy without a mistake, and can be kept.

    `resolved` are its expressions by their source; `warnings` are what is odd about it.
    """

    resolved: Mapping[str, cel.Resolved] = EMPTY
    warnings: tuple[PolicyNote, ...] = ()


class CompiledPolicy(NamedTuple):
    """A policy that is ready to be evaluated."""

    policy: Policy
    for_each: Step | None
    conditions: tuple[Step, ...]
    variables: Mapping[str, Step]
    assertions: tuple[Assertion, ...]
    studied: Studied = Studied()

    @property
    def reads_portfolio(self) -> bool:
        """Whether it looks beyond the manifest of its subject: at the portfolio as a whole.

        What no expression names, not even in a variable that nobody reads, cannot be looked at.
        """
        steps = (
            self.for_each,
            *self.conditions,
            *self.variables.values(),
            *(step for assertion in self.assertions for step in assertion.steps),
        )
        return self.policy.rule.scope is Scope.PORTFOLIO or any(
            PORTFOLIO in step.program.reads for step in steps if step
        )


def compile_policies(
    policies: Iterable[Policy], functions: Sequence[cel.Function], schema: Schema | None
) -> tuple[tuple[CompiledPolicy, ...], tuple[PolicyError, ...]]:
    """Compile `policies`; return those without a mistake, and an error for each mistake of the others.

    `schema` is the JSON Schema of a manifest: from it follow the types that expressions are checked
    against. Where it is None they are not checked, and what is wrong shows on each subject.
    """
    done = list(_compilers(policies, functions, schema))
    compiled = tuple(result for result, errors in done if not errors)
    return compiled, tuple(error for _, errors in done for error in errors)


def study_policies(
    policies: Iterable[Policy], functions: Sequence[cel.Function], schema: Schema
) -> tuple[Mapping[str, Studied], Mapping[str, tuple[PolicyError, ...]]]:
    """Return, by rule, what `compile_policies` finds out of those without a mistake, and its errors."""
    done = {
        result.policy.rule.id: (result, errors) for result, errors in _compilers(policies, functions, schema)
    }
    studied = {rule: result.studied for rule, (result, errors) in done.items() if not errors}
    return studied, {rule: errors for rule, (_, errors) in done.items() if errors}


def compile_studied(
    policies: Iterable[Policy], functions: Sequence[cel.Function], studied: Mapping[str, Studied]
) -> tuple[CompiledPolicy, ...]:
    """Compile `policies` as `compile_policies` does, without parsing or checking them once more."""
    return tuple(_Compiler(policy, functions, studied[policy.rule.id]).compiled() for policy in policies)


def _compilers(
    policies: Iterable[Policy], functions: Sequence[cel.Function], schema: Schema | None
) -> Iterator[tuple[CompiledPolicy, tuple[PolicyError, ...]]]:
    # Imported here, because policies that were studied before need neither.
    from holdfast.evaluate.checking import check_policy
    from holdfast.evaluate.vocabulary import Vocabulary

    vocabulary = None if schema is None else Vocabulary(schema)
    for policy in policies:
        compiler = _Compiler(policy, functions, Studied())
        compiled = compiler.compiled()
        notes = check_policy(policy, compiler.programs, vocabulary) if vocabulary else ()
        for note in notes:
            if not note.kind:
                compiler.wrong(note.message, note.location)
        studied = Studied(compiler.resolved, tuple(note for note in notes if note.kind))
        yield compiled._replace(studied=studied), tuple(compiler.errors)


class _Compiler:
    """Compiles one policy and collects what is wrong with it."""

    def __init__(self, policy: Policy, functions: Sequence[cel.Function], studied: Studied) -> None:
        self.policy = policy
        self.functions = functions
        self.studied = studied
        self.errors: list[PolicyError] = []
        self.resolved: dict[str, cel.Resolved] = {}
        self.programs: dict[Expression, core.Resolved] = {}
        item = ("item",) if policy.for_each else ()
        self.names = (*COMMON_NAMES, *NAMES[policy.rule.scope], *item)

    def compiled(self) -> CompiledPolicy:
        policy = self.policy
        return CompiledPolicy(
            policy,
            self._for_each(),
            tuple(self._defined(definition) for definition in policy.match_conditions),
            {definition.name: self._defined(definition) for definition in policy.variables},
            tuple(map(self._assertion, policy.validations)),
            self.studied,
        )

    def _for_each(self) -> Step | None:
        policy = self.policy
        if not policy.for_each:
            return None
        # A policy that no file holds, a plugin's say, has no better place.
        return self._step("forEach", policy.for_each_at or Expression(policy.for_each, policy.place))

    def _assertion(self, validation: Validation) -> Assertion:
        message, day = validation.message_expression, validation.effective_from_expression
        return Assertion(
            validation,
            self._step(validation.name, validation.expression),
            self._step(validation.name, message) if message else None,
            self._step(validation.name, day) if day else None,
        )

    def _defined(self, definition: Definition) -> Step:
        return self._step(definition.name, definition.expression)

    def _step(self, name: str, expression: Expression) -> Step:
        try:
            program = cel.compile(
                expression.source,
                resolved=self.studied.resolved.get(expression.source),
                variables=self.names,
                functions=self.functions,
            )
        except cel.CelError as error:
            self.wrong(error.message, expression.locate(error.line, error.column))
            program = cel.compile("false")
        else:
            self.resolved[expression.source] = program.resolved
            self.programs[expression] = program.resolved
        return Step(name, expression, program)

    def wrong(self, message: str, location: Location) -> None:
        self.errors.append(
            PolicyError(
                f"{self.policy.rule.id}: {message}",
                location=location,
                hint="Mend the expression; `holdfast` evaluates nothing while a policy does not compile.",
            )
        )
