module.exports = {
  providers: [
    { id: "openai:gpt-4.1", label: "The large one" },
    { id: "openai:gpt-4.1-mini", label: "The small one" },
    { id: "anthropic:messages:claude-sonnet-4-5", label: "Another" },
  ],
};
