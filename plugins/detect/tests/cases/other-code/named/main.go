package main

const Haiku = "claude-3-haiku-20240307"
const (
	ChatModelGPT4o ChatModel = "gpt-4o"
)
const writer = "gpt-4.1"
const tokenizerName = "gpt-4"
const pathPrefix = "gpt-4o-mini"
const release = "team-7"
