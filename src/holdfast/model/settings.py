"""What is set for a run, by a configuration file or in its place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from holdfast.model.document import Document
from holdfast.model.empty import EMPTY
from holdfast.model.exceptions import WaiverLimits
from holdfast.model.policy import Enforcement, Severity

DEFAULT_PACKS = ("inventory", "model-diversity", "sovereignty")
"""What is checked without configuration, beside the pack `manifest`."""


class BoundedPath(NamedTuple):
    """A file to read; `root` is the real path that it must lie in, None where the operator named it."""

    path: Path
    root: Path | None = None


class Settings(NamedTuple):
    """Effective settings. `packs` are ids of installed packs, or folders.

    `document` is the file they come from, None where there is none. `params` maps rule ids to
    values, `enforcement` rule patterns to what a failure does. `part` is true where the portfolio is
    only a part of one that is judged organisation-wide.
    `root` bounds the folders among `packs` where the checked tree names them; None is no bound.
    `baseline` is the one to hold findings against, None for none. `waivers` is what those may do.
    """

    packs: tuple[str, ...] = DEFAULT_PACKS
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.LOW
    part: bool = False
    params: Mapping[str, Mapping[str, Any]] = EMPTY
    enforcement: Mapping[str, Enforcement] = EMPTY
    document: Document | None = None
    root: Path | None = None
    baseline: BoundedPath | None = None
    waivers: WaiverLimits = WaiverLimits()
