"""The tracing evaluator: the closures of the fast one, each with a record of what it came to.

Both are made by the same compilers, so that they agree by construction. It is meant for the few
evaluations that somebody asks about, so it is compiled when the first of them is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from holdfast.cel import core
from holdfast.cel.budget import Frame
from holdfast.cel.closures import Compile, compile_node, compile_with
from holdfast.cel.errors import CelError, UnknownRaised
from holdfast.cel.failures import Closure
from holdfast.cel.spelling import spell
from holdfast.cel.values import MISSING, Optional, Record, is_record
from holdfast.model.unknown import Unknown

MOST_PARTS = 50_000
"""So many parts of an evaluation are recorded; what comes later is evaluated all the same."""

MOST_ELEMENTS = 100
"""So many elements of a loop are recorded beside the one that decided it, and as many that failed."""

_QUANTIFIERS = {"all": False, "exists": True}
"""The answer for one element that decides the loop."""


class Read(NamedTuple):
    """A field of a record that was read: its value (or Unknown, or a CelError), or only whether it is set."""

    record: Record
    field: str
    value: Any
    is_test: bool


class Part:
    """One evaluation of one sub-expression.

    `value` is what it came to: a value, an `Unknown` or a CelError. `parts` are the evaluations it
    is made of, without constants. In a loop, each evaluation of the condition or the body has the
    `element` and its position (`index`, from 0), elsewhere -1; the loop itself has how many it
    `walked`, and how many it `kept` that had a value and that had none.
    """

    __slots__ = ("element", "index", "is_choice", "kept", "node", "parts", "value", "walked")

    def __init__(self, node: core.Node) -> None:
        self.node = node
        self.value: Any = MISSING
        self.parts: list[Part] = []
        self.index = -1
        self.element: Any = MISSING
        self.is_choice = False
        self.walked = 0
        self.kept = [0, 0]

    @property
    def place(self) -> tuple[int, int]:
        """Line and column in the source, as errors have them: of a relation, its operator's."""
        return (self.node.line, self.node.column)

    @property
    def source(self) -> str:
        """The sub-expression as CEL, on one line."""
        return spell(self.node)

    @property
    def failed(self) -> bool:
        """Whether there is no value: unknown or error."""
        return isinstance(self.value, Unknown | CelError)

    @property
    def read(self) -> Read | None:
        """The field that this part read from a record, where it is a selection from one."""
        node = self.node
        if not isinstance(node, core.Select | core.Has | core.Index) or not self.parts:
            return None
        first, owner = self.parts[0], self.parts[0].value
        if first.node is not node.operand:
            return None
        owner = owner.value if owner.__class__ is Optional else owner
        name = self._key() if isinstance(node, core.Index) else node.field
        if not isinstance(name, str) or not is_record(owner.__class__):
            return None
        value = self.value.value if self.value.__class__ is Optional else self.value
        return Read(owner, name, value, isinstance(node, core.Has))

    @property
    def takes_elements(self) -> bool:
        """Whether this looks at elements of a list, one by one, instead of at the list."""
        return isinstance(self.node, core.Loop | core.Index)

    @property
    def chose(self) -> bool:
        """Whether this is the condition by which a loop, such as `filter`, kept its element."""
        return self.is_choice and self.value is True

    def _key(self) -> Any:
        assert isinstance(self.node, core.Index)  # noqa: S101  # asked for nothing else
        key = self.node.key
        if isinstance(key, core.Constant):
            return key.value
        return next((part.value for part in self.parts if part.node is key), None)

    def telling(self) -> list["Part"]:
        """Return the parts that the value rests on.

        Of a false `&&` the false operands, of a true `||` the true one; of a loop the elements that
        decided it, or that it kept; of what is unknown or an error, what made it so.
        """
        if isinstance(self.node, core.Loop):
            return self._of_loop(self.node)
        if isinstance(self.node, core.Logic):
            decisive = self.node.operator == "||"
            if self.value is decisive:
                return [part for part in self.parts if part.value is decisive]
            return self._failing() if self.failed and not decisive else self.parts
        return self._failing() if self.failed else self.parts

    def _failing(self) -> list["Part"]:
        return [part for part in self.parts if part.failed] or self.parts

    def _of_loop(self, loop: core.Loop) -> list["Part"]:
        sources = [part for part in self.parts if part.index < 0]
        elements = [part for part in self.parts if part.index >= 0]
        if self.failed:
            return [part for part in sources if part.failed] or [part for part in elements if part.failed]
        decisive = _QUANTIFIERS.get(loop.kind)
        if decisive is not None and self.value is decisive:
            elements = [part for part in elements if part.value is decisive]
        return [*_named(loop, sources, elements), *elements]


def _named(loop: core.Loop, sources: list[Part], elements: list[Part]) -> list["Part"]:
    """Return what the loop walked; of a list that is written out only the elements that matter."""
    written = loop.source.elements if isinstance(loop.source, core.ListOf) else ()
    if not written or not sources or any(optional for _, optional in written):
        return sources
    nodes = [written[part.index][0] for part in elements if part.index < len(written)]
    return [part for part in sources[0].parts if any(part.node is node for node in nodes)]


class Trace(NamedTuple):
    """One evaluation: its value as `evaluate` returns it, or its error, and the parts of it.

    `root` is None where the expression is a constant, or nests too deeply to be traced.
    """

    value: Any
    error: CelError | None
    root: Part | None


class Tracer:
    """The program at `root` as a closure that records what its parts come to."""

    def __init__(self, root: core.Node) -> None:
        self._root = root
        self._closure: Closure | None = None
        self._current = Part(core.Constant(None, 1, 1))
        self._left = 0

    @contextmanager
    def recording(self) -> Iterator[tuple[Closure, Part]]:
        """Give the closure and an empty part, whose only part will be what one evaluation records.

        A program may be traced while it is traced: a variable that its own trace reads again.
        """
        if self._closure is None:
            self._closure = self.compiled(self._root)
        outer = self._current, self._left
        base = Part(self._root)
        self._current, self._left = base, MOST_PARTS
        try:
            yield self._closure, base
        finally:
            self._current, self._left = outer

    def compiled(self, node: core.Node) -> Closure:
        """Return the closure that evaluates `node` and records it, unless it is a constant."""
        return compile_node(node) if isinstance(node, core.Constant) else self._recorded(node)

    def _recorded(self, node: core.Node) -> Closure:
        closure = compile_with(node, self._loop(node) if isinstance(node, core.Loop) else self.compiled)

        def record(frame: Frame) -> Any:
            above, this = self._current, Part(node)
            if self._left > 0:
                self._left -= 1
                above.parts.append(this)
            self._current = this
            try:
                this.value = value = closure(frame)
            except UnknownRaised as unknown:
                this.value = Unknown(unknown.rests_on)
                raise
            except CelError as error:
                this.value = error
                raise
            finally:
                self._current = above
            return value

        return record

    def _loop(self, loop: core.Loop) -> Compile:
        def compiled(node: core.Node) -> Closure:
            return self.compiled(node) if node is loop.source else self._element(loop, node)

        return compiled

    def _element(self, loop: core.Loop, node: core.Node) -> Closure:
        closure = self._recorded(node)
        slot = loop.first if loop.second is None else loop.second
        # Of a loop with both, the condition is what every element meets, and meets first.
        is_first = loop.condition is None or node is loop.condition

        def element(frame: Frame) -> Any:
            above, left, before, value = self._current, self._left, len(self._current.parts), frame[slot]
            above.walked += is_first
            try:
                return closure(frame)
            finally:
                if len(above.parts) > before:
                    part = above.parts[before]
                    part.element, part.index = value, above.walked - 1
                    part.is_choice = node is loop.condition and loop.kind not in _QUANTIFIERS
                    if not _keeps(loop, above, part):
                        above.parts.pop()
                        self._left = left

        return element


def _keeps(loop: core.Loop, above: Part, part: Part) -> bool:
    """Tell whether an element is recorded: none that a filter dropped, of the others a bounded number."""
    decisive = _QUANTIFIERS.get(loop.kind)
    if decisive is None and part.node is loop.condition and part.value is False:
        return False
    if decisive is not None and part.value is decisive:
        return True
    above.kept[part.failed] += 1
    return above.kept[part.failed] <= MOST_ELEMENTS
