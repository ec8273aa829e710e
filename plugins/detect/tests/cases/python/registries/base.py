from openai import OpenAI

from presets import MODEL_METADATA, MODELS


class Base:
    def __init__(self, model_name, config=None):
        if config is None:
            config = MODEL_METADATA[model_name]
        self.model_name = config["model_name"]

    def source(self, model_name):
        model_source = MODEL_METADATA[model_name]["repo_id"]
        return model_source

    def ask(self, task):
        return OpenAI().responses.create(model=MODELS[task]["model"], input="x")
