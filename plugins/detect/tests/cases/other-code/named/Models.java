package acme;
public final class Models {
  public static final String CHAT = "gpt-4o-mini";
  private static final String EMBEDDING = "text-embedding-3-small";
  public static final String CLAUDE_HAIKU = "claude-3-haiku-20240307";
  static final String DEFAULT_MODEL = "gpt-4.1";
  static final String MODEL_VERSION = "gpt-4o-2024-08-06";
}
