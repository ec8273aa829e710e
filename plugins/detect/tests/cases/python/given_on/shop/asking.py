import litellm


def ask(prompt, which):
    return litellm.completion(model=which, messages=[prompt])


class Bot:
    def ask(self, prompt, engine):
        return litellm.completion(model=engine, messages=[prompt])


def greet(name):
    return f"Hello {name}"
