"""Models to fetch, one after the other, as one text has them."""

import os

from sentence_transformers import SentenceTransformer

names = os.getenv("TARGET_EMBEDDINGS_MODEL", "all-mpnet-base-v2|paraphrase-multilingual-MiniLM-L12-v2|BAAI/bge-small-en-v1.5")
MODELS_OF_OTHERS = os.getenv("RERANK_MODEL", "yes|no")

for name in names.split("|"):
    SentenceTransformer(name).save("models/" + name)
