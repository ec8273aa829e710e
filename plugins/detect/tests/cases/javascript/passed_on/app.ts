import { again, ask, Bot, fields, Judge, log, tell } from "./index";
const STRONG = "gpt-4.1";
export async function main(given: string) {
  await ask("is gpt-4 better?", "acme/ask-7b");
  await ask("and now?", STRONG);
  await fields({ prompt: "o1-mini", llm: "acme/fields-7b" });
  await new Bot("claude-1", "claude-opus-4-0").say("claude-2");
  await Judge.score("gpt-4", "acme/score-7b");
  await new Judge().grade("gpt-4", "acme/grade-7b");
  await again({ times: 2 }, "acme/again-7b");
  await ask("a caller says", given);
  log("gpt-4o");
  await tell("gpt-4o", "gpt-4o-mini");
}
