export enum LLMModels {
  GPT3 = "gpt-3.5-turbo",
  GPT4 = "gpt-4",
}
