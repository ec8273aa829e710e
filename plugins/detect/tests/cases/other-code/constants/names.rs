const MODEL_OPENAI_SMALL: &str = "text-embedding-3-small";
const MODEL_GROQ: &str = "groq::openai/gpt-oss-20b";
const MODEL_DIR: &str = "gpt-4";
const PRICE_OF_MODEL_GPT: &str = "gpt-4";
fn main() {
    client.embed("gemini-embedding-001", "gpt-4", None).await;
    client.exec_chat("claude-haiku-4-5", request, None).await;
}
fn aws() {
    let agent = client.agent(AMAZON_NOVA_LITE).build();
    let vectors = client.embeddings_with_ndims(AMAZON_TITAN_EMBED_TEXT_V2_0, 256);
    let other = client.agent(DEFAULT_AGENT);
}
