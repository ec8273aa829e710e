import { readFileSync } from "fs";
import { parse } from "yaml";
export const fromFile = JSON.parse(readFileSync("settings.json", "utf8"));
export const load = () => parse(readFileSync("settings.yaml", "utf8"));
export const known = { model: "gpt-4.1" };
