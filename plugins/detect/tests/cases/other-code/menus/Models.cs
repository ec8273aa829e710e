class Catalogue {
    private static readonly List<ModelInfo> AvailableModels = new() {
        new ModelInfo { ModelId = "gpt-5" },
        new ModelInfo { ModelId = "claude-sonnet-4-5" },
        new ModelInfo { ModelId = "gemini-2.5-flash" },
    };
    private readonly Settings settings = new() {
        ModelId = "gpt-5-mini",
    };
}
