export enum ChatModel {
  GPT_4O_MINI = "gpt-4o-mini",
  LLAMA3 = "llama3.1",
}
