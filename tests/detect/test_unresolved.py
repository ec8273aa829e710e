"""Ids that are no model's own, and what they stand for."""

from __future__ import annotations

import pytest

from holdfast.detect.unresolved import followed, why_unresolved


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("os.environ/MODEL", "it is read from the environment"),
        ("anthropic/os.environ/MODEL", "it is read from the environment"),
        ("{{env.MODEL}}", "it is read from the environment"),
        ("${MODEL}", "it is a variable"),
        ("$MODEL", "it is a variable"),
        ("$(MODEL_ID)", "it is a variable"),
        ("%MODEL%", "it is a variable"),
        ("{{ .Values.model }}", "a template fills it in"),
        ("${{ vars.MODEL }}", "a template fills it in"),
        ("{model}", "a template fills it in"),
        ("openai/*", "it stands for any model"),
        (".*", "it stands for any model"),
        ("gpt-4.+", "it stands for any model"),
        ("AUTODETECT", "the host chooses the model"),
        ("auto_router/adaptive", "the host chooses the model"),
        ("<model>", "it is a placeholder"),
        ("your-deployment-name", "it is a placeholder"),
        ("azure/my-model", "it is a placeholder"),
        ("/models/llama", "it is a path"),
        ("./model.gguf", "it is a path"),
        (" ", "it is empty"),
        ("gpt-4o", ""),
        ("auto-gptq/model", ""),
        ("mistralai/Mistral-7B-v0.1", ""),
    ],
)
def test_why(text: str, reason: str) -> None:
    assert reason == why_unresolved(text)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("gpt-4o", "gpt-4o"),
        ("${MODEL:-gpt-4o}", "gpt-4o"),
        ("${MODEL-gpt-4o}", "gpt-4o"),
        ("ai/${MODEL:-qwen3}:${TAG:-8B}", "ai/qwen3:8B"),
        ("ai/${MODEL:-qwen3}:${TAG}", ""),
        ("${MODEL:-}", ""),
        ("${MODEL:-${OTHER:-gpt-4o}}", "gpt-4o"),
        ("openai/*", ""),
    ],
)
def test_what_it_stands_for(text: str, model: str) -> None:
    assert model == followed(text)
