val model = System.getenv("MODEL_NAME") ?: "gemini-2.5-flash"
val other = Optional.ofNullable(System.getenv("CHAT_MODEL")).orElse("gpt-4o-mini")
