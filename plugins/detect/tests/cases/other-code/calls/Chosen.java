class Chosen {
    public String getDefaultModel() {
        return "gpt-4o-mini";
    }
    public int tokensOfModel(String name) {
        return name == "gpt-4" ? 1 : 2;
    }
    public String modelPrefix() {
        return "gpt-4";
    }
}
