import litellm

from shop.costs import estimate_embedding_cost, summarise_tokens

estimate_embedding_cost(model="text-embedding-3-small", docs=[])
tracker.add_token_usage(model="gpt-4o")
summarise_tokens(model="gpt-4o-mini")
litellm.completion(model="gpt-4.1", messages=[])


class Tokenizer:
    def __init__(self, model_name: str):
        self.encoding = tiktoken.get_encoding(model_name)


length = len(Tokenizer("gpt2").encoding.encode("text"))
