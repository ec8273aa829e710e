import acme.cfg as cfg
import openai
from acme import settings
from acme.names import *

client = openai.OpenAI()
client.responses.create(model=FAST)
client.responses.create(model=cfg.FAST)
client.responses.create(model=settings.chat.fast)
client.responses.create(model=openai.NOT_GIVEN)
