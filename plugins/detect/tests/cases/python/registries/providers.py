from langchain_openai import ChatOpenAI

from infos import ModelInfo


def _create_model_info(model_name, description, kind):
    return ModelInfo(name=model_name, desc=description, kind=kind)


model_info_list = [
    _create_model_info("anthropic.claude-v2:1", "An update", "llm"),
    _create_model_info("hunyuan-pro", "The most effective one", "llm"),
    _create_model_info("qwen-max", "Another", "llm"),
]
# Each of these is ready to be asked.
models = [ChatOpenAI(model="gpt-4.1"), ChatOpenAI(model="gpt-4.1-mini"), ChatOpenAI(model="gpt-4.1-nano")]
