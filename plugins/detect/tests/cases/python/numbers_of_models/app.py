from lancedb.rerankers import ColbertReranker

MODEL_TABLE = {"gpt-4": 8192, "gpt-4o": 128_000}
MODELS_PER_MILLION = {"claude-sonnet-4-5": (3.0, 15.0), "claude-haiku-4-5": (1.0, 5.0)}
ALL_MODELS = {"gemini-2.5-pro": {"input": 1.25, "output": 10}, "gemini-2.5-flash": {"input": 0.3, "output": 2.5}}
MODEL_NAME_TO_N_CTX = {"gpt-4-32k": 32_768, "note": "from the docs"}
LOCAL_MODELS = {"BAAI/bge-large-en-v1.5": "bge-large-en-v1.5", "BAAI/bge-reranker-base": "bge-reranker-base"}
MODELS = {"gpt-4.1": True, "gpt-4.1-mini": False}

reranker = ColbertReranker(model_name="acme/colbert-small-v1", column="text")
folder = copy(model_name="acme/colbert-small-v2")
