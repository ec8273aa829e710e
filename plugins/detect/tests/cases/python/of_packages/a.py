import openai
from conf import X
from fast import *
from slow import *

try:
    from one import which
except ImportError:
    from two import which

client = openai.OpenAI()
client.responses.create(model=X)
client.responses.create(model=Y)
client.responses.create(model=which)
