"""Where pointers lead: the smallest region that stands for what was asked."""

from __future__ import annotations

import pytest

from holdfast.load.yaml import read_document
from holdfast.model.location import Pointer, pointer_text

TEXT = """\
metadata: {name: shop}
applications:
  - id: chat
    data:
      classes: [public]
    models: [{ref: big}]
  - name: nameless
empty: []
"""


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ((), "1:1-1:9"),
        (("metadata",), "1:1-1:9"),
        (("metadata", "name"), "1:18-1:22"),
        (("metadata", "owner"), "1:1-1:9"),
        (("applications",), "2:1-2:13"),
        (("applications", 0), "3:9-3:13"),
        (("applications", 0, "owner"), "3:9-3:13"),
        (("applications", 0, "data"), "4:5-4:9"),
        (("applications", 0, "data", "classes"), "5:7-5:14"),
        (("applications", 0, "data", "classes", 0), "5:17-5:23"),
        (("applications", 0, "data", "residency"), "4:5-4:9"),
        (("applications", 0, "models", 0), "6:20-6:23"),
        (("applications", 0, "models", 0, "role"), "6:20-6:23"),
        (("applications", 1), "7:11-7:19"),
        (("empty",), "8:8-8:10"),
        (("nothing", "of", "this"), "1:1-1:9"),
    ],
)
def test_locate(pointer: Pointer, expected: str) -> None:
    at = read_document(TEXT.encode(), "x.yaml").locate(pointer)
    assert expected == f"{at.line}:{at.column}-{at.end_line}:{at.end_column}"


def test_locate_key() -> None:
    document = read_document(TEXT.encode(), "x.yaml")
    assert ("x.yaml:1:12", "x.yaml:6:20") == (
        str(document.locate_key(("metadata", "name"))),
        str(document.locate_key(("applications", 0, "models", 0))),
    )


def test_pointers_read_as_json_pointers() -> None:
    assert ("", "/a~1b/0/c~0d") == (pointer_text(()), pointer_text(("a/b", 0, "c~d")))
