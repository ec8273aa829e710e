from openai import OpenAI
import litellm
from shop.const import MODEL_TIERS, MODEL_NAME, LIST
from shop import const
c = OpenAI()
c.chat.completions.create(model=MODEL_TIERS["fast"], messages=[])
c.chat.completions.create(model=const.MODEL_TIERS["fast"], messages=[])
c.chat.completions.create(model=MODEL_NAME, messages=[])
c.chat.completions.create(model=LIST[0], messages=[])
for m in LIST:
    c.chat.completions.create(model=m, messages=[])
def f(t):
    c.chat.completions.create(model=MODEL_TIERS[t], messages=[])
