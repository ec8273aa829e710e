#!/bin/sh
run_and_log "ollama pull llama3.2:3b"
log_run "vllm serve mistralai/Mistral-7B-v0.1"
log_info "ollama pull gemma2:9b"
error "First ollama pull phi3:mini"
