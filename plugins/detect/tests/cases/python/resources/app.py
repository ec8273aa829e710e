import os

import boto3
from vertexai import rag

REGION = os.environ["REGION"]

rag.RagEmbeddingModelConfigVertexPredictionEndpoint(endpoint="publishers/google/models/text-embedding-005")
rag.Config(endpoint="projects/acme/locations/eu/endpoints/1234")
boto3.client("bedrock-agent").create_knowledge_base(
    knowledgeBaseConfiguration={
        "vectorKnowledgeBaseConfiguration": {
            "embeddingModelArn": f"arn:aws:bedrock:{REGION}::foundation-model/amazon.titan-embed-text-v2:0",
        }
    }
)
boto3.client("bedrock-agent").create_agent(foundationModel="acme.private-v1", agentName="claims")
boto3.client("bedrock").create_model_customization_job(
    baseModelIdentifier="arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:300k",
    customModelName="claims",
    roleArn="arn:aws:iam::123456789012:role/claims",
)
statement = {"Effect": "Allow", "Resource": "arn:aws:bedrock:*::foundation-model/anthropic.claude-v2"}
