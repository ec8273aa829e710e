"""The shipped catalogue, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

import holdfast.facts
from holdfast.load.catalogue import load_catalogue
from holdfast.model.catalogue import Catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue([Path(holdfast.facts.__file__).parent / "data"])
