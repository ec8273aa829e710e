Y = pick() or "gpt-4.1"
