fn main() {
    let model = env::var("MODEL").unwrap_or_else(|_| "gpt-4o".to_string());
    let other = std::env::var("EMBEDDING_MODEL").unwrap_or("text-embedding-3-small".into());
}
