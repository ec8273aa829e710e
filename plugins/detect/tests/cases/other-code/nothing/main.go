package main

// The model is gpt-4o.
func main() {
	dataModel := "order-v2"
	log.Printf("model %s costs", model, "gpt")
	model := os.Getenv("MODEL")
	deployment := "checkout-1"
	strings.HasPrefix(id, "gpt-4")
}
