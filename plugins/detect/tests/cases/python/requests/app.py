import json, requests, httpx
import urllib.request
requests.post("https://api.anthropic.com/v1/messages", json={"model": "claude-sonnet-4-5", "messages": []})
URL = "https://api.mistral.ai/v1"
payload = {"model": "mistral-large-latest", "messages": []}
httpx.post(URL + "/chat/completions", json=payload)
data = json.dumps({"model": "llama-3.3-70b-versatile", "messages": []}).encode()
urllib.request.Request("https://api.groq.com/openai/v1/chat/completions", data=data)
async def f(session):
    async with session.post(f"{URL}/embeddings", json={"model": "mistral-embed", "input": "x"}) as r: pass
session.request("POST", "https://api.openai.com/v1/responses", json={"model": "gpt-5", "input": ""})
body = {"model": "gpt-5-mini", "messages": []}
body = body.encode()
body = json.dumps(body)
requests.post("https://api.openai.com/v1/responses", data=body)
