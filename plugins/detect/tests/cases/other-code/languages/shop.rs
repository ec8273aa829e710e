const MODEL: &str = "claude-haiku-4-5";
let request = CreateChatCompletionRequestArgs::default().model("gpt-4o").build()?;
let model = String::from("llama3.2");
#[cfg(test)]
mod tests {
    const MODEL: &str = "gpt-4.1-nano";
}
