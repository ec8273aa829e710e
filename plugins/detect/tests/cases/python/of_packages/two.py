which = pick() or "gpt-5-mini"
