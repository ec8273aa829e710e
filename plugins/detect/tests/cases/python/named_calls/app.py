import openai


class Supplier:
    COHERE = "cohere"

    @property
    def default_model(self):
        return {self.COHERE: "rerank-v3.5", "jina": "jina-reranker-v2-base-multilingual"}[self]


def fallback_model(name):
    if openai.models.retrieve(name):
        return name
    return "gpt-3.5-turbo-16k"


def choose_llm(kind):
    match kind:
        case 1:
            return "gpt-4o"
        case _:
            return "acme-unknown-1"


def label_of(name):
    return "gpt-4-turbo"


def get_engine():
    return create_engine("postgresql://db/gpt-4")


def ask(kind, messages):
    picked = {"fast": "gpt-4.1-nano", "slow": "gpt-4.1"}[kind]
    openai.chat.completions.create(model=picked, messages=messages)
    return openai.chat.completions.create(model={"a": "o3"}.get(kind, "o4-mini"), messages=messages)
