from huggingface_hub import hf_hub_download, snapshot_download
from team.agents import get_math_agent, make_chain, get_agent_name

COMPLETION_MODEL = "gpt-4.1"
NOT_SUPPORT_FN_CALL = ["o1-mini", "deepseek-reasoner", "llama"]
MUST_ADD_USER = ["deepseek-r1"]
for model in NOT_SUPPORT_FN_CALL:
    if model in COMPLETION_MODEL:
        FN_CALL = False
for model in MUST_ADD_USER:
    if model in COMPLETION_MODEL:
        ADD_USER = True

solver = get_math_agent("gpt-4o-2024-08-06")
voter = make_chain("acme/chain-2", "claude-3-5-haiku-latest")
name = get_agent_name("gpt-4-turbo-agent")


def prepare(name="shop", repo_id="acme/videos-7b"):
    return snapshot_download(repo_id=repo_id, repo_type="dataset"), hf_hub_download("acme/rows-2", repo_type="dataset")


def fetch(repo_id="acme/chat-7b"):
    return snapshot_download(repo_id=repo_id)
