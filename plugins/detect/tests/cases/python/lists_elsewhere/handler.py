"""What other modules list is told there; what it says of models is no use of them."""

from huggingface_hub import list_repo_files, snapshot_download
from litellm import acompletion

from known import DEFAULT_MODEL, FALLBACK_MODELS, NO_SUPPORT_TEMPERATURE_MODELS, OFFERED_MODELS
from known import STREAMING_REQUIRED_MODELS, USER_MESSAGE_ONLY_MODELS

HF_REPO_ID = "acme/frames-benchmark-1"
HF_REPO_TYPE = "dataset"


class Handler:
    def __init__(self):
        self.no_support_temperature_models = NO_SUPPORT_TEMPERATURE_MODELS
        self.streaming_required_models = STREAMING_REQUIRED_MODELS
        self.user_message_only_models = USER_MESSAGE_ONLY_MODELS
        self.models = OFFERED_MODELS
        self.fallback_models = FALLBACK_MODELS
        self.model = DEFAULT_MODEL

    async def ask(self, messages):
        return await acompletion(model=self.model, messages=messages, stream=self.model in STREAMING_REQUIRED_MODELS)


def files():
    return list_repo_files(repo_id=HF_REPO_ID, repo_type=HF_REPO_TYPE) or snapshot_download("acme/writer-7b")
