"""How far a run is, for those who wait for it: on standard error, after a second, and only at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from holdfast.cli.options import seconds
from holdfast.cli.streams import complain
from holdfast.cli.terminal import is_watched

if TYPE_CHECKING:
    from holdfast.model.report import Report
    from holdfast.run import Request

PATIENCE = 1.0
"""So many seconds nothing is shown: most runs are done by then."""

_BETWEEN = 0.1
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows on one line how many manifests are done; `clock` returns seconds from any start."""

    def __init__(self, show: Callable[[str], None] = complain, clock: Callable[[], float] = seconds) -> None:
        self._show = show
        self._clock = clock
        self._next = clock() + PATIENCE
        self._is_shown = False

    def __call__(self, done: int, total: int) -> None:
        """Take in that so many of all manifests are done; what comes after the last is the portfolio."""
        now = self._clock()
        if now < self._next and (done < total or not self._is_shown):
            return
        self._next = now + _BETWEEN
        self._is_shown = True
        said = f"{done:,} of {total:,} manifests" if done < total else f"all of {total:,} manifests together"
        self._show(f"{_CLEAR}holdfast: {said} ...")

    def clear(self) -> None:
        """Leave nothing on the line."""
        if self._is_shown:
            self._show(_CLEAR)


@contextmanager
def shown(request: Request) -> Iterator[Request]:
    """Yield the request such that a run of it shows how far it is, where somebody looks."""
    if not is_watched(sys.stderr):
        yield request
        return
    progress = Progress()
    try:
        yield request._replace(progress=progress)
    finally:
        progress.clear()


def run(request: Request) -> Report:
    """Check the targets as `holdfast.run.run` does, and show how far it is."""
    from holdfast import run as pipeline

    with shown(request) as watched:
        return pipeline.run(watched)
