const aliases = { fast: "gpt-4o-mini" };
let model = "claude-sonnet-4-5";
model = aliases[model];
let a = b ?? a;
let b = a ?? b;
client.chat.completions.create({ model });
client.chat.completions.create({ model: a });
