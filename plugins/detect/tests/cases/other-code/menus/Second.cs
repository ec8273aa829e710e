class Second {
    static readonly string[] AvailableModels = { "gpt-4o", "gpt-4.1" };
    readonly ChatClient client = new(model: AvailableModels[1], key);
}
