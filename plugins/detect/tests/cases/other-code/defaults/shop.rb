MODEL = ENV["OPENAI_MODEL"] || "gpt-4o"
model = ENV.fetch("CHAT_MODEL", "gpt-4.1")
other = ENV.fetch("LLM_MODEL")
