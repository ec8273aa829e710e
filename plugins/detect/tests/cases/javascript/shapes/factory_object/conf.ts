export function settings() { return { which: "gpt-4.1", n: 1 }; }
