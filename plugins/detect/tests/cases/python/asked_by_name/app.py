from team.llms import ChatModel, LLMConfig, Provider, ask_llm, call_openai, get_model_cost, run_llm


class Writer:
    def __init__(self, model=None):
        self.model = model
        self._embedder = "text-embedding-004"
        self.title = "gpt-4o"

    def write(self, text):
        return self.complete(self.model or "command-r-plus", text)


run_llm("Say gpt-4", "claude-2.1")
call_openai([], "gpt-4-1106-preview", 0.2)
ask_llm("hello", model_to_use="gpt-4-turbo-2024-04-09")
config = LLMConfig("openai", "gpt-4.5-preview")
chat = ChatModel("gpt-4-32k-0613")
crew = Crew(summarizer="kimi-k2-instruct", planner=plan, title="gpt-4-0613")
cost = get_model_cost("gpt-4o-mini")
log_llm_call("gpt-4o-mini")
count_llm_tokens("gpt-4o-mini")
print_chat("gpt-4o-mini")
register_model("babbage-002")
chat_name("gpt-3.5-turbo")
provider = Provider("gpt-3.5-turbo-0125")
assert infer_llm("gpt-3.5-turbo-0613") == "openai"
bot = ChatBot("Claude")
run_llm("gemini", text)
EMBEDDING_PATH = os.environ.get("EMBEDDING_PATH", "BAAI/bge-large-zh-v1.5")
SMALL_PATH = os.environ.get("EMBEDDING_PATH", "./models/bge-small")
hints = ModelPreferences(hints=[ModelHint(name="gpt-4.1-mini"), ModelHint(name="fast")])
run = ModelRun(name="gpt-4.1-nano")
shape = ModelConfig(name="llama_2_7b")
