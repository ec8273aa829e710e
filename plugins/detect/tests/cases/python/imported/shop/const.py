GPT_4O = "gpt-4o"
O3 = "o3"
class LlmModels:
    O4 = "o4-mini"
MODEL_TIERS = {"fast": "gpt-4.1"}
MODEL_NAME = "acme-chat-7b"
LIST = ["gpt-5", "gpt-5-mini"]
