import OpenAI from "openai";
import { pick } from "@acme/models";
import { ref } from "vue";
const x = ref("acme-1b");
new OpenAI().responses.create({ model: pick(), input: "" });
new OpenAI().responses.create({ model: x.value, input: "" });
new OpenAI().responses.create({ model: flag && "acme-2b", input: "" });
