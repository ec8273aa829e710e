"""A lock as text: sorted, in ASCII, one value a line."""

from __future__ import annotations

from holdfast.model.lock import LockedPack
from holdfast.output.lock import render

EXPECTED = """\
{
  "tool": "holdfast",
  "version": 1,
  "packs": {
    "acme": {
      "version": "1.0.0",
      "source": "./acme",
      "digest": "sha256:a",
      "files": {},
      "rules": {
        "acme/a": {
          "title": "\\u00e4\\u202e"
        },
        "acme/b": {}
      }
    },
    "other": {
      "version": "2.0.0",
      "source": "installed",
      "digest": "sha256:b",
      "files": {},
      "rules": {}
    }
  }
}
"""


def test_it_is_the_same_in_whatever_order() -> None:
    packs = [
        LockedPack("other", "2.0.0", "installed", "sha256:b", {}),
        LockedPack("acme", "1.0.0", "./acme", "sha256:a", {"acme/b": {}, "acme/a": {"title": "ä\u202e"}}),
    ]
    assert EXPECTED == render(packs) == render(reversed(packs))
