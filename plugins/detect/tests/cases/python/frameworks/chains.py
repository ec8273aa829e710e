import dspy
import instructor
import litellm
from crewai import LLM, Agent
from langchain.chat_models import init_chat_model
from langchain_anthropic import ChatAnthropic
from langchain_aws import ChatBedrock
from langchain_community.embeddings import HuggingFaceEmbeddings
from langchain_openai import AzureChatOpenAI, ChatOpenAI, OpenAIEmbeddings
from llama_index.core import Settings
from llama_index.embeddings.mistralai import MistralAIEmbedding
from llama_index.llms.ollama import Ollama
from smolagents import InferenceClientModel

writer = ChatOpenAI(model="gpt-5-mini", temperature=0)
editor = ChatAnthropic(model_name="claude-haiku-4-5")
chain = writer.with_fallbacks(
    [ChatBedrock(model_id="meta.llama3-1-70b-instruct-v1:0", region_name="us-west-2")]
)
deployed = AzureChatOpenAI(azure_deployment="my-gpt", model="gpt-4.1")
vectors = OpenAIEmbeddings()
other_vectors = HuggingFaceEmbeddings(model_name="BAAI/bge-small-en-v1.5")
any_of = init_chat_model("anthropic:claude-opus-4-1")
named = init_chat_model("gemini-2.5-pro", model_provider="google_vertexai")

Settings.llm = Ollama(model="qwen3:8b", request_timeout=60)
Settings.embed_model = MistralAIEmbedding(model_name="mistral-embed")

dspy.configure(lm=dspy.LM("openai/gpt-4o-mini"))
client = instructor.from_provider("groq/llama-3.1-8b-instant")
agent = Agent(role="r", goal="g", backstory="b", llm="gemini/gemini-2.0-flash")
llm = LLM(model="bedrock/eu.amazon.nova-pro-v1:0")
hugging = InferenceClientModel(model_id="Qwen/Qwen2.5-Coder-32B-Instruct")


def ask(messages):
    return litellm.completion(
        model="azure/claims-gpt4o",
        messages=messages,
        api_base="https://claims.openai.azure.com",
        fallbacks=["mistral/mistral-small-latest", "ollama/phi4"],
    )
