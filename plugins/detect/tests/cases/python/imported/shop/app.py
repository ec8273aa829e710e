from shop import const
from shop.const import O3
from openai import OpenAI
c = OpenAI()
c.chat.completions.create(model=const.GPT_4O, messages=[])
c.chat.completions.create(model=O3, messages=[])
def build(model=const.GPT_4O): ...
from shop.const import LlmModels, MODEL_TIERS
c.chat.completions.create(model=LlmModels.O4, messages=[])
c.chat.completions.create(model=const.MODEL_TIERS["fast"], messages=[])
c.chat.completions.create(model=MODEL_TIERS["fast"], messages=[])
