# https://generativelanguage.googleapis.com/v1/models/gemini-2.5-flash:generateContent
BASE = "https://generativelanguage.googleapis.com/v1beta/models"
URL = f"{BASE}/{model}:generateContent"
LIST = "https://bedrock-runtime.us-east-1.amazonaws.com/model/{}/invoke"
AZURE = f"https://{name}.openai.azure.com/openai/deployments/{deployment}/chat/completions"
CARD = "https://huggingface.co/mistralai/Mistral-7B-Instruct-v0.3"
FILES = "https://huggingface.co/api/models/gpt2"
call("client.models.generateContent")
