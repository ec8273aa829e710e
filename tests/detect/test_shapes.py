"""What may be kept of a file beside an id, and what never may."""

from __future__ import annotations

import pytest

from holdfast.detect.shapes import holds_secret, host_name, region_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://api.openai.com/v1", "api.openai.com"),
        ("HTTPS://Acme.OpenAI.Azure.com:443/?key=x#y", "acme.openai.azure.com"),
        ("http://user:password@host.internal:8000/v1", "host.internal"),
        ("http://localhost:11434", "localhost"),
        ("http://10.0.0.1/v1", "10.0.0.1"),
        ("bedrock-runtime.eu-central-1.amazonaws.com", "bedrock-runtime.eu-central-1.amazonaws.com"),
        ("bedrock-runtime.us-east-1.amazonaws.com", "bedrock-runtime.us-east-1.amazonaws.com"),
        ("os.environ", ""),
        ("openai", "openai"),
        ("vertex_ai", "vertex_ai"),
        ("AWSBedrock", "AWSBedrock"),
        ("", ""),
        ("os.environ/AZURE_API_BASE", ""),
        ("${BASE}", ""),
        ("https://${HOST}/v1", ""),
        ("https://", ""),
        ("not a host / at all", ""),
        ("https://" + "a" * 300, ""),
        ("sk-" + "a1" * 20, ""),
        ("https://sk-" + "a1" * 20 + "/", ""),
    ],
)
def test_host(text: str, expected: str) -> None:
    assert expected == host_name(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (each, each)
            for each in ("eu-central-1", "us-gov-west-1", "ap-southeast-2", "europe-west4", "global")
        ),
        *(
            (each, each)
            for each in ("westeurope", "swedencentral", "eastus2", "germanywestcentral", "us", "eu")
        ),
        ("West Europe", "westeurope"),
        ("EU-CENTRAL-1", "eu-central-1"),
        ("us-east1", "us-east1"),
        ("us-central1-a", "us-central1-a"),
        ("os.environ/AWS_REGION", ""),
        ("var.region", ""),
        ("hunter2", ""),
        ("", ""),
    ],
)
def test_region(text: str, expected: str) -> None:
    assert expected == region_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "mistralai/Mistral-Large-3-675B-Instruct-2512",
        "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B",
        "hf.co/unsloth/Qwen3-30B-A3B-Instruct-2507-GGUF:UD-Q4_K_XL",
        "accounts/fireworks/models/llama-v3p1-405b-instruct",
        "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
        "acme/model@0123456789abcdef0123456789abcdef01234567",
        "ai/model@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "/usr/share/ollama/.ollama/models/blobs/sha256-" + "0123456789abcdef" * 4,
        "acme/model:" + "0123456789abcdef" * 4,
        "replicate:acme/llama-2-7b.chat:" + "0123456789abcdef" * 4,
        "sk-learn",
        "task-gpt-4o",
    ],
)
def test_ids_are_no_keys(text: str) -> None:
    assert not holds_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "0123456789abcdef" * 4,
        "key:" + "0123456789abcdef" * 4,
        "https://user:" + "0123456789abcdef" * 4 + "@host",
        "acme/model:" + "0123456789abcdef" * 3,
        "acme/model:" + "0123456789ABCDEF" * 4,
        "acme/model " + "0123456789abcdef" * 4,
    ],
)
def test_what_only_looks_like_a_version_is_a_key(text: str) -> None:
    assert holds_secret(text)
