import json

import boto3
import vertexai
from anthropic import AnthropicBedrock
from google import genai
from vertexai.generative_models import GenerativeModel

REGION = "eu-central-1"
bedrock = boto3.client("bedrock-runtime", region_name=REGION)
gemini = genai.Client(vertexai=True, project="acme", location="europe-west4")
MODEL_ID = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"


def invoke(prompt):
    return bedrock.invoke_model(modelId=MODEL_ID, body=json.dumps({"prompt": prompt}))


def converse(messages):
    return bedrock.converse(modelId="amazon.nova-lite-v1:0", messages=messages)


def titan(text):
    return bedrock.invoke_model(
        modelId="arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0",
        body=json.dumps({"inputText": text}),
    )


def claude():
    return AnthropicBedrock(aws_region="us-east-1").messages.create(
        model="anthropic.claude-3-haiku-20240307-v1:0", max_tokens=5, messages=[]
    )


def google(text):
    return gemini.models.generate_content(model="gemini-2.5-flash", contents=text)


def studio(text):
    return genai.Client().models.embed_content(model="gemini-embedding-001", contents=text)


def old(text):
    vertexai.init(project="acme", location="us-central1")
    return GenerativeModel("gemini-1.5-pro-002").generate_content(text)
