from agents import Agent
from agno.models.openai import OpenAIChat
from deepeval.metrics import GEval
from pydantic_ai import Agent as TypedAgent
from pydantic_ai.models.anthropic import AnthropicModel
from semantic_kernel.connectors.ai.open_ai import AzureChatCompletion

triage = Agent(name="triage", instructions="…", model="gpt-4.1-mini")
typed = TypedAgent("google-gla:gemini-2.0-flash", system_prompt="…")
sonnet = TypedAgent(AnthropicModel("claude-3-7-sonnet-latest"))
chat = OpenAIChat(id="gpt-4o", max_tokens=5)
kernel_chat = AzureChatCompletion(deployment_name="chat-prod", endpoint="https://acme.openai.azure.com/")
metric = GEval(name="quality", model="o3-mini", criteria="…")
