class Shop {
    public const string Summaries = "gpt-4o-mini";
    private static readonly string Title = "gpt-4.1";
    private string local = "gpt-4";
}
