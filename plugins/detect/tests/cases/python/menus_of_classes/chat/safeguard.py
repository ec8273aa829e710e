"""What takes a model by a member of an enumeration of another module."""

from chat.llm import get_model, run_model
from chat.names import GroqModelName, OpenRouterModelName, State


class Safeguard:
    def __init__(self):
        self.model = get_model(GroqModelName.GPT_OSS_SAFEGUARD).with_config(tags=["skip"])

    def is_up(self):
        return run_model(State.GPT_READY)


def label():
    return str(OpenRouterModelName.GEMINI_PRO)
