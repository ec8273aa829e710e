// What is no request to a model.
app.get("/models/gpt-4o", (req, res) => res.json({}));
fetch("https://cars.example/models/gpt-4/prices");
fetch("/api/models/claude-3-opus-20240229");
expect(body).toHaveProperty("model", "gpt-4o");
rows.eq("model", "gpt-4o");
link.searchParams.get("model");
