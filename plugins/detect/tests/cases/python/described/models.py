from autogen_core.models import ModelInfo
from autogen_ext.models.openai import OpenAIChatCompletionClient

INFOS = {
    "o3": ModelInfo(model="o3", vision=True, family="o3"),
    "gpt-5-mini": ModelInfo(model="gpt-5-mini", vision=True, family="gpt-5"),
}


def client(name):
    return OpenAIChatCompletionClient(model="gpt-4.1", model_info=INFOS[name])


JUDGES = {"gpt": JudgeModelInfo(model_name="openai/gpt-4o-2024-05-13", deployment="acme")}
