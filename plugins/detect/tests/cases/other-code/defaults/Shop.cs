var deployment = Environment.GetEnvironmentVariable("AZURE_OPENAI_DEPLOYMENT_NAME") ?? "gpt-4.1-mini";
var model = configuration["OpenAI:Model"] ?? "gpt-4o";
var unknown = Environment.GetEnvironmentVariable("AZURE_OPENAI_DEPLOYMENT") ?? throw new Exception("AZURE_OPENAI_DEPLOYMENT is not set");
var chat = client.GetChatClient(configuration["AzureOpenAI:ChatDeploymentName"]);
