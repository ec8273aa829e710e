X = pick() or "gpt-4o"
