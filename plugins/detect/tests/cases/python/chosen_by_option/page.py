import streamlit as st
from fireworks.client import ChatCompletion

MODELS = {
    "Llama 3.1 - 70B": "accounts/fireworks/models/llama-v3p1-70b-instruct",
    "Gemma 2 - 9B": "accounts/fireworks/models/gemma2-9b-it",
}
option_1 = st.selectbox("Which", ["Llama 3.1 - 70B", "Gemma 2 - 9B"])


def ask(model, text):
    return ChatCompletion.create(model=model, messages=[text])


ask(MODELS[option_1], "Hello")
