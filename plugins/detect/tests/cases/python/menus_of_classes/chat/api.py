async def list_models():
    models = [
        {"id": "gpt-4o", "name": "GPT-4o", "provider": "openai"},
        {"name": "Claude 3.5 Haiku", "id": "claude-3-5-haiku-20241022", "provider": "anthropic"},
        {"name": "gemini-2.0-flash", "description": "Fast"},
    ]
    return {"models": models}
