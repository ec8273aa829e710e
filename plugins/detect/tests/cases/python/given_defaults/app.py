import os

from openai import OpenAI
from shop.variables import lookup

client = OpenAI()


def read(names, default):
    for name in names:
        if found := os.environ.get(name):
            return found
    return default


def of_file(key, fallback=None, *, strict=False):
    return load().get(key) or fallback


class Settings:
    @property
    def bot_model(self):
        return read(["bot_model", "ai_model"], default="anthropic:claude-sonnet-4-5")

    @property
    def small_model(self):
        return read(["small_model"], "claude-haiku-4-5")


client.responses.create(model=of_file("model", "gpt-4.1"), input="")
client.responses.create(model=lookup("CHAT", default="gpt-4o"), input="")
EMBEDDINGS = lookup("EMBEDDING_MODEL", "text-embedding-3-small")
name_model = read("gpt-5-nano", other="x")
count_tokens("gpt-4", default="cl100k_base")



@pytest.mark.parametrize("model", "gpt-4-turbo")
def checked(model):
    return setting_of(parameter("CHAT_MODEL", "gpt-4-32k"), Get_Env("MAIL_MODEL", "o3-mini"))
