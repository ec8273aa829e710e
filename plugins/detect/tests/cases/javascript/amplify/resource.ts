import { a, defineData } from "@aws-amplify/backend";

const schema = a.schema({
  chat: a.conversation({ aiModel: a.ai.model("Claude 3.5 Sonnet"), systemPrompt: "gpt-4" }),
  recipe: a.generation({ aiModel: a.ai.model("Claude 3 Haiku") }),
  other: a.generation({ aiModel: { resourcePath: "us.meta.llama3-1-70b-instruct-v1:0" } }),
  Story: a.model({ title: a.string(), model: a.ref("Story") }),
});
