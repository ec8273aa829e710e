from acme.judges import JudgeLLM
from pinecone import Pinecone
from qdrant_client import models

pc = Pinecone()
pc.create_index_for_model(
    name="docs",
    cloud="aws",
    region="us-east-1",
    embed={"model": "llama-text-embed-v2", "field_map": {"text": "chunk_text"}},
)
pc.inference.rerank(model="bge-reranker-v2-m3", query="what", documents=[])

dense = models.Document(text="a", model="sentence-transformers/all-MiniLM-L6-v2")
sparse = models.Document(text="a", model="Qdrant/bm25")
point = models.PointStruct(id="3", vector={"sparse": sparse}, payload={"model": "iPhone-15"})
judge = JudgeLLM(judge_model_name="flowaicom/Flow-Judge-v0.1", backend="vllm")
pc.Index("docs").upsert(vectors=[{"id": "1", "metadata": {"model": "iPhone-16"}}])
