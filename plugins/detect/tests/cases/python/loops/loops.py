import litellm
X = ["gpt-4o", "o3"]
T = {"a": "claude-3-opus-20240229", "b": "o1"}
for i, m in enumerate(X):
    litellm.completion(model=m, messages=[])
for k, n in T.items():
    litellm.completion(model=n, messages=[])
for p, q in [("anthropic", "claude-3-haiku-20240307"), ("openai", "gpt-4-turbo")]:
    litellm.completion(model=q, messages=[])
A = ["gpt-5"]
for r in A + ["gpt-5-nano"]:
    litellm.completion(model=r, messages=[])
for v in T.values():
    litellm.completion(model=v, messages=[])
class C:
    chain = ["gemini-2.5-pro"]
    def go(self):
        for s in self.chain:
            litellm.completion(model=s, messages=[])
