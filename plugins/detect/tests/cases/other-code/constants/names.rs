const MODEL_OPENAI_SMALL: &str = "text-embedding-3-small";
const MODEL_GROQ: &str = "groq::openai/gpt-oss-20b";
const MODEL_DIR: &str = "gpt-4";
const PRICE_OF_MODEL_GPT: &str = "gpt-4";
fn main() {
    client.embed("gemini-embedding-001", "gpt-4", None).await;
    client.exec_chat("claude-haiku-4-5", request, None).await;
}
