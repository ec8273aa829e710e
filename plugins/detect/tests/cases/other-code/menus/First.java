class First {
    static final List<String> SUPPORTED_MODELS = List.of("gpt-4.1", "gpt-4.1-mini", "o3");
    String model = SUPPORTED_MODELS.get(0);
}
