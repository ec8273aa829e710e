from adalflow.components.model_client.ollama_client import OllamaClient
from adalflow.core.types import ModelType

client = OllamaClient()
client.convert_inputs_to_api_kwargs(input=prompt, model_type=ModelType.LLM)
