enum Models {
    GPT_4O("gpt-4o"),
    CLAUDE("claude-sonnet-4-5");
    boolean is(String model) {
        return model.startsWith("gpt-4.1") || model.equals("o3-mini") || "gpt-4o".equals(model);
    }
    Animal model = Animal.DUCK_4;
    Settings s = settings.model(Level.HIGH_2).build();
}
