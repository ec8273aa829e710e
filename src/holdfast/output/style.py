"""Colour for the terminal; it stresses what the words say already."""

from typing import NamedTuple

from holdfast.model.finding import Finding, Outcome
from holdfast.model.policy import Severity

_RESET = "\x1b[0m"
BOLD, RED, YELLOW, BLUE, CYAN, GREEN, DIM = "1", "1;31", "1;33", "1;34", "1;36", "1;32", "2"

_BY_SEVERITY = {
    Severity.CRITICAL: RED,
    Severity.HIGH: RED,
    Severity.MEDIUM: YELLOW,
    Severity.LOW: CYAN,
    Severity.INFO: CYAN,
}


class Style(NamedTuple):
    """How text is stressed: with SGR codes where `colour` is true, else not at all."""

    colour: bool

    def paint(self, code: str, text: str) -> str:
        """Return `text` in the colour `code`, one of the constants of this module."""
        return f"\x1b[{code}m{text}{_RESET}" if self.colour and text else text


PLAIN = Style(colour=False)


def colour_of(finding: Finding) -> str:
    """Return the colour of a finding: of its severity, faint where it is suppressed."""
    if finding.outcome is Outcome.ERROR:
        return RED
    return DIM if finding.suppression is not None else _BY_SEVERITY[finding.severity]
