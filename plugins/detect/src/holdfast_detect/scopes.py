"""Names of a program and what is bound to them, scope by scope: what Python and JavaScript have alike."""

from __future__ import annotations

from typing import Generic, Self, TypeVar

from holdfast_detect.values import MAX_BOUND

Node = TypeVar("Node")
Bound = TypeVar("Bound")


class Scope(Generic[Node, Bound]):
    """The names of a module, a class or a function, each with all that is bound to it."""

    def __init__(self, node: Node, parent: Self | None, *, is_class: bool) -> None:
        self.node, self.parent, self.is_class = node, parent, is_class
        self.names: dict[str, list[tuple[Bound, Self]]] = {}

    @property
    def of_class(self) -> Self | None:
        """The innermost class around this scope."""
        scope: Self | None = self
        while scope is not None and not scope.is_class:
            scope = scope.parent
        return scope

    def bind(self, name: str, bound: Bound, read_in: Self | None = None) -> None:
        """Add what `name` is bound to; its own names are those of `read_in`, or of this scope."""
        known = self.names.setdefault(name, [])
        if len(known) < MAX_BOUND:
            known.append((bound, read_in or self))

    def lookup(self, name: str) -> list[tuple[Bound, Self]]:
        """Return what is bound to `name` here or further out, each with the scope of its own names.

        Classes are passed over: what they hold is asked of `self` or `this`.
        """
        scope: Self | None = self
        while scope is not None:
            if name in scope.names and not scope.is_class:
                return scope.names[name]
            scope = scope.parent
        return []
