from mem0.configs.rerankers.base import BaseRerankerConfig
from pydantic import Field


class AcmeRerankerConfig(BaseRerankerConfig):
    model: str = Field(default="acme-rank-1", description="Model to use")
    model_version: str = "v1-2"
    deployment_name: str = "web-1"
    model_date = "2026-05-01"
    engine: str = "fast-2"
