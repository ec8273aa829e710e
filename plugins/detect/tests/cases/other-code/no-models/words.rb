# asks ollama
inflector.inflect(
  'llm' => 'LLM',
  'mistral' => 'Mistral',
  'gpt-4' => 'GPT'
)
puts "a model, 'tts-1' or 'tts-1-hd'"
