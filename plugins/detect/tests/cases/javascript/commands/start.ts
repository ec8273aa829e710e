import { exec, execSync, spawn } from "node:child_process";

const NAME = "acme/claims-7b-instruct";
spawn("claude", ["-p", prompt, "--model", "claude-sonnet-4-5"]);
spawn("ollama", ["run", "llama3.2:3b"]);
spawn("vllm", ["serve", NAME, "--port", "8000"]);
exec("ollama pull mistral:7b && echo done");
execSync(`ollama run phi4`);
await $`ollama pull qwen3:4b`;
const args = ["--yes", "--model=gpt-5-mini", "--car", "gpt-4o"];
spawn("car", ["--model", "acme/roadster-1"]);
spawn("docker", ["run", "acme/image-1:7b"]);
spawn("npm", ["run", "gpt-4o"]);
console.log("ollama pull mixtral:8x7b");
exec("git pull origin gpt-4o");
