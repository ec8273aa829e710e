import requests

BASE = "https://generativelanguage.googleapis.com/v1beta/models"
requests.post(f"{BASE}/gemini-2.5-pro:generateContent", json={})
requests.post("https://generativelanguage.googleapis.com/v1/models/gemini-2.5-flash:predict", json={})
requests.post(
    "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1:0/invoke"
)
requests.post("https://api-inference.huggingface.co/models/mistralai/Mistral-7B-Instruct-v0.3")
requests.post("https://acme.openai.azure.com/openai/deployments/gpt-4o-chat/chat/completions?api-version=1")
