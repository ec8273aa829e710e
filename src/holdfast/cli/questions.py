"""Questions at a terminal, each of which may be left open."""

from __future__ import annotations

import sys
from collections.abc import Callable

from holdfast.cli.streams import complain
from holdfast.model.escape import escape

MOST_TIMES = 3
"""So often a question is asked whose answer cannot be used."""


class Question:
    """One question: what is asked, and what an answer must be."""

    def __init__(self, text: str, accepts: Callable[[str], bool], wanted: str) -> None:
        self.text = text
        self._accepts = accepts
        self._wanted = wanted

    def ask(self) -> str:
        """Return the answer; "" where there is none, or none that can be used."""
        for _ in range(MOST_TIMES):
            complain(f"{self.text}? ")
            answer = sys.stdin.readline()
            if not answer.endswith("\n"):  # the input ends here
                complain("\n")
            answer = answer.strip()
            if not answer or self._accepts(answer):
                return answer
            complain(f"  {escape(answer)[:60]!r} is {self._wanted}.\n")
        return ""
