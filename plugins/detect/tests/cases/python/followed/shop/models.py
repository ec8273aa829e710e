from dataclasses import dataclass
from enum import Enum

from . import app  # a circle
from .models import SPECS as AGAIN


class Tier(Enum):
    HIGH = "claude-opus-4-1"
    LOW = "claude-3-haiku-20240307"

    @classmethod
    def usual(cls):
        return cls.LOW


class Settings:
    fast_model = "gpt-4-turbo"
    tasks = {"chat": "acme-tasks-3", "other": AGAIN}


@dataclass
class Spec:
    id: str
    note: str


SPECS = [Spec("mistral-small-latest", "gpt-4"), Spec(note="gpt-4", id="ministral-8b-latest")]


def pick(at, key):
    return {"first": "acme-picked-1"}.get(at)


settings = Settings()
