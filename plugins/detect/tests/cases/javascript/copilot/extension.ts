import * as vscode from "vscode";

const SELECTOR: vscode.LanguageModelChatSelector = { vendor: "copilot", family: "gpt-4o" };
export const chosen = await vscode.lm.selectChatModels({ vendor: "copilot", family: "gpt-next" });
export const chart = { family: "gpt-4o", size: 12 };
export const vendors = { vendor: "acme", family: "sprockets" };
