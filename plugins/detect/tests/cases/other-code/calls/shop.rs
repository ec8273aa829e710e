fn main() {
    let agent = client.agent("gpt-4o").build();
    let model = client.completion_model("claude-haiku-4-5");
    let vectors = client.embedding_model("text-embedding-3-small");
}
