import anthropic

anthropic.Anthropic().messages.create(model="claude-3-haiku-20240307", max_tokens=512, messages=[])
