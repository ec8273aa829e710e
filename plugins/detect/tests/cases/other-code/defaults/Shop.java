class Shop {
    @Value("${shop.openai.model:gpt-4o}")
    String model;
}
