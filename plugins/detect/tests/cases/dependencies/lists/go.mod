module github.com/acme/openai

require (
	github.com/sashabaranov/go-openai v1.30.0
	github.com/gin-gonic/gin v1.9.0 // not github.com/ollama/ollama v1
)
