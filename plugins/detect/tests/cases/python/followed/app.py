import litellm

import shop
from shop import FAST, models
from shop.models import SPECS, Tier, pick, settings
from shop.stars import *

SUPPORTED = {"anthropic": ["claude-2.1"], "openai": [("GPT 4", "gpt-4-32k")]}
CHAIN = [("anthropic", "claude-3-5-haiku-20241022"), ("openai", "o1")]
PRICES = {"gpt-4o-2024-08-06": 2.5, "o1-mini": 15}
SHORT = ["acme-slice-1", "acme-slice-2"]
ROTATED = ["gpt-4.1", "gpt-4.1-mini"]


def used(provider, at):
    litellm.completion(model=FAST, messages=[])
    litellm.completion(model=shop.SMART, messages=[])
    litellm.completion(STARRED, [])
    litellm.completion(SUPPORTED["anthropic"][0], [])
    litellm.completion(SUPPORTED[provider][0][1], [])
    litellm.completion(model=pick(at, key="sk-none"), messages=[])
    litellm.completion(model=models.Settings.tasks["chat"], messages=[])
    litellm.completion(model=Tier["HIGH"].value, messages=[])
    litellm.completion(model=Tier.usual(), messages=[])
    litellm.completion(model=ROTATED[at % 2], messages=[])
    litellm.completion(model=min(PRICES, key=PRICES.get), messages=[])
    for owner, name in CHAIN:
        litellm.completion(model=name, messages=[owner])
    for spec in SPECS:
        litellm.completion(model=spec.id, messages=[spec.note])
    for name in SHORT[:2]:
        litellm.completion(model=name, messages=[])
    litellm.completion(model=settings.fast_model, messages=[])
    for tier in Tier:
        litellm.completion(model=tier.value, messages=[])


def asked(model):
    return {"text": ROTATED, "title": FAST}[model]
