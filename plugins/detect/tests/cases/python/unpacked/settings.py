def both():
    return "gpt-5", 1
