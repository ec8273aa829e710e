string[] modelIds = ["gpt-4.1", settings.Other, "o3-mini"];
var fallbackModels = new List<string> { "claude-haiku-4-5", "gemini-2.5-flash" };
var modelPrices = new Dictionary<string, double> { { "gpt-4o", 2.5 } };
string[] unsupportedModels = ["gpt-4"];
string[] modelNames = [Config.First, "gpt-4.1-nano"];
string[] modelNames = ["gpt-4.1-nano", Config.First];
