"""Where the tests find the plugin, and how they search a folder with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

PLUGIN = Path(__file__).resolve().parents[1]

sys.path.insert(0, str(PLUGIN / "src"))

import holdfast_detect  # noqa: E402  # found where the line above says

from holdfast import builtin  # noqa: E402  # as above
from holdfast.detection import Search, detect  # noqa: E402  # as above
from holdfast.hooks.contributions import Implementation  # noqa: E402  # as above
from holdfast.hooks.detectors import detectors  # noqa: E402  # as above
from holdfast.load.cache import Cache  # noqa: E402  # as above
from holdfast.model.reference import Detection  # noqa: E402  # as above

DETECTORS = detectors([Implementation("detect", "detectors", holdfast_detect.detectors)])


@pytest.fixture(scope="session")
def search(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Detection]:
    """Return what searches a folder with all detectors of the plugin; the catalogue is read once."""
    cache = Cache(tmp_path_factory.mktemp("cache"))

    def search(folder: Path) -> Detection:
        return detect(Search([folder], DETECTORS, tuple(builtin.facts()), date(2026, 11, 23), cache=cache))

    return search
