from enum import StrEnum


class OpenRouterModelName(StrEnum):
    """Models of OpenRouter, which is no router of this application."""

    GEMINI_FLASH = "google/gemini-2.5-flash"
    GEMINI_PRO = "google/gemini-2.5-pro"


class GroqModelName(StrEnum):
    GPT_OSS_SAFEGUARD = "openai/gpt-oss-safeguard-20b"
    LLAMA = "llama-3.3-70b-versatile"


class State(StrEnum):
    GPT_READY = "ready"
