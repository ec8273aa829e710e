const MODEL: &str = "claude-haiku-4-5";
let request = CreateChatCompletionRequestArgs::default().model("gpt-4o").build()?;
let model = String::from("llama3.2");
