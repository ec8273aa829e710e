used = pick() or "gpt-4o"
