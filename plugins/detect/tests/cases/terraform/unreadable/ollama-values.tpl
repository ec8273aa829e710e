image:
  tag: "${tag}"
ollama:
  gpu:
    enabled: true
  models:
    - llama3
    - own-model:7b
