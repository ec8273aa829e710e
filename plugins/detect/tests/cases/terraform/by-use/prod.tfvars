embedding = "text-embedding-3-large"
ai_models = { fast = "gpt-4o-mini" }
