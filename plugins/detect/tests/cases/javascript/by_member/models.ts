export enum ChatModel {
  GPT_4O_MINI = "gpt-4o-mini",
  LLAMA3 = "llama3.1",
  PHI3 = "phi3:14b",
}
