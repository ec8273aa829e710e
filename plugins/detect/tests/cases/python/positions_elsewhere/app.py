from services import chat
from services.chat import Writer, count, get_answer, is_small

answer = get_answer([], "gpt-4")
writer = Writer("plain", "claude-3-5-haiku-latest")
again = chat.get_answer([], "gpt-4-turbo")
size = count("text", "gpt-4o")
other = unknown("text", "gpt-5")
small = is_small("gpt-4.1-mini")
