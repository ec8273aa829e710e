Assistant assistant = client.CreateAssistant("gpt-4o", options);
var agents = await persistent.Administration.CreateAgentAsync(
    "gpt-4.1-mini", "Shop", instructions);
IChatClient local = new OllamaApiClient(new Uri("http://localhost:11434"), "phi4-mini:3.8b");
var responses = azure.GetOpenAIResponseClient("gpt-5");
