"""Whether somebody sits there: a terminal, and no build that only looks like one."""

from __future__ import annotations

import os
from typing import IO

_BUILDS = ("CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION")
"""What services set that build and test; most of them set the first."""


def is_watched(*streams: IO[str]) -> bool:
    """Tell whether all of `streams` are a terminal that somebody may be looking at."""
    if any(os.environ.get(name, "").lower() not in ("", "0", "false") for name in _BUILDS):
        return False
    return os.environ.get("TERM") != "dumb" and all(map(_is_terminal, streams))


def _is_terminal(stream: IO[str]) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False
