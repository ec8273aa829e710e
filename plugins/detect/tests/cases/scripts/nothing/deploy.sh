#!/bin/sh
# gpt-4o is not used; ollama pull llama3
ollama serve &
model="$1"
kubectl rollout status deployment/model-server
DEPLOYMENT_NAME=shop ./run --model ./weights
echo "The model is ready"
