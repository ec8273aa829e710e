import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

type Loader = <T>() => Promise<T>;

export async function rules(importOriginal: Loader) {
  const actual = await importOriginal<typeof import("./learned")>();
  const kinds = await importOriginal<
    typeof import("./kinds")
  >();
  return { ...actual, ...kinds };
}

export const ask = (prompt: string) =>
  generateText({ model: openai("gpt-4.1-mini"), prompt });

export const load = () => import("./learned");
