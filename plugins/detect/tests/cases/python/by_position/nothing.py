from replicate_db import pull
from whisperer import chat

pull("gemma3")
print(chat("acme-7b"))
