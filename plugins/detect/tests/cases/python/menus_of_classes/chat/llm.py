from functools import cache

from langchain_groq import ChatGroq

from chat.names import GroqModelName

_TABLE = {each: each.value for each in GroqModelName}


@cache
def get_model(model_name, /):
    return ChatGroq(model=_TABLE.get(model_name), temperature=0.5)


def run_model(state):
    return state
