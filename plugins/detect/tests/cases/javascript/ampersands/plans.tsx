// `&` in the text of an element and in an attribute is what people write, though a grammar may not have it.
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

type Props = Plan & { flags: number };

export function Plans({ flags }: Props) {
  const paid = flags & 4;
  return (
    <section title="Search & ask">
      <h3>Fast & open</h3>
      <p>All of it + Claude (60/week) & Gemini 3.1 Pro (80/month) <b>Q&A</b></p>
      <a href="https://shop.example/plans?utm_medium=badge&utm_content=plans">{paid && "Plans"}</a>
    </section>
  );
}

export const ask = (prompt: string) => generateText({ model: openai("gpt-4.1-mini"), prompt });

export const remembered = (db: any, text: string) =>
  text
    ? db.$queryRaw<{ id: string }[]>`
        SELECT * FROM "Memory" WHERE "text" = ${text} AND ("kind" = ${"gpt"})`
    : [];

export const answer = (prompt: string) => generateText({ model: openai("gpt-4.1-nano"), prompt });
