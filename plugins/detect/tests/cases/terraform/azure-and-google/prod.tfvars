llm_model = "gemini-2.5-pro"
region = "europe-west1"
