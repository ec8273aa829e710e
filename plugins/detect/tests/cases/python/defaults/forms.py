import streamlit as st
from chainlit.input_widget import Select

from shop.offers import OFFERS

MODELS = ["gpt-4o", "o3", "o4-mini"]
st.selectbox("Model", MODELS, index=1)
st.selectbox("LLM", ["gpt-5", "gpt-5-mini"])
Select(id="model", label="Model", values=["gpt-4.1", "gpt-4.1-mini"], initial_index=1)
st.selectbox("Model", OFFERS)
