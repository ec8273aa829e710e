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
        "config/agents/returns.agent.md",
        "src/next/page.tsx",
        "src/admin.js",
        "src/decade.js",
        "counterexamples.py",
        "backend/example.env",
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
        *("client-examples-python/a.py", "code_samples/a.ts", "agents/returns.md", "agent.md"),
        *("a-fixtures.ts", "e2e-flows.yml", ".ipynb_checkpoints/a-checkpoint.py", "versioned_docs/v1/a.yaml"),
        *(
            "server/out/_next/static/chunks/a.js",
            "static/swagger-ui.min.js",
            "static/app.bundle.js",
            "static/chunks/117-2e3ee50cbb6fc8da.js",
            "static/main.8a796b5d.mjs",
        ),
    ],
)
def test_no_production(path: str) -> None:
    assert not is_production(path)
