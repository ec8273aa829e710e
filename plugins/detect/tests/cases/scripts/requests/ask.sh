#!/bin/bash
MODEL=${MODEL:-"claude-haiku-4-5"}
OTHER_MODEL="${OTHER_MODEL:-gpt-4o}"
curl https://api.openai.com/v1/chat/completions -d '{"model": "gpt-4o-mini", "messages": []}'
curl https://api.anthropic.com/v1/messages -d "{\"model\": \"claude-sonnet-4-5\", \"max_tokens\": 1}"
curl "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:generateContent?key=$KEY"
curl "$ENDPOINT/openai/deployments/gpt-4.1/chat/completions?api-version=2024-06-01"
curl -d '{"model": "'"$MODEL"'", "dataModel": "gpt-4-orders"}' "$URL"
az cognitiveservices account deployment create -g shop -n ai --deployment-name chat --model-name gpt-4.1-mini --model-version 1
gcloud run deploy shop --set-env-vars "REGION=europe-west4,GEMINI_MODEL=gemini-2.5-flash,NAME=gpt-4"
helm upgrade shop ./chart --set llm.model=mistral-large-latest --set image.tag=gpt-4
gemini -m gemini-2.5-pro -p "hello"
python -m gpt-4
