export default {
  async fetch(request, env) {
    return Response.json(await env.AI.run("@cf/meta/llama-3-8b-instruct", { text: "Hello" }));
  },
};
