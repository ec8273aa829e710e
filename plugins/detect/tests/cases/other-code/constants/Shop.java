class Shop {
    void ask() {
        params.model(ChatModel.GPT_4_1_NANO).build();
        params.model(EmbeddingModel.TEXT_EMBEDDING_3_LARGE);
        options.model(OpenAiApi.ChatModel.GPT_4_O.getValue());
        message.model(Model.CLAUDE_SONNET_4_5);
        chat.modelName(GPT_4_O_MINI);
        other.model(DEFAULT_MODEL);
    }
    private static final String CHAT_GPT_4 = "gpt-4-turbo";
    void mine() {
        params.model(CHAT_GPT_4);
    }
}
