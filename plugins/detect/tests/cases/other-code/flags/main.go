package main

import "github.com/acme/openai"

func init() {
	cmd.Flags().StringP("model", "m", "gpt-4o", "which model to ask")
	cmd.Flags().StringVarP(&other, "embedding_model", "", "text-embedding-3-small", "which model embeds")
	cmd.Flags().StringP("language", "l", "gpt-4", "which language")
}

var settings = []Setting{
	{Name: "OCR_MODEL", Secret: false, Default: "mistral-ocr-latest", Description: "as `gpt-4o`"},
	{Name: "LOG_FORMAT", Default: "gpt-4"},
}

func provider(given string) *Provider {
	return &Provider{
		model: func() string {
			if given == "" {
				return "gemini-2.5-flash"
			}
			return given
		}(),
		title: func() string { return "gpt-4.1" }(),
	}
}
