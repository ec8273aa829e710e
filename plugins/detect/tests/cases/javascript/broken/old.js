import OpenAI from "openai";
const client = new OpenAI();
function broken( {
  return client.chat.completions.create({ model: "gpt-4", messages: [] ;
}
const fine = () => client.chat.completions.create({ model: "gpt-4o", messages: [] });
