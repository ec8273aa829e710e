from openai import OpenAI

API_KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
client = OpenAI(
    api_key="sk-proj-abcdefghijklmnopqrstuvwxyz0123456789",
    base_url="https://user:hunter2hunter2@llm.acme.example/v1?key=AKIAIOSFODNN7EXAMPLE",
)
client.chat.completions.create(
    model="gpt-4o", extra_headers={"Authorization": "Bearer abcdefghijklmnop"}, messages=[]
)
client.chat.completions.create(model="sk-proj-abcdefghijklmnopqrstuvwxyz0123456789", messages=[])
client.chat.completions.create(model=pick(token="ghp_abcdefghijklmnopqrstuvwxyz012345"), messages=[])
config = {"model": "claude-sonnet-4-5", "api_key": "AIzaSyA-abcdefghijklmnopqrstuvwxyz01234"}
