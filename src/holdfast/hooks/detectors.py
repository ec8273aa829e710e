"""The detectors that plugins add, each guarded; imported where files are searched for models."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.errors import PluginError
from holdfast.hooks.blame import MEND, where_raised
from holdfast.hooks.contributions import (
    DETECTORS,
    NAME,
    Implementation,
    collect,
    guarded,
    ordered,
    refuse_taken,
)
from holdfast.model.escape import quoted
from holdfast.model.reference import Detector, Mention
from holdfast.model.source import Source


def detectors(implementations: Iterable[Implementation]) -> tuple[Detector, ...]:
    """Ask every plugin for its detectors; PluginError where one fails, or returns something else."""
    found = collect(ordered(implementations), DETECTORS, Detector)
    refuse_taken(found, "detector", lambda detector: detector.name, NAME)
    return guarded(found, guarded_detector)


def guarded_detector(plugin: str, detector: Detector) -> Detector:
    """Return the detector with its failures named. What it raises is not quoted: a file may hold keys."""

    def find(source: Source) -> list[Mention]:
        where = f"its detector `{detector.name}` on {quoted(source.path)}"
        try:
            found = list(detector.find(source))
        except KeyboardInterrupt:  # the user's, not the plugin's
            raise
        except BaseException as error:  # noqa: BLE001  # a plugin may raise anything, SystemExit too
            said = f"{type(error).__name__}{where_raised(error)}"
            raise PluginError(f"plugin `{plugin}` failed in {where}: {said}", hint=MEND) from None
        wrong = [item for item in found if not isinstance(item, Mention)]
        if wrong:
            raise PluginError(
                f"plugin `{plugin}` yielded a {type(wrong[0]).__name__} from {where}.",
                hint=f"A detector yields `Mention`s. {MEND}",
            )
        return found

    return detector._replace(find=find)
