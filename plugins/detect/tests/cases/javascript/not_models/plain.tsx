/** model: "gpt-4" */
import { Car } from "./car";
import { google } from "googleapis";

const car = { model: "Model 3", make: "tesla" };
const provider = "openai";
const PRICES = { "gpt-4o": 2.5 };
const MODEL_COSTS = { "claude-3-opus-20240229": 15 };
google.sheets("v4");
export const isChat = (model: string) => model.startsWith("gpt-4") || model === "o1" || model.includes("claude-3");
export const View = ({ engine = "v8" }) => <Car model="roadster" title="gpt-4o" />;
switch (provider as string) {
  case "gpt-4o":
    break;
}
const SUPPORT_CUSTOM_MODELS = ["gemini", "cohere", "openai"];
module.exports = { SUPPORT_CUSTOM_MODELS };
const XHIGH_CAPABLE_MODELS = new Set(["claude-opus-4-7"]);
const EFFORT_SUPPORTED_MODELS = new Set(["gpt-5.6-luna"]);
export const azure = new AzureOpenAI({ deployment: `/deployments/${deploymentName}`, apiVersion: "1" });
