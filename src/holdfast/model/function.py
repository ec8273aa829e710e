"""A function that the expressions of policies may call."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Function(NamedTuple):
    """A function that expressions may call.

    A receiver is the first argument: `join(x)` and `x.join()` are the same call. `parameters` and
    `result` are CEL types as text (`list(string)`, `double`, `dyn`); `optional` is how many
    parameters may be left out from the end. `call` takes and returns plain values; a ValueError
    becomes the error of the expression. `is_repeatable`: the same arguments always give the same, so
    one call may stand for several.
    """

    name: str
    parameters: tuple[str, ...]
    result: str
    call: Callable[..., Any]
    optional: int = 0
    summary: str = ""
    is_repeatable: bool = False
