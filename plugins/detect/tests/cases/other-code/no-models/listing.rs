fn shown() -> Vec<Model> {
    let models = vec![Other::new("id", "GPT-4"), Other::new("id", "gpt-4o")];
    models
}
