"""Compares our answers with those of another implementation, and finds where exactly they part.

`python tests/cel/agreement.py cel-expr-python 50000 1` compares so many expressions, drawn with that seed.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from answers import ERROR, OPAQUE, REFUSED, Answer, Parting, agree, ours, written
from differences import KNOWN
from expressions import Operand, Tree, Vocabulary

HERE = Path(__file__).parent
VOCABULARIES = {
    "cel-expr-python": Vocabulary(HERE / "vocabulary.txt", ill_typed=0.02),
    # Without types cel-python computes on what the language definition refuses.
    "cel-python": Vocabulary(HERE / "vocabulary-core.txt", ill_typed=0.0),
}
Ask = Callable[[str], Answer]
Around = tuple[tuple[str, str], ...]
"""The variables of the macros around an expression, each with an expression of its value."""


@contextmanager
def asked(engine: str) -> Iterator[Ask]:
    """Yield what asks `engine`, which runs in a process of its own."""
    process = started(engine)

    def ask(source: str) -> Answer:
        nonlocal process
        # cel-expr-python ends itself on a key that is not UTF-8, and once in some 300,000 expressions.
        for _ in range(2):
            said = exchanged(process, source)
            if said:
                return said
            process.wait()
            process = started(engine)
        return OPAQUE

    yield ask
    process.communicate()


def started(engine: str) -> subprocess.Popen[str]:
    """Start a process that answers each line with one."""
    return subprocess.Popen(
        [sys.executable, HERE / "reference.py", engine],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it says there what is wrong with a pattern
        text=True,
        encoding="utf-8",
    )


def exchanged(process: subprocess.Popen[str], source: str) -> Answer | None:
    """Return the answer to `source`; None where the process ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(source) + "\n")
        process.stdin.flush()
    except BrokenPipeError:
        return None
    line = process.stdout.readline()
    return json.loads(line) if line else None


class Comparison:
    """What was compared with `engine`, and what came of it."""

    def __init__(self, engine: str, ask: Ask) -> None:
        self._engine, self._ask = engine, ask
        self.expressions = self.values = self.agreed = 0
        self.known: Counter[str] = Counter()
        self.unknown: list[str] = []

    @property
    def agreement(self) -> float:
        """The share of expressions on which both agree."""
        return self.agreed / self.expressions

    def compare(self, tree: Tree) -> None:
        """Compare the answers to one expression, and explain a difference."""
        our, their = self._answers(tree, ())
        self.expressions += 1
        self.values += our not in (ERROR, REFUSED)
        if agree(our, their):
            self.agreed += 1
            return
        for parting in self._partings(tree, ()):
            reason = explained(self._engine, parting)
            if reason is None:
                self.unknown.append(
                    f"{parting.text} is {parting.ours} here and {parting.theirs} there, in {tree.text}"
                )
            else:
                self.known[reason] += 1

    def _answers(self, tree: Tree, around: Around) -> tuple[Answer, Answer]:
        text = question(tree, around)
        return ours(text), self._ask(text)

    def _partings(self, tree: Tree, around: Around) -> list[Parting]:
        """Return the operations within `tree` from which a difference comes."""
        our, their = self._answers(tree, around)
        if our == their:
            return []
        operands = list(zip(tree.operands, tree.shape.operands, strict=True))
        below = [
            parting
            for operand, seen in operands
            for inner in scopes(tree, seen, around)
            for parting in self._partings(operand, inner)
        ]
        if below:
            return below
        answers = tuple(
            tuple(ours(question(operand, inner)) for inner in scopes(tree, seen, around))
            for operand, seen in operands
        )
        values = (value_of(*each) for each in zip(tree.operands, answers, strict=True))
        on_values = self._ask(wrapped(tree.over(values), tree.kind, around))
        return [Parting(question(tree, around), tree.shape.operation, answers, our, their, on_values)]


def explained(engine: str, parting: Parting) -> str | None:
    """Return the reason of the difference; None where it is not known."""
    reasons = (each.reason for each in KNOWN if each.engine == engine and each.explains(parting))
    return next(reasons, None)


def value_of(tree: Tree, answers: tuple[Answer, ...]) -> str:
    """Return an expression of the value of `tree`, which gave these answers; itself where they differ."""
    answer = answers[0]
    if any(other != answer for other in answers):
        return tree.text
    if tree.kind != "optional" or answer[0] != "list":
        return written(answer)
    return f"optional.of({written(answer[1][0])})" if answer[1] else "optional.none()"


def question(tree: Tree, around: Around) -> str:
    """Return an expression of the value of `tree`; an optional, which cannot leave all, becomes a list."""
    return wrapped(tree.text, tree.kind, around)


def wrapped(text: str, kind: str, around: Around) -> str:
    """Return an expression of the value of `text`, which is of `kind`, within these variables."""
    if kind == "optional":
        text = f"[{text}].map(o, o.hasValue() ? [o.value()] : [])[0]"
    for name, value in reversed(around):
        text = f"[{value}].map({name}, {text})[0]"
    return text


def scopes(tree: Tree, seen: Operand, around: Around) -> Iterator[Around]:
    """Yield the variables around an operand of `tree` for each of its evaluations."""
    if not seen.variables:
        yield around
        return
    source = tree.operands[0].text
    names = [tree.names[name] for name in tree.shape.variables]
    if tree.shape.operation.startswith("cel.bind"):
        yield (*around, (names[0], source))
    elif ".opt" in tree.shape.operation:
        yield (*around, (names[0], f"({source}).value()"))
    else:
        value = ours(question(tree.operands[0], around))
        for key, element in elements(value, source):
            values = (key, element) if len(names) > 1 else (element if value[0] == "list" else key,)
            # The element first: the name of the index may hide one in the text of the list.
            yield (*around, *reversed(list(zip(names, values, strict=True))))
        if not elements(value, source):  # what is never evaluated may still be refused
            yield (*around, *((name, "1") for name in names))


def elements(value: Answer, source: str) -> list[tuple[str, str]]:
    """Return the index or key of each element of `value`, to which `source` comes, and the element."""
    keys = {"list": lambda: map(str, range(len(value[1]))), "map": lambda: (key for key, _ in value[1])}
    return [(key, f"({source})[{key}]") for key in keys.get(value[0], tuple)()]


def main(engine: str, count: str, seed: str) -> None:
    """Compare `count` expressions and print what was found."""
    vocabulary, source = VOCABULARIES[engine], random.Random(int(seed))  # noqa: S311  # not for secrets
    with asked(engine) as ask:
        comparison = Comparison(engine, ask)
        for _ in range(int(count)):
            comparison.compare(vocabulary.expression(source, "any", source.choice((1, 2, 3))))
    lines = [
        f"{comparison.expressions} expressions, {comparison.values} with a value",
        f"{comparison.agreement:.3%} agree",
        *(f"{times:6} {reason}" for reason, times in comparison.known.most_common()),
        f"{len(comparison.unknown):6} for no known reason",
        *sorted(comparison.unknown, key=len),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
