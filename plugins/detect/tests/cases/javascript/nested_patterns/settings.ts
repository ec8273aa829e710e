export const settings = { llm: { fast: pick() || "gpt-4o" }, deep: { er: { still: pick() || "gpt-4o-mini" } } };
