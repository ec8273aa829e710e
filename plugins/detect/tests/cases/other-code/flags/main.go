package main

import "github.com/acme/openai"

func init() {
	cmd.Flags().StringP("model", "m", "gpt-4o", "which model to ask")
	cmd.Flags().StringVarP(&other, "embedding_model", "", "text-embedding-3-small", "which model embeds")
	cmd.Flags().StringP("language", "l", "gpt-4", "which language")
}
