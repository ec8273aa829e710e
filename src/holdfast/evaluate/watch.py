"""Who wants to know why a finding is one, and what is told."""

from collections.abc import Callable
from typing import NamedTuple

from holdfast.model.finding import Finding


class Explanation(NamedTuple):
    """Why a finding is one: its expression and what it came to.

    `lines` have depth, value and source of each part that tells; `more` is how many were left out.
    """

    finding: Finding
    source: str
    value: str
    lines: tuple[tuple[int, str, str], ...]
    more: int = 0


Watch = Callable[[Explanation], None]
