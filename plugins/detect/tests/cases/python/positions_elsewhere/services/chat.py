import openai


def get_answer(messages, model="gpt-3.5-turbo", deployment=None):
    return openai.OpenAI().chat.completions.create(model=model, messages=messages)


class Writer:
    def __init__(self, style, model_name):
        self.style, self.model_name = style, model_name


def count(text, encoding):
    return len(text)


def is_small(model):
    return "mini" in model
