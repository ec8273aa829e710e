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
    r"|(?:.*[-_])?(?:example|sample)s?(?:[-_].*)?"
    r"|(?:demo|doc|tutorial|cookbook|recipe|quickstart|notebook|blog|website)s?(?:[-_].*)?"
    r"|documentation|versioned_docs|content"
    # from elsewhere
    r"|_?vendor(?:ed)?|third[-_]?party|external|node_modules|site-packages|bower_components|\.?venv|dist|build"
    # written by a program
    r"|generated|\.ipynb_checkpoints|_next|\.next|\.nuxt|\.output|\.svelte-kit|\.vercel|htmlcov"
)

_FILES = re.compile(
    r"(?:test_.*|e2e[._-].*|.*_test|.*[._-](?:tests?|spec|stories|mocks?|fixtures?|example|sample)|conftest"
    r"|(?:example|sample)[._-].*)"
    r"\.[a-z0-9]+|.*(?<!\.agent)(?<!\.prompt)(?<!\.chatmode)\.md|.*\.(?:mdx|rst|ipynb)"
    r"|.*(?:[.-]min|\.bundle|[.-](?=[a-f]*\d)[\da-f]{8,20})\.[cm]?js"
)


def is_production(path: str) -> bool:
    """Tell whether the file at `path`, relative to the repository, is part of what runs in production.

    Tests, examples, documentation, measurements, vendored folders and what a program wrote are not.
    """
    *folders, name = path.lower().split("/")
    return not any(map(_FOLDER.fullmatch, folders)) and not _FILES.fullmatch(name)
