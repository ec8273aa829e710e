from openai import OpenAI

OpenAI().chat.completions.create(model="ft:gpt-4o-2024-08-06:acme::abc123", messages=[])
