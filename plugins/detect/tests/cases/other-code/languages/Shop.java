class Shop {
    OpenAiChatModel model = OpenAiChatModel.builder().apiKey(key).modelName("gpt-4o").build();
    private static final String EMBEDDING_MODEL = "text-embedding-3-small";
}
