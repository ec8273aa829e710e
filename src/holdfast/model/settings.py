"""What is set for a run, and where each value comes from."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from holdfast.model.document import Document
from holdfast.model.empty import EMPTY
from holdfast.model.exceptions import WaiverLimits
from holdfast.model.location import Location, Place, Pointer
from holdfast.model.policy import Enforcement, Severity

Values = Mapping[str, Mapping[str, Any]]
"""Parameter values by name, by what they are set for: a rule, or a pack for all of its rules."""


class BoundedPath(NamedTuple):
    """A file or folder to read; `root` is the real path that all of it must lie in.

    None: the operator named it, and it is read wherever it is.
    """

    path: Path
    root: Path | None = None


class PackName(NamedTuple):
    """A pack as somebody names it: by the id of an installed one, a folder of one or several, or in git.

    `root` bounds what the checked tree names; None is no bound. `written` is how it was
    spelled, where `name` has become a path.
    """

    name: str
    root: Path | None = None
    written: str = ""

    @property
    def shown(self) -> str:
        """How output names it."""
        return self.written or self.name


DEFAULT_PACKS = tuple(map(PackName, ("inventory", "model-diversity", "sovereignty")))
"""What is checked without configuration, beside the packs that are built in."""


class Source(StrEnum):
    """Where a value comes from, from the weakest to the strongest."""

    DEFAULT = "default"
    ORGANISATION = "organisation"
    EXTENDED = "extended"
    CONFIGURATION = "configuration"
    COMMAND_LINE = "command-line"


class Origin(NamedTuple):
    """Where a value was written; `document` is None where it stands in no file."""

    source: Source
    document: Document | None = None
    pointer: Pointer = ()

    @property
    def location(self) -> Location | None:
        """The key that says it, or the entry of a list."""
        return self.document.locate_key(self.pointer) if self.document else None

    @property
    def place(self) -> Place | None:
        """The same with its source lines."""
        return self.document.place(self.document.locate_key(self.pointer)) if self.document else None


class OwnDetector(NamedTuple):
    """A format of the user's own, in which models are found: as `detectors` of a configuration says.

    `files` are patterns as those of a `Detector`. `model` is a path to the ids, as in `node_path`. `host` and
    `region` are texts, or paths to them, and so is `entry`, the name by which others ask for a model. `role`
    is that of all, or empty.
    """

    name: str
    files: tuple[str, ...]
    model: str
    host: str = ""
    region: str = ""
    entry: str = ""
    role: str = ""
    grade: str = "declared"


class Settings(NamedTuple):
    """What is set for a run, before the rules are known that it is set for.

    `params` maps rules and packs to values, `applications` the same for one application: by its id, or
    by `<manifest name>/<id>`. `enforcement` maps rule patterns to what a failure does. `part` is true
    where the portfolio is only a part of one that is judged organisation-wide. `baseline` is the one to
    hold findings against, None for none. `waivers` is what those may do. `locks` are those that packs
    are held against, by who names them. `detectors` find models in formats of the user's own.
    `origins` says of each value that is not a default where it was written. Its keys are paths: the
    setting's name, then the pack, pattern, rule or parameter that it is set for.
    """

    packs: tuple[PackName, ...] = DEFAULT_PACKS
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.LOW
    part: bool = False
    params: Values = EMPTY
    applications: Mapping[str, Values] = EMPTY
    enforcement: Mapping[str, Enforcement] = EMPTY
    baseline: BoundedPath | None = None
    waivers: WaiverLimits = WaiverLimits()
    locks: Mapping[Source, BoundedPath] = EMPTY
    origins: Mapping[Pointer, Origin] = EMPTY
    detectors: tuple[OwnDetector, ...] = ()

    @property
    def own_detectors(self) -> tuple[str, ...]:
        """The names of the detectors of the repository: those of an organisation may be for others."""
        return tuple(
            each.name
            for each in self.detectors
            if self.origin(("detectors", each.name)).source is not Source.ORGANISATION
        )

    def origin(self, key: Pointer) -> Origin:
        """Return where the value at `key` comes from."""
        return self.origins.get(key, Origin(Source.DEFAULT))
