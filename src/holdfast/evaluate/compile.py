"""Policies to programs; every mistake of every policy is found before anything is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfast import cel
from holdfast.errors import PolicyError
from holdfast.evaluate.subjects import COMMON_NAMES, NAMES
from holdfast.model.policy import Definition, Expression, Policy, Validation


@dataclass(frozen=True, slots=True)
class Step:
    """One expression of a policy, compiled; `name` is empty for what has none."""

    name: str
    expression: Expression
    program: cel.Program


@dataclass(frozen=True, slots=True)
class Assertion:
    """A validation with its programs."""

    validation: Validation
    step: Step
    message: Step | None


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy that is ready to be evaluated."""

    policy: Policy
    for_each: Step | None
    conditions: tuple[Step, ...]
    variables: Mapping[str, Step]
    assertions: tuple[Assertion, ...]


def compile_policies(
    policies: Iterable[Policy], functions: Sequence[cel.Function]
) -> tuple[tuple[CompiledPolicy, ...], tuple[PolicyError, ...]]:
    """Compile `policies`; return those that compile, and one error for each expression that does not."""
    compiled, errors = [], []
    for policy in policies:
        compiler = _Compiler(policy, functions)
        result = compiler.run()
        errors += compiler.errors
        if not compiler.errors:
            compiled.append(result)
    return tuple(compiled), tuple(errors)


class _Compiler:
    """Compiles one policy and collects what is wrong with it."""

    def __init__(self, policy: Policy, functions: Sequence[cel.Function]) -> None:
        self.policy = policy
        self.functions = functions
        self.errors: list[PolicyError] = []
        item = ("item",) if policy.for_each else ()
        self.names = (*COMMON_NAMES, *NAMES[policy.rule.scope], *item)

    def run(self) -> CompiledPolicy:
        policy = self.policy
        return CompiledPolicy(
            policy,
            self._for_each(),
            tuple(self._defined(definition) for definition in policy.match_conditions),
            {definition.name: self._defined(definition) for definition in policy.variables},
            tuple(map(self._assertion, policy.validations)),
        )

    def _for_each(self) -> Step | None:
        path = self.policy.for_each
        return self._step("forEach", Expression(path, self.policy.place)) if path else None

    def _assertion(self, validation: Validation) -> Assertion:
        message = validation.message_expression
        return Assertion(
            validation,
            self._step(validation.name, validation.expression),
            self._step(validation.name, message) if message else None,
        )

    def _defined(self, definition: Definition) -> Step:
        return self._step(definition.name, definition.expression)

    def _step(self, name: str, expression: Expression) -> Step:
        try:
            program = cel.compile(expression.source, variables=self.names, functions=self.functions)
        except cel.CelError as error:
            self.errors.append(
                PolicyError(
                    f"{self.policy.rule.id}: {error.message}",
                    location=expression.locate(error.line, error.column),
                    hint="Mend the expression; `holdfast` evaluates nothing while a policy does not compile.",
                )
            )
            program = cel.compile("false")
        return Step(name, expression, program)
