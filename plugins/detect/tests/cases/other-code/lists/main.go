package main

var models = []string{
	"gpt-4o",      // the first one
	"llama3.2:3b",
}
var modelLimits = map[string]int{"gpt-4": 8192}
var names = []string{"gpt-4"}
