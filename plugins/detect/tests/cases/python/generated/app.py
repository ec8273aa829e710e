generated_models = ["gpt-4o"]
model_rates = {"gpt-4o": 1}
models_rate_limits = ["gpt-4.1"]
