import openai
from base import Base


class Chat(Base):
    def __init__(self):
        super().__init__("gpt-4o")

    def ask(self, client):
        client.chat.completions.create(model=self.chosen, messages=[])
        client.chat.completions.create(model=self.usual, messages=[])


class Plain(Base):
    pass


Plain("gpt-4.1")
Chat().send("gpt-4.1-mini")
