from claude_agent_sdk import AgentDefinition, ClaudeAgentOptions

reviewer = AgentDefinition(description="reviews", prompt="Review.", model="opus")
options = ClaudeAgentOptions(model="sonnet", fallback_model="haiku", agents={"reviewer": reviewer})
