"""What the path of a file says."""

from __future__ import annotations

import pytest

from holdfast.detect.places import is_production


@pytest.mark.parametrize(
    "path",
    [
        "litellm.yaml",
        "deploy/values.yaml",
        "src/app/model.py",
        "latest/a.tf",
        ".env.example",
        "contests/a.py",
        "attest.py",
        "testimonials/a.py",
    ],
)
def test_production(path: str) -> None:
    assert is_production(path)


@pytest.mark.parametrize(
    "path",
    [
        *("tests/a.yaml", "a/Test/b.py", "src/__tests__/a.ts", "a/fixtures/b.json", "test_a.py", "a_test.go"),
        *(
            "examples/a.yaml",
            "docs/a.yaml",
            "README.md",
            "a.ipynb",
            "demo/app.py",
            "a.spec.ts",
            "conftest.py",
        ),
        *(
            "vendor/a.py",
            "node_modules/a/b.js",
            "third_party/a.py",
            "benchmark_results/a.json",
            "evals/a.yaml",
            "helm_tests/a.yaml",
        ),
    ],
)
def test_no_production(path: str) -> None:
    assert not is_production(path)
