$env:AZURE_OPENAI_DEPLOYMENT = "gpt-4.1"
docker model pull ai/smollm2
ollama pull $env:OLLAMA_MODEL
$varEmbeddingModel = "text-embedding-ada-002"
$script:model_name = "gpt-4o"
$global:LLM = "gpt-4.1"
$other:thing = "gpt-5"
