val model: String = "mistral-large-latest"
val request = ChatRequest(model = ModelId("gpt-4o"))
