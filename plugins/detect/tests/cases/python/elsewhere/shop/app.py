import boto3
from openai import OpenAI

from shop import settings
from shop.settings import WRITER
from .settings import UNSET as unset

bedrock = boto3.client("bedrock-runtime", region_name="eu-central-1")
bedrock.converse(modelId=settings.RERANKER, messages=[])
OpenAI().chat.completions.create(model=WRITER, messages=[])
OpenAI().chat.completions.create(model=settings.CHAT_MODEL, messages=[])
OpenAI().chat.completions.create(model=unset, messages=[])
OpenAI().chat.completions.create(model=settings.LIMIT, messages=[])
OpenAI().chat.completions.create(model=settings.NOWHERE, messages=[])
