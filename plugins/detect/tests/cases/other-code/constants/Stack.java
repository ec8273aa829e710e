class Stack {
    FoundationModel model = FoundationModel.fromFoundationModelId(this, "M",
        FoundationModelIdentifier.ANTHROPIC_CLAUDE_3_HAIKU_20240307_V1_0);
}
