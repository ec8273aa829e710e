fn main() {
    let agent = client.agent(openai::GPT_4O).build();
    let vectors = client.embedding_model(openai::TEXT_EMBEDDING_ADA_002);
}
