"""An API whose documentation shows what somebody may send."""

from fastapi import Body, FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI()


class Generation(BaseModel):
    model: str | None = None
    temperature: float = 0.1

    class Config:
        json_schema_extra = {
            "example": {"model": "openai/gpt-4.1", "temperature": 0.1, "stream": False, "max_tokens": 1024},
        }


@app.post("/ask", openapi_extra={"x-codeSamples": [{"lang": "py", "source": {"model": "gpt-4.1-nano", "stream": True}}]})
def ask(
    generation: Generation = Body(
        default_factory=Generation,
        example={"model": "openai/gpt-4.1-mini", "temperature": 0.7, "stream": False},
    ),
):
    body = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hi"}]}
    return client.chat.completions.create(**body)
