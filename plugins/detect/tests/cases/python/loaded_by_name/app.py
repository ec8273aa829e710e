import os

from builder import load_pretrained_model
from factory import create_llm, get_model
from mirascope import llm


@llm.call("anthropic/claude-3-5-haiku-latest")
def recommend(genre):
    return f"A book of {genre}"


model = llm.retry_model("openai/gpt-4o-mini", fallback_models=["google/gemini-2.0-flash"])
tokenizer, vision = load_pretrained_model("acme/llava-v1.5-13b", None)
writer = create_llm("gpt-4.1", temperature=0)
judge = evaluate(tests, model=model_of(tests) or os.environ["JUDGE_GPT_MODEL"])
deployment = os.environ.get(
    "AZURE_OPENAI_DEPLOYMENT", None
)
table = get_model("shop", "customer-2")
best = load_model("models/best-2")
folder = load_folder("acme/data-2")
parser.add_argument("--model_name", default="tts_models/en/ljspeech/tacotron2-DDC")
parser.add_argument("--model_dir", default="some_models/en/ljspeech/tacotron2-DDC")
parser.add_argument("--models", default="gpt-oss-120b,gpt-oss-20b")
EMBEDDING_MODELS = os.getenv("EMBEDDING_MODELS", "text-embedding-3-small, text-embedding-3-large")
prompt_model = "gpt-4o, and then some words"
