"""Named tuples that cost a start little: what `typing.NamedTuple` makes with the class is made on first use.

Every run defines more than a hundred nouns and makes values of half of them. `typing.NamedTuple` compiles
every annotation, and a constructor for every class: together a tenth of a short run.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    def _first(noun: Any, *values: Any, **named: Any) -> Any:
        """Give the class its constructor, and call it."""
        plain = collections.namedtuple(noun.__name__, noun._fields, defaults=noun._field_defaults.values())  # noqa: PYI024  # for its constructor
        noun.__new__ = plain.__new__
        return noun(*values, **named)

    class _Maker(type):
        """Makes classes of tuples with the annotations in their body as fields."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if any(isinstance(base, _Maker) and base._fields for base in bases):
                return super().__new__(cls, name, bases, body)  # it has the fields of its base
            fields = tuple(body.get("__annotations__", ()))
            if not fields and bases != (tuple,):
                raise TypeError(f"the noun {name} has no fields")
            body["_field_defaults"] = {field: body[field] for field in fields if field in body}
            body.update((field, collections._tuplegetter(at, "")) for at, field in enumerate(fields))  # noqa: SLF001  # reads as fast as any named tuple
            body |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "__new__": _first}
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Maker):  # noqa: SLOT001  # the metaclass sets them
        """The base of nouns, in place of `typing.NamedTuple`, for which type checkers take it."""

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Any:
            return cls(*values)

        def _replace(self, **changes: Any) -> Any:
            values = [changes.pop(name, value) for name, value in zip(self._fields, self, strict=True)]
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return self.__class__(*values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            fields = [f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)]
            return f"{self.__class__.__name__}({', '.join(fields)})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)


__all__ = ["NamedTuple"]
