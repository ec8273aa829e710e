class Embedder:
    def __init__(self):
        self.config = {
            "Model": InputConfig(
                type="dropdown",
                value="all-MiniLM-L6-v2",
                description="Which model",
                values=["all-MiniLM-L6-v2", "BAAI/bge-m3"],
            ),
            "URL": InputConfig(value="http://localhost/gpt-4o", values=["gpt-4"]),
        }
        self.config["Model"] = Setting(value="gpt-4o-mini", options=["gpt-4o-mini", "gpt-4.1"])


schema = {"llm_model": {"type": "string", "default": "gpt-5", "enum": ["gpt-5", "gpt-5-mini"]}}
Car = {"model": Field(value="clio", values=["clio", "twingo"])}
