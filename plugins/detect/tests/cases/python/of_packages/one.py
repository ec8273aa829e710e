which = pick() or "gpt-5"
