BASE = "acme-chat-7b"
