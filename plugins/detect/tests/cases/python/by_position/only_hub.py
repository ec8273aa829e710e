from huggingface_hub import InferenceClient

client = InferenceClient("HuggingFaceM4/idefics2-8b")
