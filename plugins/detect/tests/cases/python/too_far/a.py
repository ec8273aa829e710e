import openai
from first import used
from last import used as near
from made import other

client = openai.OpenAI()
client.responses.create(model=used)
client.responses.create(model=near)
client.responses.create(model=other)
