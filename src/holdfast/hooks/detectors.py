"""The detectors that plugins add, each guarded; imported where files are searched for models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from holdfast.model.reference import Detector, Mention, Route, Use
from holdfast.model.source import Source

INSTALL = "Install ours, from a clone of Holdfast: pip install ./plugins/detect"


def detectors(implementations: Iterable[Implementation]) -> tuple[Detector, ...]:
    """Ask every plugin for its detectors; PluginError where one fails, or returns something else."""
    found = collect(ordered(implementations), DETECTORS, Detector)
    refuse_taken(found, "detector", lambda detector: detector.name, NAME)
    return guarded(found, guarded_detector)


def required(found: Sequence[Detector]) -> Sequence[Detector]:
    """Return the detectors; PluginError where there are none, for then nothing could be found."""
    if not found:
        raise PluginError(
            "no plugin that detects models is installed.",
            hint=INSTALL,
        )
    return found


def guarded_detector(plugin: str, detector: Detector) -> Detector:
    """Return the detector with its failures named. What it raises is not quoted: a file may hold keys."""

    def find(source: Source) -> list[Mention | Route | Use]:
        where = f"its detector `{detector.name}` on {quoted(source.path)}"
        try:
            found = list(detector.find(source))
        except KeyboardInterrupt:  # the user's, not the plugin's
            raise
        except BaseException as error:  # noqa: BLE001  # a plugin may raise anything, SystemExit too
            said = f"{type(error).__name__}{where_raised(error)}"
            raise PluginError(f"plugin `{plugin}` failed in {where}: {said}", hint=MEND) from None
        wrong = [item for item in found if not isinstance(item, Mention | Route | Use)]
        if wrong:
            raise PluginError(
                f"plugin `{plugin}` yielded a {type(wrong[0]).__name__} from {where}.",
                hint=f"A detector yields `Mention`s, `Route`s and `Use`s. {MEND}",
            )
        return found

    return detector._replace(find=find)
