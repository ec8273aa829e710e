import openai


class Base:
    def __init__(self, named):
        self.named = named
        self.usual = pick() or "gpt-5"

    @property
    def chosen(self):
        return pick() or "gpt-4o-mini"

    def send(self, to):
        openai.OpenAI().responses.create(model=self.named)
        openai.OpenAI().responses.create(model=to)
