"""An expression with the values of its parts, as lines: why it came to what it came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from holdfast import cel
from holdfast.evaluate.evidence import shown
from holdfast.evaluate.records import Fields, SchemaRecord
from holdfast.evaluate.subjects import VARIABLES
from holdfast.evaluate.watch import Explanation
from holdfast.model.finding import Finding
from holdfast.model.policy import Expression

MOST_LINES = 30
MOST_SOURCE = 100


def explanation_of(
    finding: Finding, expression: Expression, trace: cel.Trace, variables: Mapping[str, cel.Trace]
) -> Explanation:
    """Return what `trace` says of `finding`, at most MOST_LINES lines."""
    value = trace.value if trace.error is None else trace.error
    lines = list(_Lines(variables).below(trace.root, 0)) if trace.root else []
    return Explanation(
        finding,
        expression.source.strip(),
        _said(value),
        tuple(lines[:MOST_LINES]),
        max(0, len(lines) - MOST_LINES),
    )


class _Lines:
    def __init__(self, variables: Mapping[str, cel.Trace]) -> None:
        self.variables = variables
        self.followed: set[str] = set()

    def below(self, part: cel.Part, depth: int) -> Iterator[tuple[int, str, str]]:
        """Yield the lines of what `part` rests on."""
        for inner in part.telling():
            if inner.chose or isinstance(inner.value, SchemaRecord | Fields | dict):
                continue  # an object says nothing, what is read from it does; the list has what was chosen
            source = inner.source
            source = source if len(source) <= MOST_SOURCE else source[: MOST_SOURCE - 1] + "…"
            element = f", for {_said(inner.element)}" if inner.index >= 0 else ""
            yield depth, _said(inner.value) + element, source
            yield from self.below(inner, depth + 1)
        yield from self._of_variable(part, depth)

    def _of_variable(self, part: cel.Part, depth: int) -> Iterator[tuple[int, str, str]]:
        read = part.read
        if read is None or not isinstance(read.record, Fields) or read.record.label != VARIABLES:
            return
        trace = self.variables.get(read.field)
        if trace is not None and trace.root is not None and read.field not in self.followed:
            self.followed.add(read.field)
            yield from self.below(trace.root, depth)


def _said(value: object) -> str:
    if isinstance(value, cel.CelError):
        return f"error ({value.message})"
    return "unknown" if isinstance(value, cel.Unknown) else shown(value)
