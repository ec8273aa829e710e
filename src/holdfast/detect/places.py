"""What the path of a file says: whether it is for production, or tests, shows, or comes from elsewhere."""

from __future__ import annotations

import re

_FOLDER = re.compile(
    # tests
    r"(?:test|spec|fixture|mock|golden|snapshot|cassette|conformance|e2e)s?(?:[-_].*|data|utils|ing|ci)?"
    r"|__(?:tests|fixtures|mocks|snapshots)__|(?:.*[-_])?(?:tests?|sandbox)"
    # to measure and to try
    r"|(?:eval|evaluation|benchmark|bench|experiment|playground|scratch|perf)s?(?:[-_].*)?"
    # to show
    r"|(?:example|sample|demo|doc|tutorial|cookbook|recipe|quickstart|notebook|blog|website)s?(?:[-_].*)?"
    r"|documentation|content"
    # from elsewhere
    r"|_?vendor(?:ed)?|third[-_]?party|external|node_modules|site-packages|bower_components|\.?venv|dist|build"
    r"|generated"
)

_FILES = re.compile(
    r"(?:test_.*|.*_test|.*[._-](?:test|tests|spec|stories|mock|example|sample)|conftest|(?:example|sample)[._-].*)"
    r"\.[a-z0-9]+|.*\.(?:md|mdx|rst|ipynb)"
)


def is_production(path: str) -> bool:
    """Tell whether the file at `path`, relative to the repository, is part of what runs in production.

    Tests, examples, documentation, measurements and vendored folders are not.
    """
    *folders, name = path.lower().split("/")
    return not any(map(_FOLDER.fullmatch, folders)) and not _FILES.fullmatch(name)
