MODEL = "claude-sonnet-4-0"
