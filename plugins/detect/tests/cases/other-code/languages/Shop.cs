var client = new ChatClient("gpt-4o", new ApiKeyCredential(key));
builder.AddAzureOpenAIChatCompletion("gpt-4.1-mini", endpoint, credential);
var options = new Options { ModelId = "phi-4" };
