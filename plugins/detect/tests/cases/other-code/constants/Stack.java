class Stack {
    FoundationModel model = FoundationModel.fromFoundationModelId(this, "M",
        FoundationModelIdentifier.ANTHROPIC_CLAUDE_3_HAIKU_20240307_V1_0);
}
class Chat {
    ChatModel model = MistralAiChatModel.builder().modelName(MistralAiChatModelName.OPEN_MISTRAL_7B).build();
    ChatModel other = AnthropicChatModel.builder().modelName(AnthropicChatModelName.CLAUDE_3_5_HAIKU_20241022).build();
    ChatModel third = OllamaChatModel.builder().modelName(MistralSettings.modelName2).build();
}
