export * from "./llm";
export { again } from "./again";
