import json, litellm
cfg = json.load(open("x.json"))
T = {"fast": "gpt-4o"}
litellm.completion(model=cfg.get("model"), messages=[])
litellm.completion(model=cfg.get("model", "o3"), messages=[])
litellm.completion(model=T.get("fast"), messages=[])
