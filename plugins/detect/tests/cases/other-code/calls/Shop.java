class Shop {
    void ask() {
        client.models.generateContent("gemini-2.5-pro", prompt, null);
        builder.model(Model.of("claude-sonnet-4-5")).build();
        var model = new GenerativeModel("gemini-1.5-pro", vertexAi);
        var chat = OpenAiChatModel.builder()
            .modelName(
                "gpt-4o")
            .build();
    }
}
