from enum import Enum


class ChatModel(str, Enum):
    FAST = "gpt-4.1-nano"
    SMART = "gpt-4.1"


class Colour(Enum):
    RED = "red-4"
