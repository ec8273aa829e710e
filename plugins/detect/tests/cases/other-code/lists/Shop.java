class Shop {
    List<String> models = List.of("mistral-large-latest", "codestral-latest");
    Set<String> words = Set.of("gpt-4");
}
