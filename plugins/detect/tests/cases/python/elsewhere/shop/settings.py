import os

RERANKER = os.getenv("RERANKER", "cohere.rerank-v3-5:0")
WRITER = "gpt-4o"
CHAT_MODEL = "gpt-4o-mini"
UNSET = os.environ["WRITER_OF_MAILS"]
LIMIT = 3
