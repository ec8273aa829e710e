import { embedderRef, modelRef } from "genkit/model";

export const tiny = modelRef({
  name: "acme/own-tiny-7b",
  info: { versions: ["own-tiny-2312"], label: "Acme - Tiny" },
});
export const chosen = modelRef({ name: "googleai/gemini-2.5-flash" });
export const embeds = embedderRef({ name: "acme/own-embed" });
export const colour = colourRef({ name: "gpt-4" });
