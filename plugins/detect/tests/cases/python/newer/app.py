from openai import OpenAI

type Messages = list[dict[str, str]]


class Client[T: str]:
    def ask[M](self, messages: Messages) -> M:
        return OpenAI().chat.completions.create(model="gpt-4o", messages=messages)


async def later[T](model: str = "o4-mini") -> T: ...
