use ollama_rs::{coordinator::Coordinator, Ollama};
const MODEL: &str = "somebody:latest";
fn main() {
    let coordinator = Coordinator::new(ollama, "llama3.2".to_string(), history);
    let request = GenerationRequest::new("qwen3:4b".to_string(), prompt);
    let name = "other:latest";
}
