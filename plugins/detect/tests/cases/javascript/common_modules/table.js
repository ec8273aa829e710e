const FAST = "acme/fast-7b";
module.exports = { FAST, SLOW: "gpt-4.1", menu: { best: "o3" } };
