from ollama import chat, pull

for progress in pull("gemma3"):
    print(progress)
print(chat("acme-7b", messages=[]))
