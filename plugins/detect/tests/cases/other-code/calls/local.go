package main

import "github.com/ollama/ollama/api"

func pull() {
	request := &api.PullRequest{Model: "mistral"}
	other := &api.ChatRequest{Model: "default", Name: "llama"}
}
