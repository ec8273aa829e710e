export const BASE = { name: "gpt-4.1", temperature: 0 };
