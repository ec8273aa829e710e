"""A component whose menu a method of it makes, and what it has before somebody chooses."""

import os

import requests


class Field:
    def __init__(self, value, values, description=""):
        self.value, self.values, self.description = value, values, description


class VoyageEmbedder:
    def __init__(self):
        models = self.get_models(os.getenv("VOYAGE_KEY"))
        self.config = {"Model": Field(value=models[0], values=models, description="Select a model")}

    def embed(self, config: dict, texts: list[str]):
        model = config.get("Model", {"value": "voyage-code-3"}).value
        return requests.post("https://api.voyageai.com/v1/embeddings", json={"model": model, "input": texts})

    def get_models(self, token):
        return ["voyage-3", "voyage-3-large", "voyage-law-2"]


class OpenAIGenerator:
    @staticmethod
    def get_models(token, url):
        try:
            if token is None:
                return ["gpt-4o-mini", "gpt-4o"]
            return [each["id"] for each in requests.get(url).json()["data"]]
        except OSError:
            return ["gpt-4o-mini", "gpt-4o"]

    def __init__(self):
        models = self.get_models(os.getenv("KEY"), "https://api.openai.com/v1/models")
        self.config = {"Model": Field(value=models[0], values=models)}
