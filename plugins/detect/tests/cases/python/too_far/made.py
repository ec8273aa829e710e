globals()["other"] = "gpt-4o"
