"""What files beside manifests say: single ones that a manifest names (`from`), or all of a repository."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.errors import PluginError
from holdfast.load.discovery import Found, Repository
from holdfast.load.named_models import NamedThere
from holdfast.model.catalogue import Catalogue
from holdfast.model.escape import quoted
from holdfast.model.settings import Settings

if TYPE_CHECKING:
    from holdfast.detection import FileSearch
    from holdfast.model.reference import Detector
    from holdfast.model.survey import Survey

_NOTHING_SET = Settings()

_FILES = "Correct the path, which is relative to the folder of the file that has the `from`."


class OtherFiles:
    """What finds models in files; nothing of it loads before somebody asks."""

    def __init__(
        self,
        detectors: Callable[[], Sequence[Detector]],
        catalogue: Catalogue,
        as_of: date,
        settings: Settings = _NOTHING_SET,
    ) -> None:
        self._installed, self._settings = detectors, settings
        self._catalogue, self._as_of = catalogue, as_of
        self._searches: dict[Path, FileSearch] = {}

    def surveys(
        self, targets: Sequence[Path], manifests: Sequence[Found], jobs: int | None = None
    ) -> Sequence[Survey]:
        """Search the repositories of the targets, see `holdfast.detection.survey`. Raises UserError.

        Detectors of the settings alone are not enough: they leave unread what other formats name, and whoever
        may change the configuration could have a search pass that way.
        """
        from holdfast.detection import survey  # few runs search
        from holdfast.hooks.detectors import required

        required(self._installed())
        return survey(targets, manifests, self._detectors(), self._catalogue, self._as_of, jobs)

    def named_in(self, repository: Repository, path: str) -> NamedThere:
        """Return the models that the file names. Raises PluginError where nothing could find them."""
        found = self._search(repository, path).of(path)
        if found is None:
            missing = f"{quoted(path)} is no file of the repository, or a link, or git ignores it"
            return NamedThere(problem=missing, advice=_FILES)
        references, unread = found
        if unread:
            advice = "Mend the file, or write the model as `model`."
            return NamedThere(problem=f"{quoted(path)} could not be read: {unread[0].reason}", advice=advice)
        return NamedThere(references)

    def _detectors(self) -> Sequence[Detector]:
        """Return those of plugins, and those of the settings, which only add to what they find."""
        from holdfast.detect.own import with_own  # as above

        return with_own(self._settings, self._installed())

    def _search(self, repository: Repository, path: str) -> FileSearch:
        if repository.root not in self._searches:
            from holdfast.detection import FileSearch  # few manifests name other files

            detectors = self._detectors()
            if not detectors:
                raise PluginError(
                    f"a manifest names a model by {quoted(path)}, and no plugin that reads it is installed.",
                    hint="Install ours, from a clone of Holdfast (pip install ./plugins/detect), "
                    "or write the model as `model`.",
                )
            search = FileSearch(repository, detectors, self._catalogue, self._as_of)
            self._searches[repository.root] = search
        return self._searches[repository.root]


def in_vain(surveys: Sequence[Survey], settings: Settings) -> Iterator[str]:
    """Say which detectors of the repository found nothing; those of an organisation may be for others."""
    own = settings.own_detectors if surveys else ()
    if own:
        from holdfast.detect.own import idle  # few configurations have any

        heard = [name for survey in surveys for name in survey.heard]
        yield from idle(own, heard, [name for survey in surveys for name in survey.mute])


def set_aside(surveys: Iterable[Survey]) -> Iterator[str]:
    """Say what was found and is not held against manifests: it is for tests, examples and the like."""
    aside = {(each.path, each.id) for survey in surveys for each in survey.references if not each.production}
    if aside:
        files = len({path for path, _ in aside})
        yield (
            f"Not held against manifests: {len(aside):,} {'model' if len(aside) == 1 else 'models'} in "
            f"{files:,} {'file' if files == 1 else 'files'} of tests, examples, documentation and the like."
        )
