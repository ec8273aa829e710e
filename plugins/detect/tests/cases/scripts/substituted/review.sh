#!/bin/sh
OUT=$(reviewer --model gemini-2.5-pro 2>&1) || true
curl -d "$(jq -n --arg model "${INPUT_MODEL:-glm-4.6:cloud}" '{model: $model}')" http://x
NAME=$(basename $0); echo "$(date) --model"
# X=$(reviewer --model gpt-4o)
DB_MODEL="${DB_MODEL:-gpt-4o}"
