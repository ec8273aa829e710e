GPT_4O = "gpt-4o"
CLAUDE = "claude-3-5-sonnet-20241022"
WELCOME = "claude-3-opus-20240229"
GPT = "gpt-greeting"
RED = "red-4"

OWN_REPO_ID = "acme/data-103k"
WELCOME_URL = "https://acme.example/gpt-4o"
DATASET = "acme/gpt-4o-chats"
