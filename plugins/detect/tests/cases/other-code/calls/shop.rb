RubyLLM.configure { |config| config.default_model = "claude-haiku-4-5" }
option :default_embedding_model, 'text-embedding-3-small'
client.chat.completions.create(model: :"gpt-4.1-mini", messages: [])
