import ollama
import torch
import whisper
from FlagEmbedding import BGEM3FlagModel
from huggingface_hub import snapshot_download
from llama_cpp import Llama
from sentence_transformers import CrossEncoder, SentenceTransformer
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline
from vllm import LLM

NAME = "meta-llama/Llama-3.1-8B-Instruct"
tokenizer = AutoTokenizer.from_pretrained(NAME)
model = AutoModelForCausalLM.from_pretrained(NAME, torch_dtype=torch.bfloat16)
trained = AutoModelForCausalLM.from_pretrained("./checkpoints/last")
ours = AutoModelForCausalLM.from_pretrained("acme/claims-classifier")
summariser = pipeline("summarization", model="facebook/bart-large-cnn")
labels = pipeline("text-classification", "distilbert-base-uncased-finetuned-sst-2-english")
encoder = SentenceTransformer("all-MiniLM-L6-v2")
cross = CrossEncoder("cross-encoder/ms-marco-MiniLM-L-6-v2")
dense = BGEM3FlagModel("BAAI/bge-m3", use_fp16=True)
server = LLM(model="mistralai/Mistral-7B-Instruct-v0.3")
quantised = Llama.from_pretrained(repo_id="bartowski/Qwen2.5-7B-Instruct-GGUF", filename="*Q4_K_M.gguf")
ears = whisper.load_model("base")
snapshot_download("microsoft/Phi-3.5-mini-instruct")
reply = ollama.chat(model="gemma3:4b", messages=[])
ollama.pull("nomic-embed-text")
