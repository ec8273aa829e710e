#!/bin/bash
# The model of a server, of which nobody knows the family.
model_name="${model_name:-Intel/neural-chat-7b-v3-3}"
model_dir=acme/weights-7
device_model=acme/board-2
curl "$URL/v1/completions" -d "{\"model\": \"$model_name\", \"prompt\": \"$1\"}"
