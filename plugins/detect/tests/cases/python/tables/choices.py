import boto3
import streamlit as st

SUPPORTED_MODELS = ["gpt-4o", "claude-3-5-sonnet-20241022", "random", "openai"]
MODEL_IDS = {
    "fast": "us.amazon.nova-lite-v1:0",
    "smart": "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
}
MODELS = [{"id": "mistral-small-2506", "label": "Mistral"}]
models_by_id = {"gemini-2.0-flash": {"vision": True}}
TASKS = {"chat": {"model": "gpt-4.1", "temperature": 0}}

choice = st.selectbox("Model", ["o3", "o4-mini"])
boto3.client("bedrock-runtime").converse(modelId=MODEL_IDS["fast"], messages=[])
for model in ["gpt-4-turbo", "gpt-4-32k"]:
    print(model)

settings = {"model": {"type": "string", "title": "gpt-4", "enum": ["gpt-5", "gpt-5-nano"]}}
st.Select(id="Model", label="OpenAI", values=["gpt-3.5-turbo"], initial_index=0)
