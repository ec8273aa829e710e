"""Python: models in calls of SDKs, constants and defaults."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast import Detector, Mention, Source
from holdfast_detect.python.models import python_mentions
from holdfast_detect.python.sdks import PYTHON_MARKS


def find(source: Source) -> Iterator[Mention]:
    """Yield the models that the module names; what does not parse is noted."""
    yield from python_mentions(source, source.text, lambda offset: offset)


DETECTOR = Detector(
    name="python",
    summary="Python code: calls of SDKs, constants, defaults",
    files=("*.py", "*.pyw", "*.pyi"),
    find=find,
    marks=PYTHON_MARKS,
)
