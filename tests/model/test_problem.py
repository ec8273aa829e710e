from __future__ import annotations

from typing import Any

import pytest

from holdfast.model.location import Pointer
from holdfast.model.problem import logical_path

DATA: Any = {
    "applications": [
        {
            "id": "chat",
            "models": [{"ref": "gpt"}, {}],
            "kpis": [{"metric": "cost"}],
            "data": {"classes": ["x"]},
        }
    ]
}


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ((), ""),
        (("applications", 0), "applications/chat"),
        (("applications", 0, "models", 0, "role"), "applications/chat/models/gpt/role"),
        (("applications", 0, "models", 1), "applications/chat/models/1"),
        (("applications", 0, "kpis", 0, "target"), "applications/chat/kpis/cost/target"),
        (("applications", 0, "data", "classes", 0), "applications/chat/data/classes/0"),
        (("applications", 7, "not", "there"), "applications/7/not/there"),
    ],
)
def test_a_path_names_entries_by_what_names_them(pointer: Pointer, expected: str) -> None:
    assert expected == logical_path(DATA, pointer)
