"""Where the installed Holdfast came from, as the installer wrote it down (PEP 610)."""

from __future__ import annotations

import json
import re

_REPOSITORY = re.compile(r"https://(?:[^@/]*@)?github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")


def installed_from() -> tuple[str, str] | None:
    """Return `OWNER/NAME` on GitHub and the commit; None where it came from elsewhere, or nobody knows."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        written = distribution("holdfast").read_text("direct_url.json")
    except (PackageNotFoundError, OSError):
        return None
    return repository_of(written or "")


def repository_of(written: str) -> tuple[str, str] | None:
    """Return the same of the text of a `direct_url.json`."""
    try:
        said = json.loads(written)
        url, commit = said["url"], said["vcs_info"]["commit_id"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(url, str) or not isinstance(commit, str):
        return None
    found = _REPOSITORY.fullmatch(url)
    return (found[1], commit) if found and _COMMIT.fullmatch(commit) else None
