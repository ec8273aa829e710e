"""What the path of a file says: whether it is for production, or tests, shows, or comes from elsewhere."""

from __future__ import annotations

import re

_FOLDERS = frozenset((
    # tests
    "test", "tests", "testing", "__tests__", "spec", "specs", "e2e", "fixture", "fixtures", "__fixtures__",
    "testdata", "test-data", "test_data", "test-fixtures", "testutils", "mock", "mocks", "__mocks__",
    "conformance", "cassettes", "snapshots", "__snapshots__", "golden", "sandbox", "manual-testing-sandbox",
    # to measure and to try
    "eval", "evals", "evaluation", "evaluations", "benchmark", "benchmarks", "bench", "perf", "playground",
    "experiments", "scratch",
    # to show
    "example", "examples", "sample", "samples", "demo", "demos", "doc", "docs", "documentation", "tutorial",
    "tutorials", "cookbook", "cookbooks", "recipes", "quickstart", "quickstarts", "notebooks", "website",
    "example_config_yaml", "blog", "content",
    # from elsewhere
    "vendor", "vendored", "_vendor", "third_party", "third-party", "thirdparty", "external", "node_modules",
    "site-packages", "bower_components", ".venv", "venv", "dist", "build", "generated",
))  # fmt: skip

_FILES = re.compile(
    r"(?:test_.*|.*_test|.*[._-](?:test|tests|spec|stories|mock|example|sample)|conftest|(?:example|sample)[._-].*)"
    r"\.[a-z0-9]+|.*\.(?:md|mdx|rst|ipynb)"
)


def is_production(path: str) -> bool:
    """Tell whether the file at `path`, relative to the repository, is part of what runs in production.

    Tests, examples, documentation, measurements and vendored folders are not.
    """
    *folders, name = path.lower().split("/")
    return _FOLDERS.isdisjoint(folders) and not _FILES.fullmatch(name)
