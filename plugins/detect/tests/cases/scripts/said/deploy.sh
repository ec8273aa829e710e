#!/usr/bin/env bash
# What a script says to people is not what it does.
CHAT_MODEL="${CHAT_MODEL:-gpt-4o-mini}"

err "Re-run with --model mistral-large-latest (or see the README)."
check "model" --fix "Set EMBEDDING_MODEL=text-embedding-ada-002 in .env" --summary "the model is not set"
echo "Usage: CHAT_MODEL=gpt-4 ./deploy.sh"
echo -e "  CHAT_MODEL=gpt-3.5-turbo \"and more\""
[ -n "$1" ] || { echo "failed; please run: ollama pull llama3.1:70b"; exit 1; }
print_info "   ollama pull llama2" >&2

echo "EMBEDDING_MODEL=text-embedding-3-small" >> .env
printf 'VISION_MODEL=%s\n' "$1" >> .env
echo "RERANK_MODEL=rerank-v3.5" | tee -a .env
echo "Pulling ..." && ollama pull llama3.2:3b
bash -c "JUDGE_MODEL=o3-mini python -m judge"
python -m pip wheel packages/llama-cpp-python -w build
