import { Command, Option } from "commander";
import yargs from "yargs";
import { str } from "envalid";

yargs(process.argv).option("model", { type: "string", default: "voxtral-mini-2507", describe: "not gpt-4" });
new Command()
  .option("-m, --model <name>", "the model, e.g. gpt-4", "gpt-4.1")
  .option("--out <file>", "where to", "gpt-4o")
  .addOption(new Option("--judge-model <name>").default("o3-mini"));
export const env = { OPENAI_MODEL: str({ default: "gpt-4.1-nano" }) };
const settings = vscode.workspace.getConfiguration("acme");
export const chosen = settings.get<string>("chat.model", "claude-3-5-haiku-latest");
export const stored = localStorage.getItem("model") || "gemini-2.0-flash";
export const input = core.getInput("model") || "gpt-5-mini";
export const lowered = env[DEFAULT_MODEL_VARIABLE]?.toLowerCase() ?? "gpt-5-nano";
export const theme = localStorage.getItem("theme") || "claude-3-opus-20240229";
